// Puts the tables of a run into docs/search.md, between the marks of their size; the rest of the
// page is written by hand.
import { readFileSync, writeFileSync } from 'node:fs'
import type { Check } from './checks.ts'
import { SETS } from './query-sets.ts'
import { checkTable, costTable, handTable, machineLine, qualityTable, table } from './report.ts'
import type { EngineResult } from './results.ts'

const PAGE = 'docs/search.md'

/** The names of the blocks; each is between `<!-- name -->` and `<!-- /name -->`. */
export type Block = 'figures' | 'scale' | 'sets'

export interface Run {
  readonly papers: number
  /** Whether every paper is a real one, so that quality may be read. */
  readonly isReal: boolean
  readonly results: readonly EngineResult[]
  readonly checks: readonly Check[]
}

export function writeDocument(run: Run): void {
  const page = readFileSync(PAGE, 'utf8')
  const written = run.isReal
    ? within(within(page, 'sets', setsBlock(run)), 'figures', figuresBlock(run))
    : within(page, 'scale', scaleBlock(run))
  writeFileSync(PAGE, written)
}

function within(page: string, block: Block, text: string): string {
  const [open, close] = [`<!-- ${block} -->`, `<!-- /${block} -->`]
  const [from, to] = [page.indexOf(open), page.indexOf(close)]
  if (from < 0 || to < from) throw new Error(`${PAGE} has no ${open} … ${close}: put both marks where the tables belong`)
  return `${page.slice(0, from + open.length)}\n${text}\n${page.slice(to)}`
}

const heading = (run: Run) => `${run.papers.toLocaleString('en')} papers; ${machineLine()}.`

function setsBlock(run: Run): string {
  const sets = table(
    ['set', 'a query is'],
    SETS.map(({ name, rule }) => [name, rule]),
    false,
  )
  const engines = table(
    ['engine', 'asked with'],
    run.results.map(({ name, how }) => [name, how]),
    false,
  )
  return `${sets}\n\n${engines}`
}

function figuresBlock(run: Run): string {
  const sets = SETS.map(({ name }) => name)
  const paperboy = run.results.filter(({ id }) => id === 'paperboy')
  const drawn = paperboy.map((result) => ({ ...result, name: 'as first drawn', asked: result.asDrawn }))
  const queries = run.results[0]?.asked.length ?? 0
  return [
    `${heading(run)} ${queries.toLocaleString('en')} queries of ${sets.length} kinds.`,
    checkTable(run.checks),
    qualityTable(run.results, sets),
    'As first drawn, where other papers may fit the query as well and only the one it was drawn from counts:',
    qualityTable([...paperboy.map((result) => ({ ...result, name: 'by the rules' })), ...drawn], sets, false),
    handTable(run.results),
    costTable(run.results),
  ].join('\n\n')
}

function scaleBlock(run: Run): string {
  return [heading(run), checkTable(run.checks), costTable(run.results)].join('\n\n')
}
