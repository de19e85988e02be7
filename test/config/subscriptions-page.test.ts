// docs/subscriptions.md is what people copy from: its examples are valid, and its table has every
// key with its default.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configSchema } from '../../config/schema.ts'
import { exportSchema, wishSchema } from '../../src/delivery/subscriptions/subscription.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/subscriptions.md'), 'utf8')
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
  (match) => JSON.parse(match[1] ?? '') as Record<string, unknown>,
)

describe('the page about subscriptions', () => {
  it('has examples that the program takes', () => {
    expect(examples).toHaveLength(2)
    for (const example of examples) {
      const result = ('paperboy' in example ? exportSchema : configSchema).safeParse(example)
      expect(result.error?.issues ?? []).toEqual([])
    }
  })

  it('shows every key with its default', () => {
    const rows = new Map(
      [...page.matchAll(/^\| `(\w+)` +\| (.+?) +\|/gm)].map((match) => [match[1], match[2]?.replaceAll('`', '')]),
    )
    const defaults: Record<string, unknown> = { ...wishSchema.parse({}), backfill: 0 }
    const shown = Object.keys(defaults).map((key) => [key, rows.get(key)?.replace(/\s/g, '')])
    const expected = Object.entries(defaults).map(([key, value]) => [key, JSON.stringify(value).replace(/\s/g, '')])
    const loose = (pairs: readonly (readonly (string | undefined)[])[]) =>
      pairs.map(([key, value]) => `${key} ${value?.replace(/"(\w+)":/g, '$1:')}`)
    expect(loose(shown)).toEqual(loose(expected))
    expect(rows.get('channel')).toBe('required')
  })
})
