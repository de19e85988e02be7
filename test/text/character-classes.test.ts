import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCharacterClasses } from '../../src/text/character-classes.ts'

const [DIGIT, MARK, WIDE] = [1, 2, 4]
const characters = fc.constantFrom(...'abc019:/[ 视觉：。é\t', '🌟')

describe('the classes of characters', () => {
  it('tell what a stretch of text holds', () => {
    const classes = createCharacterClasses(/\d/, /[:：/]/, /[^\0-\x7f]/)
    expect(classes.inText('a1：b', 0, 4)).toBe(DIGIT | MARK | WIDE)
    expect(classes.inText('a1：b', 0, 2)).toBe(DIGIT)
    expect(classes.inText('a1：b', 3, 9)).toBe(0)
    expect(classes.inAscii('a:b')).toBe(MARK)
  })

  it('are the same of a string, of its units and of a search for each character', () => {
    const classes = createCharacterClasses(/\d/, /[:：/]/, /[^\0-\x7f]/, /[[\t]/, /\d/)
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 40 }), fc.nat(40), fc.nat(40), (written, from, to) => {
        const text = written.join('')
        const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
        expect(classes.inUnits(units, from, to)).toBe(classes.inText(text, from, to))
        const ascii = text.replace(/[^\0-\x7f]/g, '')
        expect(classes.inAscii(ascii)).toBe(classes.inText(ascii, 0, ascii.length))
      }),
    )
  })

  it('have room for no more sets than an answer has bits', () => {
    expect(() => createCharacterClasses(...Array.from({ length: 16 }, () => /a/))).toThrow('at most 15 sets')
  })
})
