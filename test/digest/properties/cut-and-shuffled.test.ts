// Whatever is cut off a text, and in whatever order its lines come: the reader does not throw, and
// no line is lost.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFileDigests } from '../../../src/digest/index.ts'
import { brokenPromises } from '../support/promises.ts'

const folders = ['fixtures', 'layouts'].map((name) => join(import.meta.dirname, '..', name))
const texts = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:txt|md)$/.test(name) && !name.endsWith('diagnostics.txt'))
    .map((name) => ({ file: name.endsWith('.md') ? 'a.md' : 'a.txt', text: readFileSync(join(folder, name), 'utf8') })),
)
const anyText = fc.constantFrom(...texts)

const encoder = new TextEncoder()

async function check(text: string, file: string): Promise<void> {
  const readings = await readFileDigests(encoder.encode(text), { file })
  expect(brokenPromises(readings)).toEqual([])
  expect(readings.flatMap(({ digest }) => digest.diagnostics).filter(({ code }) => code === 'unreadable-container')).toEqual([])
}

describe('a text of the fixtures', () => {
  it('keeps the promises wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.double({ min: 0, max: 1, noNaN: true }), ({ text, file }, share) =>
        check(text.slice(0, Math.floor(text.length * share)), file),
      ),
      { numRuns: 600 },
    )
  })

  it('keeps the promises in any order of its lines', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.infiniteStream(fc.nat()), async ({ text, file }, numbers) => {
        const lines = text.split('\n')
        for (let i = lines.length - 1; i > 0; i--) {
          const j = (numbers.next().value ?? 0) % (i + 1)
          const line = lines[i] ?? ''
          lines[i] = lines[j] ?? ''
          lines[j] = line
        }
        await check(lines.join('\n'), file)
      }),
      { numRuns: 600 },
    )
  })

  it('keeps the promises with all its line ends lost', async () => {
    for (const { text, file } of texts) for (const blank of ['', ' ']) await check(text.replaceAll('\n', blank), file)
  })
})
