// A glance at a line sees what the whole look at it sees: whoever writes one more `plain` is told
// where it differs. Asked of every line of the fixtures, and of what cutting, joining and marking
// makes of them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { constructs } from '../../../src/digest/constructs/index.ts'
import { splitText } from '../../../src/digest/lines/lines.ts'
import type { Token } from '../../../src/digest/tokens.ts'
import { KNOWN } from '../support/known.ts'
import { PLAIN, printDigest } from '../support/printer.ts'

const folders = ['../../../digests', '../fixtures', '../layouts'].map((folder) => join(import.meta.dirname, folder))

const WORDS = [
  'Also worth reading',
  'Key Points',
  'The End',
  'Code',
  'Paper',
  'Table of contents',
  'Highlights',
  'Abstract',
  'Others',
]
const MADE = [
  ...WORDS.flatMap((word) => [`[${word}]`, word, `[${word}]: text`, `${word}: text`]),
  '[CV] A Title*',
  '[CV] A Title (Code)',
  '[CV] A Title（代码）',
  '[CV] gen2seg: "A" Title',
  '1、[CV] https://a.example/b',
  '6、[LG] Question: 2021.acl-long.1',
  '6、[LG] Question摘要：2021.acl-long.1 | P19-1001',
  '[PDF] [Code]',
  'https://a.example/b.png',
  'https://a.example/b?c=d.',
  'Adam, Momentum, and Dropout',
  'Gemini Team, A Jones',
  'P Vale, A Moss Northfield University',
  'In This Work, We Show',
  `摘要:${'很长的摘要'.repeat(100)}`,
  `LG - 机器学习${'与其他'.repeat(80)} CV - 计算机视觉`,
  `Abstract ${'word '.repeat(100)}`,
  `Abstract: ${'word '.repeat(100)}`,
]

const sources = join(import.meta.dirname, '../../../src/digest')

/** The words that the constructs themselves look for: a new one is among them by itself. */
function wordsOf(pattern: RegExp): readonly string[] {
  const code = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(sources, name), 'utf8'))
  return [...new Set(code.join('\n').match(pattern))]
}

function textsOf(): readonly string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:txt|md)$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  )
  const lines = [...files, printDigest(KNOWN, PLAIN)].flatMap((text) => splitText(text).lines.map((line) => line.text))
  return [...new Set([...lines, ...MADE])].filter((text) => text !== '')
}

function first(text: string, read: (at: number) => Token | null): Token | null {
  for (let at = 0; at < constructs.length; at++) {
    const token = text.length > (constructs[at]?.maxLength ?? 0) ? null : read(at)
    if (token) return token
  }
  return null
}

function glanceAt(text: string): Token | null {
  const initial = text.charAt(0)
  return first(text, (at) => {
    const plain = constructs[at]?.plain
    return plain?.starts.test(initial) ? plain.read(text) : null
  })
}

function lookAt(text: string): Token | null {
  const initial = text.charAt(0)
  return first(text, (at) => {
    const { starts, read } = constructs[at] ?? { starts: null, read: () => null }
    return starts === null || starts.test(initial) ? read(text) : null
  })
}

function differing(texts: readonly string[]) {
  return texts.flatMap((text) => {
    const glance = text === '' ? null : glanceAt(text)
    const whole = glance === null ? null : lookAt(text)
    return glance !== null && JSON.stringify(glance) !== JSON.stringify(whole) ? [{ text, glance, whole }] : []
  })
}

describe('a glance at a line', () => {
  const texts = textsOf()

  it('sees what the whole look sees', () => {
    expect(differing(texts)).toEqual([])
  })

  it('sees it too of every word that is looked for, alone and among others', () => {
    const frames = [
      '_',
      '_方法',
      '_与其他',
      '提出了_',
      '该框架_是一个模型',
      'CLIP模型_',
      'CLIP是_、_和_',
      '_CLIP 2 模型',
      '“_”的一种方法',
    ]
    const lines = wordsOf(/[\u4e00-\u9fff]{1,12}/g).flatMap((word) => frames.map((frame) => frame.replaceAll('_', word)))
    expect(lines.length).toBeGreaterThan(5000)
    expect(differing(lines)).toEqual([])
  })

  it('sees it too of names with small and broken words in them', () => {
    const word = fc.constantFrom(
      ...[
        'A',
        'V H.',
        'Moss',
        'Al-Masri',
        'MIT',
        'University',
        'et',
        'al',
        'Labs',
        'Google',
        'Jr.',
        'McVale',
        'Ošep',
        '3D',
        'ToxiGAN',
      ],
      ...wordsOf(/(?<=[|'` ])[a-z]{1,4}(?=[|'` ])/g),
    )
    const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))
    const line = fc
      .tuple(
        fc.array(name, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(', ', ',', ' and ', '; '),
        fc.constantFrom('', ',', ' et al.'),
      )
      .map(([all, comma, end]) => all.join(comma) + end)
    fc.assert(
      fc.property(line, (text) => {
        expect(differing([text])).toEqual([])
      }),
      { numRuns: 6000 },
    )
  })

  it('sees it too of lines made of the words that are looked for', () => {
    const han = fc.constantFrom(...wordsOf(/[\u4e00-\u9fff]{1,8}/g))
    const latin = fc.constantFrom(...wordsOf(/[A-Za-z]{2,12}/g))
    const words = fc.constantFrom('提出了一种新的方法', '模型', '本文', '论文', '该框架基于', '是一个', '与', 'A', 'CV')
    const mark = fc.constantFrom(...'（）()-，、·丨|：:。.《》[]/！？“”&→*,; 123年月', '://', '2021', '10')
    const short = fc.array(fc.oneof(han, words, words, latin, mark), { minLength: 1, maxLength: 7 })
    const end = fc.constantFrom('', '', `。${'很长的一段文字'.repeat(20)}。`, `：${'word '.repeat(30)}end.`)
    const names = fc.array(fc.oneof(latin, fc.constantFrom('A', 'B', 'K H')), { minLength: 2, maxLength: 3 })
    const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
    const made = fc.oneof(
      fc.tuple(short, end).map(([parts, last]) => (parts.join('') + last).trim()),
      names.map((parts) => parts.map(capital).join(' ')),
    )
    fc.assert(
      fc.property(made, (text) => {
        expect(differing([text])).toEqual([])
      }),
      { numRuns: 6000 },
    )
  })

  it('sees it too of lines that were cut, joined or marked', () => {
    const line = fc.constantFrom(...texts)
    const mark = fc.constantFrom(
      '1、',
      '一、',
      '第2篇：',
      '论文3：',
      'Paper 4: ',
      'No.5 ',
      '图1 ',
      'LG - ',
      '摘要：',
      '*',
      '[CV] ',
      '《',
      'https://a.example/b ',
    )
    const made = fc.oneof(
      fc.tuple(line, line).map(([a, b]) => `${a}${b}`),
      fc.tuple(line, line).map(([a, b]) => `${a} ${b}`),
      fc.tuple(mark, line).map(([a, b]) => `${a}${b}`),
      fc.tuple(line, mark, line).map(([a, b, c]) => `${a.slice(0, 20)}${b}${c}`),
      fc.tuple(line, fc.nat(400)).map(([a, end]) => a.slice(0, end).trim()),
      fc.tuple(line, fc.nat(40)).map(([a, from]) => a.slice(from).trim()),
    )
    fc.assert(
      fc.property(made, (text) => {
        expect(differing([text])).toEqual([])
      }),
      { numRuns: 4000 },
    )
  })
})
