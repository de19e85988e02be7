// Each folder below fixtures/ is one form of digest: an input, what is read from it, and the doubts
// with their carets.
// `UPDATE=1 npx vitest run --project main test/digest/fixtures.test.ts` rewrites what is expected; read it as a diff.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogue, chineseMessage, formatDiagnostic } from '../../src/diagnostics/index.ts'
import { digestToJson, type Reading, readFileDigests } from '../../src/digest/index.ts'
import { brokenPromises } from './support/promises.ts'

const root = join(import.meta.dirname, 'fixtures')
const names = readdirSync(root).sort()
const isUpdate = process.env.UPDATE === '1'
/** The file's time, for digests that nothing else dates; a file named `undated` has none. */
const MODIFIED = new Date('2021-07-15T04:00:00Z')

function inputOf(folder: string): string {
  const input = readdirSync(folder).find((name) => name !== 'expected.json' && name !== 'diagnostics.txt')
  if (input === undefined) throw new Error(`${folder} has no input`)
  return input
}

function diagnosticsOf(readings: readonly Reading[]): string {
  const texts = readings.flatMap(({ digest, lines }) =>
    digest.diagnostics.map(
      (diagnostic) =>
        `${formatDiagnostic(diagnostic, digest.file, lines[diagnostic.span.line - 1])}\n  ${chineseMessage(diagnostic)}\n`,
    ),
  )
  // As it arrives in a file: half a surrogate pair cannot be written.
  return Buffer.from(texts.join('')).toString()
}

function compare(path: string, text: string): void {
  if (isUpdate) writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
}

describe('the fixture', () => {
  it.each(names)('%s is read as expected', async (name) => {
    const folder = join(root, name)
    const file = inputOf(folder)
    const modifiedAt = file.startsWith('undated') ? undefined : MODIFIED
    const readings = await readFileDigests(readFileSync(join(folder, file)), { file, modifiedAt })
    const digests = readings.map((reading) => digestToJson(reading.digest))
    compare(join(folder, 'expected.json'), `${JSON.stringify(digests, null, 2)}\n`)
    compare(join(folder, 'diagnostics.txt'), diagnosticsOf(readings))
    if (readings.length === 1) expect(brokenPromises(readings)).toEqual([])
  })

  it('of each diagnostic exists', () => {
    const seen = names.map((name) => readFileSync(join(root, name, 'diagnostics.txt'), 'utf8')).join('')
    // What a limit of the settings stops is shown by test/intake/limits.test.ts: here there is
    // none.
    const codes = Object.keys(catalogue).filter((code) => code !== 'over-limit')
    expect(codes.filter((code) => !new RegExp(`^\\S.*:\\d+:\\d+ \\w+ ${code} `, 'm').test(seen))).toEqual([])
  })
})
