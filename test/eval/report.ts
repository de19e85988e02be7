// Figures → the tables of docs/search.md and of the console. Nothing in them depends on the day or
// the folder.
import { cpus, totalmem } from 'node:os'
import { type Check, targetOf } from './checks.ts'
import type { EngineResult } from './results.ts'
import { type Asked, latency, quality } from './score.ts'

export function machineLine(): string {
  const model = cpus()[0]?.model.trim().replace(/\s+/g, ' ') ?? 'unknown processor'
  return `${model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.version}`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[], hasFigures = true): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (hasFigures && column > 0 ? '---:' : '---'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

const ofSet = (asked: readonly Asked[], set: string) => asked.filter(({ query }) => query.set === set)

const both = (asked: readonly Asked[]) => {
  const { mrr, recall, queries } = quality(asked)
  return queries === 0 ? '–' : `${mrr.toFixed(3)} / ${recall.toFixed(3)}`
}

/** MRR@10 / recall@10 of each set; the last row is all of them. */
export function qualityTable(results: readonly EngineResult[], sets: readonly string[], hasTargets = true): string {
  const targets = sets.map((set) =>
    targetOf(set)
      .map((least) => least.toFixed(2))
      .join(' / '),
  )
  const targetAt = (at: number) => (hasTargets ? [targets[at] ?? ''] : [])
  const rows = sets.map((set, at) => [set, ...targetAt(at), ...results.map(({ asked }) => both(ofSet(asked, set)))])
  const all = ['**all**', ...(hasTargets ? ['0.93 / 0.97'] : []), ...results.map(({ asked }) => `**${both(asked)}**`)]
  return table(['MRR@10 / recall@10', ...(hasTargets ? ['target'] : []), ...results.map(({ name }) => name)], [...rows, all])
}

export function handTable(results: readonly EngineResult[]): string {
  const first = (asked: readonly Asked[]) => asked.filter(({ rank }) => rank === 1).length / Math.max(1, asked.length)
  return table(
    ['typed by hand', 'MRR@10', 'recall@10', 'first at once'],
    results.map(({ name, byHand }) => {
      const { mrr, recall } = quality(byHand)
      return [name, mrr.toFixed(3), recall.toFixed(3), first(byHand).toFixed(3)]
    }),
  )
}

const ms = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(1))

export function costTable(results: readonly EngineResult[]): string {
  return table(
    ['', 'p50 ms', 'p95 ms', 'p99 ms', 'common words p50 / p95 ms', 'open ms', 'build s', 'index MB', 'memory MB'],
    results.map((result) => {
      const [all, common] = [latency(result.asked.map(({ ms }) => ms)), latency(result.common.map(({ ms }) => ms))]
      return [
        result.reused ? `${result.name} (from an earlier run)` : result.name,
        ms(all.p50),
        ms(all.p95),
        ms(all.p99),
        `${ms(common.p50)} / ${ms(common.p95)}`,
        result.onDisk ? ms(result.openMs) : 'builds',
        result.buildSeconds.toFixed(1),
        result.bytes === null ? '–' : (result.bytes / 1e6).toFixed(0),
        result.memoryMb.toFixed(0),
      ]
    }),
  )
}

export function checkTable(checks: readonly Check[]): string {
  return table(
    ['', 'measured', 'target', ''],
    checks.map(({ what, measured, target, passes }) => [
      what,
      measured,
      target,
      passes === null ? '–' : passes ? 'PASS' : '**MISS**',
    ]),
  )
}

export function plain(markdown: string): string {
  const lines = markdown.split('\n').map((line) =>
    line
      .replaceAll('**', '')
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((cells) => width(cells[column] ?? ''))))
  return lines
    .filter((_, row) => row !== 1)
    .map((cells) =>
      cells
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell))))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const width = (text: string) => [...text].length
