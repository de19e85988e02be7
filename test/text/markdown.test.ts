import { parse } from 'discord-markdown-parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeMarkdown, plainText, safeUrl } from '../../src/text/markdown.ts'
import { anyText } from '../support/papers.ts'

interface Node {
  readonly type: string
  readonly content?: unknown
}

function typesIn(nodes: unknown): string[] {
  if (!Array.isArray(nodes)) return []
  return (nodes as Node[]).flatMap((node) => [node.type, ...typesIn(node.content)])
}

const HARMLESS = ['text', 'escape', 'newline', 'br', 'url', 'autolink', 'twemoji', 'emoticon']
const actingIn = (text: string) => typesIn(parse(escapeMarkdown(text), 'extended')).filter((type) => !HARMLESS.includes(type))

describe('escaped text', () => {
  it('is shown literally by a markdown parser that reads as Discord does', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(actingIn(text)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['a masked link', '[free](https://a.b)'],
    ['a mention', '<@123456789012345678> <@&123456789012345678> <#123456789012345678>'],
    ['a time', '<t:1618953630:R>'],
    ['a heading', '# big\n-# small'],
    ['a list', '- a\n* b\n1. c'],
    ['a quote', '> a\n>>> b'],
    ['a spoiler and code', '||a|| `b` ```c```'],
    ['an emoji', '<:a:123456789012345678> :smile:'],
    ['a command', '</search:123456789012345678>'],
  ])('keeps %s from acting', (_, text) => {
    expect(actingIn(text)).toEqual([])
  })

  it('calls nobody', () => {
    expect(escapeMarkdown('@everyone @here')).not.toMatch(/@everyone|@here/)
  })

  it('keeps an address whole, and ends it before the Chinese text that follows', () => {
    expect(escapeMarkdown('see https://a.b/c_d now')).toBe('see https://a.b/c_d now')
    expect(escapeMarkdown('见https://a.b/c_d。好')).toBe('见<https://a.b/c_d>。好')
  })

  it('has no overrides, controls or half characters', () => {
    expect(plainText('a\u202eb\u0000c\ud83d')).toBe('abc\ufffd')
  })
})

describe('an address', () => {
  it.each(['javascript:alert(1)', 'ftp://a.b', 'no address', 'https://user:pass@a.b', `https://a.b/${'x'.repeat(3000)}`])(
    '%s is refused',
    (address) => {
      expect(safeUrl(address)).toBeNull()
    },
  )

  it('cannot end the brackets it stands in', () => {
    expect(safeUrl('https://a.b/x)(y> z')).toBe('https://a.b/x%29%28y%3E%20z')
  })
})
