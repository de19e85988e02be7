// `npm run settings` writes the table of settings into README.md; otherwise it is compared.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settingsTable } from '../../config/table.ts'

const README = join(import.meta.dirname, '../../README.md')
const BETWEEN = /(<!-- settings:[^>]*-->\n)[\s\S]*?(<!-- \/settings -->)/

describe('the README', () => {
  it('shows every setting there is, with its default', () => {
    const text = readFileSync(README, 'utf8')
    const expected = text.replace(BETWEEN, (_, open: string, close: string) => `${open}${settingsTable()}\n${close}`)
    if (process.env.SETTINGS === 'write') writeFileSync(README, expected)
    expect(readFileSync(README, 'utf8'), 'run `npm run settings`').toBe(expected)
  })
})
