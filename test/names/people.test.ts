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

  it('has the surname last or first, before one given name or two', () => {
    const meant: readonly (readonly [typed: string, author: string])[] = [
      ['Celik Mehmet Serhat', 'M S Celik'],
      ['Guecluetuerk Yagmur Su', 'Y S Güçlütürk'],
      ['See Kiong Ng', 'S K Ng'],
      ['Retamero Juan A.', 'J A Retamero'],
      ['Daeniken Pius von', 'P von Däniken'],
      // Surnames and given names that are particles of other names.
      ['Du Chengyi', 'C Du'],
      ['Li Bin', 'B Li'],
      ['Wu Di', 'D Wu'],
      ['de Freitas', 'N de Freitas'],
    ]
    expect(meant.filter(([typed, author]) => !isPersonMeant(typed, author))).toEqual([])
    expect(isPersonMeant('de Freitas', 'F De', ['F De', 'N de Freitas'])).toBe(false)
    expect(isPersonMeant('John Smith Jr.', 'S John')).toBe(true)
    expect(isPersonMeant('Smith, John', 'S John')).toBe(false)
    expect(isPersonMeant('Ada Maria Jane Grey', 'M Ada')).toBe(false)
  })

  it('may lack the hyphen of a surname or of a given name', () => {
    const meant: readonly (readonly [typed: string, author: string])[] = [
      ['Gui Song Xia', 'Gui-Song Xia'],
      ['Xia Gui Song', 'Gui-Song Xia'],
      ['Laura Leal Taixe', 'L Leal-Taixé'],
      ['Leal Taixe', 'L Leal-Taixé'],
      ['Leal Taixe Laura', 'L Leal-Taixé'],
      ['Yann Le Cun', 'Y LeCun'],
      ['Mona El Assady', 'M El-Assady'],
    ]
    expect(meant.filter(([typed, author]) => !isPersonMeant(typed, author))).toEqual([])
    const others: readonly (readonly [typed: string, author: string])[] = [
      ['Thomas L. Griffiths', 'L Thomas'],
      ['Leal Taixe', 'L Leal'],
      ['Laura Leal Taixe', 'S Leal-Taixé'],
      ['Gui Song Xia', 'S Xia'],
    ]
    expect(others.filter(([typed, author]) => isPersonMeant(typed, author))).toEqual([])
  })

  it('in Chinese characters is the same as in letters, of which papers print the first', () => {
    const same = [
      ['何恺明', 'K He'],
      ['周志华', 'Z-H Zhou'],
      ['孙剑', 'J Sun'],
      ['歐陽娜', 'N Ouyang'],
      ['曾鸥', 'O Zeng'],
      ['何恺明', '何恺明'],
    ] as const
    expect(same.filter(([typed, author]) => !isPersonMeant(typed, author))).toEqual([])
    const others = [
      ['何恺明', 'M He'],
      ['何恺明', 'K Hu'],
      ['欧阳娜', 'Y Ou'],
      ['李', 'L Li'],
    ] as const
    expect(others.filter(([typed, author]) => isPersonMeant(typed, author))).toEqual([])
  })

  it('of one word is a surname, or a given name where nobody has that surname', () => {
    const knows =
      (...archive: string[]) =>
      (typed: string) => {
        const isKnown = ({ surname }: { surname: string }) => archive.some((one) => nameOf(one).surname === surname)
        return givenNameMeant(namesMeant(typed, isKnown), isKnown)
      }
    expect(knows('H Müller')('Mueller')).toBe(null)
    expect(knows('Yann LeCun')('Yann')).toBe('yann')
    expect(knows('Yann LeCun')('Yann LeCun')).toBe(null)
  })
})
