import { describe, expect, it } from 'vitest'
import { terminalLine, terminalText } from '../../src/text/terminal.ts'

describe('text on a terminal', () => {
  it.each([
    ['an escape sequence', 'a\u001b[2Jb', 'a\\u001b[2Jb'],
    ['a bell', 'a\u0007b', 'a\\u0007b'],
    ['the one-byte form of an escape sequence', 'a\u009b2Jb', 'a\\u009b2Jb'],
    ['an override of direction', 'a\u202eb', 'a\\u202eb'],
    ['line ends', 'a\r\nb\nc\u2028d', 'a b c\\u2028d'],
    ['a backspace', 'safe\b\b\b\bevil', 'safe\\u0008\\u0008\\u0008\\u0008evil'],
    ['Chinese, accents and a smile', '论文 é 🙂', '论文 é 🙂'],
  ])('shows %s without letting it act', (_, text, shown) => {
    expect(terminalLine(text)).toBe(shown)
  })

  it('keeps the lines of the program itself', () => {
    expect(terminalText('one\ntwo\u001b[31m\tthree')).toBe('one\ntwo\\u001b[31m\tthree')
  })
})
