// What a typed name may mean: which part is the surname, and which spellings it has.
import { describe, expect, it } from 'vitest'
import { givenNameMeant, isMeant, nameOf, namesMeant } from '../../src/names/people.ts'

/** Whether somebody who is printed so is meant, in an archive of these authors. */
function isPersonMeant(typed: string, author: string, archive: readonly string[] = [author]): boolean {
  return isMeant(
    author,
    namesMeant(typed, (name) => archive.some((one) => isMeant(one, [name]))),
  )
}

describe('a typed name', () => {
  it('means names with the umlauts that are written out in it, and no others', () => {
    const meant: readonly (readonly [typed: string, author: string])[] = [
      ['Hans Mueller', 'H Müller'],
      ['Hans Mueller', 'H Mueller'],
      ['Mueller', 'H Müller'],
      ['Mueller, H.', 'H Müller'],
      ['Mueller Hans', 'H Müller'],
      ['Juergen Schmidhuber', 'Jürgen Schmidhuber'],
      ['Joel Mueller', 'Joel Müller'],
      ['Oemer Faruk Akguel', 'Ö F Akgül'],
      // Where an ae, oe or ue belongs to the name, or vowels meet.
      ['Anna Baeuerle', 'A Bäuerle'],
      ['Maria Bauer-Mueller', 'M Bauer-Müller'],
      ['Corentin Salauen', 'C Salaün'],
      ['Haemaelaeinen', 'W Hämäläinen'],
    ]
    expect(meant.filter(([typed, author]) => !isPersonMeant(typed, author))).toEqual([])
    const others: readonly (readonly [typed: string, author: string])[] = [
      ['Ming Xue', 'M Xu'],
      ['Xue', 'M Xu'],
      ['Anna Bauer', 'A Baur'],
      ['Joel', 'T Jol'],
      ['Hans Müller', 'H Mueller'],
    ]
    expect(others.filter(([typed, author]) => isPersonMeant(typed, author))).toEqual([])
  })

  it('of three words has the surname first where nobody is called so otherwise', () => {
    expect(isPersonMeant('Celik Mehmet Serhat', 'M S Celik')).toBe(true)
    expect(isPersonMeant('Guecluetuerk Yagmur Su', 'Y S Güçlütürk')).toBe(true)
    expect(isPersonMeant('See Kiong Ng', 'K See', ['K See', 'S Ng'])).toBe(false)
    expect(isPersonMeant('See Kiong Ng', 'S Ng', ['K See', 'S Ng'])).toBe(true)
  })

  it('of one word is a surname, or a given name where nobody has that surname', () => {
    const knows =
      (...archive: string[]) =>
      (typed: string) =>
        givenNameMeant(typed, ({ surname }) => archive.some((one) => nameOf(one).surname === surname))
    expect(knows('H Müller')('Mueller')).toBe(null)
    expect(knows('Yann LeCun')('Yann')).toBe('yann')
    expect(knows('Yann LeCun')('Yann LeCun')).toBe(null)
  })
})
