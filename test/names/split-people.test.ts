import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitPlainPeople } from '../../src/names/split-people.ts'

/** What a plain list of names is, said in another way than the reader's walk. */
const WORD = "[A-ZÀ-ÖØ-öø-ɏ](?:[A-Za-z'À-ÖØ-öø-ɏ-]*|\\.(?= ))"
const NAME = `${WORD}(?: ${WORD}){1,5}`
const LIST = new RegExp(`^${NAME}(?:, ?${NAME})*$`)

function namesOf(text: string): string[] | null {
  const names = text.split(/, ?/)
  return !text.includes('--') && LIST.test(text) && names.every((name) => name.length <= 48) ? names : null
}

describe('a plain list of names', () => {
  it('is parted at its commas', () => {
    expect(splitPlainPeople('A Jaegle, F Gimeno,Ø Brock, V H. Pong')).toEqual(['A Jaegle', 'F Gimeno', 'Ø Brock', 'V H. Pong'])
  })

  it.each([
    ['a sentence', 'We Show That. It'],
    ['a name of one word', 'A Jaegle, Plato'],
    ['a name of seven words', 'A B C D E F G'],
    ['an empty name', 'A Jaegle, , F Gimeno'],
    ['a comma at the end', 'A Jaegle,'],
    ['two blanks', 'A  Jaegle'],
    ['a name that nobody has', `A ${'B'.repeat(60)}`],
  ])('is not %s', (_, text) => {
    expect(splitPlainPeople(text)).toBeNull()
  })

  it('is what its pattern says, whatever the line', () => {
    const piece = fc.constantFrom(
      'A',
      'B',
      'É',
      'b',
      'é',
      ' ',
      ' ',
      ',',
      ', ',
      '.',
      '. ',
      '-',
      '--',
      "'",
      '×',
      '张',
      '1',
      'Jaegle',
      'V H.',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        expect(splitPlainPeople(text)).toEqual(namesOf(text))
      }),
      { numRuns: 5000 },
    )
  })
})
