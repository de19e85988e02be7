import { describe, expect, it } from 'vitest'
import { createCharacterTest } from '../../src/text/character-test.ts'
import { createTrim } from '../../src/text/edges.ts'

describe('a text without characters at its edges', () => {
  const trim = createTrim(/[>\s.]/, /[\s,]/)

  it('loses those of each side and nothing inside', () => {
    expect(trim(' .> a, . b ,, ')).toBe('a, . b')
    expect(trim('a.')).toBe('a.')
    expect(trim(', a')).toBe(', a')
    expect(trim(' . ')).toBe('')
    expect(trim('')).toBe('')
  })

  it('keeps its beginning where nothing is named for it', () => {
    expect(createTrim(null, /[.。]/)('..a。.')).toBe('..a')
  })
})

describe('a test of characters', () => {
  it('answers the same when asked again, and no where there is no character', () => {
    const isDigit = createCharacterTest(/\d/)
    const codes = [...'1a1a'].map((one) => one.charCodeAt(0))
    expect(codes.map(isDigit)).toEqual([true, false, true, false])
    expect(isDigit(''.charCodeAt(0))).toBe(false)
  })

  it('asks a function where the set is no expression', () => {
    const isUpper = createCharacterTest((one) => one !== one.toLowerCase())
    expect(['A', 'a', '字'].map((one) => isUpper(one.charCodeAt(0)))).toEqual([true, false, false])
  })
})
