// What `paperboy check` prints for people. Pure: the caller reads files and writes to the terminal.
import { formatDiagnostic, printable } from '../../diagnostics/index.ts'
import type { Paper } from '../digest.ts'
import type { Owner } from '../outline/ownership.ts'
import type { Reading } from '../parse.ts'

/** One line a paper, then the diagnostics with their excerpts. */
export function reportDigest(reading: Reading): string {
  const { digest, lines } = reading
  const date = digest.date === null ? 'no date' : `${digest.date} (from ${digest.dateFrom})`
  const head = `${digest.file}: ${count(digest.papers.length, 'paper')}, ${date}, ${digest.encoding}`
  const layout = layoutLine(reading)
  const diagnostics = digest.diagnostics.map((diagnostic) =>
    formatDiagnostic(diagnostic, digest.file, lines[diagnostic.span.line - 1]),
  )
  return [head, layout, ...digest.papers.map((paper, i) => paperLine(paper, reading.confidence[i])), ...diagnostics].join('\n')
}

/** The layout with the first of the lines that speak for it. */
function layoutLine({ layout }: Reading): string {
  if (layout === null) return '  layout: none recognised'
  const [first] = layout.signs
  const seen = first === undefined ? '' : `, the first "${clip(printable(first.what))}" in line ${first.line}`
  return `  layout: ${layout.name} (${layout.title}), seen in ${count(layout.signs.length, 'line')}${seen}`
}

const MAX_QUOTE = 60

function clip(text: string): string {
  const characters = [...text]
  return characters.length <= MAX_QUOTE ? text : `${characters.slice(0, MAX_QUOTE).join('')}…`
}

function paperLine(paper: Paper, confidence = 'high'): string {
  const star = paper.starred ? '*' : ' '
  const title = [paper.title.en, paper.title.zh].filter((side) => side !== null).join(' / ')
  const figures = paper.figures.length > 0 ? `, ${count(paper.figures.length, 'figure')}` : ''
  return `${star}${String(paper.position).padStart(3)} ${paper.section} [${paper.categories.join('/')}] ${printable(title)} (${paper.id}, lines ${paper.lines.start}-${paper.lines.end}${figures})${confidence === 'high' ? '' : `, ${confidence} confidence`}`
}

/**
 * `check --coverage`: each text with the owner of each line in the margin, and how many lines each
 * owner has.
 */
export function reportCoverage(readings: readonly Reading[]): string {
  const texts = new Map<readonly string[], Reading[]>()
  for (const reading of readings) {
    const same = texts.get(reading.lines)
    if (same) same.push(reading)
    else texts.set(reading.lines, [reading])
  }
  const parts = [...texts].map(([lines, same]) => coverageOf(lines, same))
  return texts.size < 2
    ? parts.join('')
    : parts.map((part, i) => `${[...texts.values()][i]?.[0]?.digest.file}\n${part}`).join('\n')
}

function coverageOf(lines: readonly string[], readings: readonly Reading[]): string {
  const owners = new Map(readings.flatMap((reading) => [...reading.owners]))
  const counts = new Map<string, number>()
  const shown = lines.map((line, i) => {
    const owner = owners.get(i + 1)
    const field = owner?.field ?? 'blank'
    counts.set(field, (counts.get(field) ?? 0) + 1)
    return `${marginOf(owner).padEnd(18)}│ ${printable(line)}`
  })
  const tally = [...counts].sort((a, b) => b[1] - a[1]).map(([field, lines]) => `${lines} ${field}`)
  return [...shown, `${count(lines.length, 'line')}: ${tally.join(', ')}`].join('\n')
}

function marginOf(owner: Owner | undefined): string {
  if (!owner) return ''
  return owner.paper === null ? owner.field : `${String(owner.paper).padStart(3)} ${owner.field}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
