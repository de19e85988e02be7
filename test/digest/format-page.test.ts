// The page for digest authors lists every diagnostic under its severity; this keeps it true.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../src/diagnostics/catalogue.ts'

const page = readFileSync(new URL('../../docs/digest-format.md', import.meta.url), 'utf8')
const headings = { error: '**Errors**', warning: '**Warnings**', info: '**Information**' }

function codesUnder(heading: string): string[] {
  const table = page.slice(page.indexOf(heading)).split('\n\n')[1] ?? ''
  const firstCells = table.split('\n').map((row) => row.split('|')[1] ?? '')
  return firstCells.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map((match) => match[1] ?? ''))
}

describe('the page on the format of digests', () => {
  it.each(['error', 'warning', 'info'] as const)('lists exactly the diagnostics of severity %s', (severity) => {
    const codes = Object.entries(catalogue).filter(([, entry]) => entry.severity === severity)
    expect(codesUnder(headings[severity]).sort()).toEqual(codes.map(([code]) => code).sort())
  })
})
