// A construct is asked only of lines that begin with characters it names. None may be missing
// there: a line that the construct would read must begin with one of them, whatever the first
// character.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { constructs } from '../../../src/digest/constructs/index.ts'
import { readLabel } from '../../../src/digest/constructs/label.ts'
import { labelWords } from '../../../src/digest/constructs/label-words.ts'
import { splitText } from '../../../src/digest/lines/lines.ts'

const source = join(import.meta.dirname, '../../../src/digest/constructs')
const folders = [
  join(import.meta.dirname, '../fixtures'),
  join(import.meta.dirname, '../layouts'),
  join(import.meta.dirname, '../../../digests'),
]
const filesIn = (folder: string, pattern: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))

const lines = [
  ...new Set(
    folders
      .flatMap((folder) => filesIn(folder, /\.(?:txt|md)$/))
      .flatMap((text) => splitText(text).lines.map(({ text: line }) => line)),
  ),
].filter((line) => line !== '' && line.length < 400)
/** Every character that a construct mentions, and those that lines begin with. */
const characters = [...new Set([...filesIn(source, /\.ts$/).join(''), ...lines.map((line) => line.charAt(0))])].filter(
  (one) => one.trim() !== '',
)

describe('the first characters of a construct', () => {
  it.each(constructs.filter(({ starts }) => starts !== null).map((construct) => [construct.name, construct] as const))(
    'of %s leave out no line that it reads',
    (_, { starts, maxLength, read }) => {
      // The line as it is, without its first character, and with any other before it or in its
      // place.
      const own = lines.filter((line) => line.length <= maxLength && read(line) !== null)
      const tails = [...new Set(own.flatMap((line) => [line.slice(1), line]))].slice(0, 60)
      const missed = new Set<string>()
      for (const line of own) if (!starts?.test(line.charAt(0))) missed.add(line)
      for (const character of characters) {
        if (starts?.test(character)) continue
        const found = tails.find((tail) => read(character + tail) !== null)
        if (found !== undefined) missed.add(character + found)
      }
      expect([...missed]).toEqual([])
    },
  )
})

/** In brackets alone, without a colon, their words are a sentence's. */
const NEED_COLON: ReadonlySet<string> = new Set(['links', 'note', 'aspect', 'categories'])

describe('the cheap look for a label', () => {
  it('lets every word of the table pass, however it is marked', () => {
    const missed = [...labelWords].flatMap(([word, field]) =>
      [
        `${word}:x`,
        `${word.toUpperCase()}： x`,
        `- **${word}**: x`,
        `> # ${word} : x`,
        `[${word}]：`,
        ...(NEED_COLON.has(field) ? [] : [`【${word}】x`]),
      ].filter((text) => readLabel(text)?.field !== field),
    )
    expect(missed).toEqual([])
  })
})
