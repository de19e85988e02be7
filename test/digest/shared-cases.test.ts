// Small inputs with what a careful person reads in each, where they lie beside the project. Only
// the keys that an expectation names are compared.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFileDigests, readingToJson } from '../../src/digest/index.ts'

const folder = resolve('../shared/digests/cases')
const isThere = existsSync(folder)
if (!isThere) process.stdout.write(`skipped: the cases of ${folder}, which is absent\n`)
const inputs = isThere ? readdirSync(folder).filter((name) => !name.endsWith('.expected.json')) : []

describe.skipIf(!isThere)('the case', () => {
  it.each(inputs)('%s is read as a careful person reads it', async (name) => {
    const expected: unknown = JSON.parse(readFileSync(join(folder, name.replace(/\.[^.]+$/, '.expected.json')), 'utf8'))
    const readings = await readFileDigests(readFileSync(join(folder, name)), { file: basename(name), modifiedAt: new Date() })
    const digests = readings.map(readingToJson)
    expect(digests).toMatchObject(Array.isArray(expected) ? expected : [expected])
  })
})
