// The table of errors against the list that libraries keep of Discord's, and the codes that the
// sandbox refuses with against the table.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RESTJSONErrorCodes } from 'discord-api-types/v10'
import { describe, expect, it } from 'vitest'
import { errorCodes, refusal } from '../../../src/sandbox/errors.ts'

const root = join(import.meta.dirname, '../../../src/sandbox')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !/^(dist|page|node_modules)\b/.test(name) && name !== 'errors.ts',
)

describe('the table of errors', () => {
  it('has documented codes alone, and each with a wording', () => {
    const unknown = errorCodes().filter((code) => RESTJSONErrorCodes[code] === undefined)
    expect(unknown).toEqual([])
    for (const code of errorCodes()) expect([code, refusal(code).message]).toEqual([code, expect.stringMatching(/^[A-Z].{5,}/)])
  })

  it('answers what is unknown with 404, too many of a thing with 400, and limits in time with 429', () => {
    const statuses = (first: number, last: number) =>
      [
        ...new Set(
          errorCodes()
            .filter((code) => code >= first && code <= last)
            .map((code) => refusal(code).status),
        ),
      ].sort()
    expect(statuses(10_000, 19_999)).toEqual([404])
    expect(statuses(20_016, 20_029)).toEqual([429])
    expect(statuses(30_000, 30_045)).toEqual([400])
    expect(statuses(0, 1_000_000)).toEqual([400, 401, 403, 404, 413, 429, 503])
  })

  it('has every code that the sources name', () => {
    const named = sources.flatMap((name) => {
      const found = readFileSync(join(root, name), 'utf8').matchAll(/refusal\(([^()]*)\)|\bcode: (\d{5,6})\b/g)
      return [...found].flatMap(([, call = '', code = '']) => `${call} ${code}`.match(/\b\d{5,6}\b/g) ?? [])
    })
    expect(named.length).toBeGreaterThan(150)
    expect([...new Set(named.map(Number))].filter((code) => !(errorCodes() as number[]).includes(code))).toEqual([])
  })
})
