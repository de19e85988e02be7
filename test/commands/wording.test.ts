// `npm run wording` rewrites the Traditional column; otherwise it is compared.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Converter } from 'opencc-js/cn2t'
import { describe, expect, it } from 'vitest'
import { TABLE, t } from '../../commands/shared/wording/wording.ts'

const entries = Object.entries(TABLE as Readonly<Record<string, { zh: string; en: string }>>)
const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(?:s:)?(\w+)\}/g)].map((match) => match[1]))].sort()
const TRADITIONAL = join(import.meta.dirname, '../../commands/shared/wording/traditional.json')

describe('the wording table', () => {
  it('says everything in both languages', () => {
    expect(entries.filter(([, pair]) => pair.zh.trim() === '' || pair.en.trim() === '').map(([key]) => key)).toEqual([])
  })

  it('has the same placeholders on both sides', () => {
    expect(
      entries.filter(([, pair]) => placeholders(pair.zh).join() !== placeholders(pair.en).join()).map(([key]) => key),
    ).toEqual([])
  })

  it('has an up-to-date Traditional column', () => {
    const convert = Converter({ from: 'cn', to: 'twp' })
    const made = Object.fromEntries(
      entries.map(([key, pair]): [string, string] => [key, convert(pair.zh)]).sort(([a], [b]) => (a < b ? -1 : 1)),
    )
    const text = `${JSON.stringify(made, null, 2)}\n`
    if (process.env.WORDING === 'write') writeFileSync(TRADITIONAL, text)
    expect(readFileSync(TRADITIONAL, 'utf8'), 'run `npm run wording`').toBe(text)
  })

  it('fills placeholders in each wording', () => {
    expect(t('en', 'page', { page: 2, pages: 5 })).toBe('Page 2 of 5')
    expect(t('zh-CN', 'page', { page: 2, pages: 5 })).toBe('第 2 / 5 页')
    expect(t('zh-TW', 'button.share')).toBe('公開')
    expect(t('en', 'help.size', { papers: 1, digests: 2 })).toBe('The archive has 1 paper from 2 digests.')
  })

  it('fits the place it stands in', () => {
    const limit = (key: string) =>
      key.startsWith('button.') || /\.button\b/.test(key)
        ? 80
        : key.endsWith('.description')
          ? 100
          : key.endsWith('.name')
            ? 32
            : 1900
    const long = entries.filter(([key, pair]) => Math.max([...pair.zh].length, [...pair.en].length) > limit(key))
    expect(long.map(([key]) => key)).toEqual([])
  })
})
