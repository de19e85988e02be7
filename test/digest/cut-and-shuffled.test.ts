// Whatever is cut off a text, and in whatever order its lines come: the reader does not throw, and no line is lost.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseText } from '../../src/digest/index.ts'
import { brokenPromises } from './promises.ts'

const folders = ['fixtures', 'layouts'].map((name) => join(import.meta.dirname, name))
const texts = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:txt|md)$/.test(name) && !name.endsWith('diagnostics.txt'))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })),
)
const anyText = fc.constantFrom(...texts)

function check(text: string): void {
  expect(brokenPromises(parseText(text, { file: 'a.txt', encoding: 'utf-8' }))).toEqual([])
}

describe('a text of the fixtures', () => {
  it('keeps the promises wherever it is cut', () => {
    fc.assert(
      fc.property(anyText, fc.double({ min: 0, max: 1, noNaN: true }), ({ text }, share) => {
        check(text.slice(0, Math.floor(text.length * share)))
      }),
      { numRuns: 600 },
    )
  })

  it('keeps the promises in any order of its lines', () => {
    fc.assert(
      fc.property(anyText, fc.infiniteStream(fc.nat()), ({ text }, numbers) => {
        const lines = text.split('\n')
        for (let i = lines.length - 1; i > 0; i--) {
          const j = (numbers.next().value ?? 0) % (i + 1)
          const line = lines[i] ?? ''
          lines[i] = lines[j] ?? ''
          lines[j] = line
        }
        check(lines.join('\n'))
      }),
      { numRuns: 600 },
    )
  })

  it('keeps the promises with all its line ends lost', () => {
    for (const { text } of texts) for (const blank of ['', ' ']) check(text.replaceAll('\n', blank))
  })
})
