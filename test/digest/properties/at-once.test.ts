// A text of the usual form is read in one walk, and an entry of the usual form at once: both come
// to what the steps come to, of any text of the fixtures and of what cutting, shuffling, joining
// and marking makes of it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/digest/decode/decode.ts'
import { readAnyEntry } from '../../../src/digest/entry/read-entry.ts'
import { readUsualEntry } from '../../../src/digest/entry/usual-entry.ts'
import { series } from '../../../src/digest/layouts/series/index.ts'
import { traits } from '../../../src/digest/lines/traits.ts'
import type { Entry, Outline } from '../../../src/digest/outline/outline.ts'
import { claimsOf, createOwnership } from '../../../src/digest/outline/ownership.ts'
import { outlineAtOnce, outlineInSteps } from '../../../src/digest/steps.ts'
import { KNOWN } from '../support/known.ts'
import { PLAIN, printDigest, STYLES, type Style } from '../support/printer.ts'

const folders = ['../../../digests', '../fixtures', '../layouts'].map((folder) => join(import.meta.dirname, folder))
const printed = printDigest(KNOWN, PLAIN)
const usual = `LG - 机器学习 CV - 计算机视觉

1、[CV] A First Title

A Moss, B Vale
[MIT & Google Research]
第一个标题。第一篇的摘要，说明了第一篇的内容：${'很长的一段'.repeat(20)}。
The first abstract says that the first paper is the first. ${'It goes on. '.repeat(8)}See https://a.example/b.
https://arxiv.org/abs/2107.00001
image.png
image.png

另外几篇值得关注的论文:

[LG] A Second Title: With More Words

第二个标题提出了一种新的方法（NEW）
C Vale
[ETH Zürich]
https://arxiv.org/abs/2107.00002
image.png
`
const texts = [
  usual,
  printed,
  ...folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.txt') && !name.endsWith('diagnostics.txt'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  ),
]
const lines = [...new Set(texts.flatMap((text) => text.split('\n')))].filter((line) => line !== '' && line.length < 2000)
const MARKS =
  '**|__|<b>|&amp;|](|]:|[^1]|》|《|【|[CV] |1、|2、|: |：|。|，|·| • |# |- |> |2021-07-10|更多|转载请注明|image.png|https://a.example/b|\t|\u3000|e\u0301|2107.00001|（3篇）|被|- '
    .split('|')
    .concat('|', ' | ', '| ', ' |', '|---|---|', 'a | b')

const encodedOf = (text: string) => decode(new TextEncoder().encode(text))?.encoded

/** How many of the texts were read at once, so that a reader that never is does not pass. */
let count = 0

function check(text: string): void {
  const encoded = text.isWellFormed() && !text.startsWith('\ufeff') ? encodedOf(text) : undefined
  const once = outlineAtOnce(text, encoded)
  const steps = outlineInSteps(text, undefined, encoded)
  for (const { entries } of steps.outlines) for (const entry of entries) checkEntry(entry)
  if (once === null) return
  count++
  expect(once.raws).toEqual(steps.raws)
  expect(withoutTraits(once.outlines)).toEqual(steps.outlines)
  expect(once.survey().lines).toEqual(steps.survey().lines)
  expect({ around: steps.around, signs: steps.recognition.signs, layout: steps.recognition.layout }).toEqual({
    around: [],
    signs: [],
    layout: series,
  })
}

/** Only the walk knows which marks a line holds; that it knows all of them is looked at here. */
function withoutTraits(outlines: readonly Outline[]): unknown {
  return JSON.parse(
    JSON.stringify(outlines, (key, value) => {
      if (key === 'line' && value.traits !== undefined)
        expect(traits.inText(value.text, 0, value.text.length) & ~value.traits).toBe(0)
      return key === 'traits' ? undefined : value
    }),
  )
}

function checkEntry(entry: Entry): void {
  const [own, whole] = [createOwnership(), createOwnership()]
  const [claims, wholeClaims] = [claimsOf(1, own), claimsOf(1, whole)]
  const fields = readUsualEntry(entry, claims)
  if (fields === null) return
  expect(fields).toEqual(readAnyEntry(entry, wholeClaims))
  expect([...own.asMap()]).toEqual([...whole.asMap()])
  expect(claims.last()).toBe(wholeClaims.last())
}

describe('a text that is read in one walk', () => {
  it('is what the steps make of it', () => {
    for (const text of texts) check(text)
    expect(outlineAtOnce(usual, encodedOf(usual))?.outlines[0]?.entries).toHaveLength(2)
    expect(count).toBeGreaterThan(5)
  })

  it('is so in any mixture of styles', () => {
    const record = Object.fromEntries(Object.entries(STYLES).map(([key, choices]) => [key, fc.constantFrom(...choices)]))
    fc.assert(
      fc.property(fc.record(record), (style) => check(printDigest(KNOWN, style as unknown as Style))),
      { numRuns: 200 },
    )
  })

  it('is so wherever it is cut, marked, joined or put in another order', () => {
    const text = fc.oneof(fc.constant(usual), fc.constant(printed), fc.constantFrom(...texts))
    const change = fc.record({
      at: fc.nat(200),
      what: fc.constantFrom('cut', 'drop', 'blank', 'join', 'swap', 'front', 'back', 'inside', 'other'),
      mark: fc.constantFrom(...MARKS),
      line: fc.constantFrom(...lines),
      place: fc.nat(60),
    })
    fc.assert(
      fc.property(text, fc.array(change, { minLength: 1, maxLength: 3 }), (written, changes) => {
        const own = written.split('\n').slice(0, 300)
        for (const one of changes) applyTo(own, one)
        check(own.join('\n'))
      }),
      { numRuns: 1500 },
    )
  })
})

interface Change {
  readonly at: number
  readonly what: string
  readonly mark: string
  readonly line: string
  readonly place: number
}

function applyTo(own: string[], { at: any, what, mark, line, place }: Change): void {
  const at = any % Math.max(1, own.length)
  const text = own[at] ?? ''
  if (what === 'cut') own.splice(at)
  else if (what === 'drop') own.splice(at, 1)
  else if (what === 'blank') own.splice(at, 0, '')
  else if (what === 'join') own.splice(at, 2, `${text}${own[at + 1] ?? ''}`)
  else if (what === 'swap') own.splice(at, 2, own[at + 1] ?? '', text)
  else if (what === 'front') own[at] = mark + text
  else if (what === 'back') own[at] = text + mark
  else if (what === 'inside') own[at] = text.slice(0, place) + mark + text.slice(place)
  else own.splice(at, 1, line)
}
