import { describe, expect, it } from 'vitest'
import { createMemo } from '../../src/text/memo.ts'

describe('a memo', () => {
  it('answers as its question does, and asks it once of a text', () => {
    const asked: string[] = []
    const isLong = createMemo((text) => {
      asked.push(text)
      return text.length > 3
    })
    expect(['MIT', 'MIT', 'Google', 'MIT', 'Google'].map(isLong)).toEqual([false, false, true, false, true])
    expect(asked).toEqual(['MIT', 'Google'])
  })

  it('goes on answering rightly when it is full, and of long texts', () => {
    const length = createMemo((text) => text.length)
    const texts = Array.from({ length: 5000 }, (_, i) => `place ${i}`)
    expect([...texts, ...texts].map(length)).toEqual([...texts, ...texts].map((text) => text.length))
    expect(length('a'.repeat(10_000))).toBe(10_000)
  })
})
