// The page for digest authors prints every diagnostic from the catalogue. `UPDATE=1` writes the
// tables again.
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../src/diagnostics/catalogue.ts'

const path = new URL('../../docs/digest-format.md', import.meta.url)
const severities = ['error', 'warning', 'info'] as const
const HEAD = '| code | says | what to do | 说明 | 处理 |\n|---|---|---|---|---|'

/** What stands for the words of the input. */
const shown = (wording: string) => wording.replace('{found}', '…').replaceAll('|', '\\|')

function tableOf(severity: (typeof severities)[number]): string {
  const rows = Object.entries(catalogue)
    .filter(([, entry]) => entry.severity === severity)
    .map(([code, { wording, expected, remedy }]) => {
      const cells = [`${wording.en}; expected ${expected.en}`, remedy.en, `${wording.zh}；${expected.zh}`, remedy.zh]
      return `| \`${code}\` | ${cells.map(shown).join(' | ')} |`
    })
  return [HEAD, ...rows].join('\n')
}

const marks = (severity: string) => [`<!-- diagnostics: ${severity} -->\n`, `\n<!-- end -->`] as const

function withTable(page: string, severity: (typeof severities)[number]): string {
  const [open, close] = marks(severity)
  const start = page.indexOf(open) + open.length
  return page.slice(0, start) + tableOf(severity) + page.slice(page.indexOf(close, start))
}

describe('the page on the format of digests', () => {
  it.each(severities)('prints the diagnostics of severity %s as the catalogue has them', (severity) => {
    const page = readFileSync(path, 'utf8')
    if (process.env.UPDATE === '1') writeFileSync(path, withTable(page, severity))
    expect(page).toContain(marks(severity)[0])
    expect(readFileSync(path, 'utf8')).toBe(withTable(page, severity))
  })

  it('has a wording, an expectation and a remedy in both languages for each, and each says what was found', () => {
    for (const [code, { wording, expected, remedy }] of Object.entries(catalogue)) {
      for (const text of [wording.en, expected.en, remedy.en]) expect(text, code).toMatch(/^[\x20-\x7e、。“”—]+$/)
      for (const text of [wording.zh, expected.zh, remedy.zh]) expect(text, code).toMatch(/[\u4e00-\u9fff]/)
      expect(wording.en, code).toContain('{found}')
      expect(wording.zh, code).toContain('{found}')
    }
  })
})
