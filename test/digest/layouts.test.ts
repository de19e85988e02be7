// Each folder below layouts/NAME/ is one text of that layout: an input, what is read from it, and
// the doubts with their carets.
// `UPDATE=1 npx vitest run --project main test/digest/layouts.test.ts` rewrites what is expected; read it as a diff.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chineseMessage, formatDiagnostic } from '../../src/diagnostics/index.ts'
import { type Reading, readFileDigests, readingToJson } from '../../src/digest/index.ts'
import { layouts } from '../../src/digest/layouts/index.ts'
import { brokenPromises } from './support/promises.ts'

const root = join(import.meta.dirname, 'layouts')
const isUpdate = process.env.UPDATE === '1'
/** The file's time, for digests that nothing else dates. */
const MODIFIED = new Date('2021-07-15T04:00:00Z')

const namesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : [])
const cases = namesIn(root).flatMap((layout) => namesIn(join(root, layout)).map((name) => [layout, name] as const))

function inputOf(folder: string): string {
  const input = readdirSync(folder).find((name) => name !== 'expected.json' && name !== 'diagnostics.txt')
  if (input === undefined) throw new Error(`${folder} has no input`)
  return input
}

function diagnosticsOf(readings: readonly Reading[]): string {
  return readings
    .flatMap(({ digest, lines }) =>
      digest.diagnostics.map(
        (diagnostic) =>
          `${formatDiagnostic(diagnostic, digest.file, lines[diagnostic.span.line - 1])}\n  ${chineseMessage(diagnostic)}\n`,
      ),
    )
    .join('')
}

function compare(path: string, text: string): void {
  if (isUpdate) writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
}

describe('the layout', () => {
  it.each(cases)('%s is recognised in %s and read as expected', async (layout, name) => {
    const folder = join(root, layout, name)
    const file = inputOf(folder)
    const readings = await readFileDigests(readFileSync(join(folder, file)), { file, modifiedAt: MODIFIED })
    compare(join(folder, 'expected.json'), `${JSON.stringify(readings.map(readingToJson), null, 2)}\n`)
    compare(join(folder, 'diagnostics.txt'), diagnosticsOf(readings))
    expect(readings.map((reading) => reading.layout?.name)).toContain(layout)
    if (readings.length === 1) expect(brokenPromises(readings)).toEqual([])
  })

  it('of each line in the table has fixtures', () => {
    expect(layouts.map(({ name }) => name).filter((name) => namesIn(join(root, name)).length === 0)).toEqual([])
  })
})
