// What holds for every input: lines are conserved, spans lie inside the text. Returns what is
// broken.
import type { Reading } from '../../../src/digest/index.ts'

export function brokenPromises(readings: readonly Reading[]): string[] {
  const broken: string[] = []
  const lines = readings.find((reading) => reading.lines.length > 0)?.lines ?? []
  const owned = readings.map((reading) => reading.owners)
  for (const [i, line] of lines.entries()) {
    const owners = owned.filter((map) => map.has(i + 1)).length
    if (line.trim() !== '' && owners !== 1) broken.push(`line ${i + 1} has ${owners} owners: ${line.slice(0, 60)}`)
  }
  for (const { digest, owners } of readings) {
    const named = new Set(digest.diagnostics.flatMap(({ code, span }) => (code === 'unread-line' ? [span.line] : [])))
    for (const [number, { field }] of owners) {
      const isNamed = named.has(number)
      if ((field === 'unread') !== isNamed) broken.push(`line ${number} is ${field}, yet ${isNamed ? '' : 'not '}named as unread`)
    }
    for (const { code, span } of digest.diagnostics) {
      const line = lines[span.line - 1] ?? ''
      const isInside =
        span.line >= 1 && span.line <= Math.max(1, lines.length) && span.column >= 1 && span.column <= line.length + 1
      if (!isInside || span.endColumn < span.column || span.endColumn > line.length + 2)
        broken.push(`${code} lies outside: ${JSON.stringify(span)}`)
    }
    for (const { position, lines: own } of digest.papers)
      if (own.start < 1 || own.end < own.start || own.end > lines.length)
        broken.push(`paper ${position} has lines ${own.start}-${own.end}`)
    const positions = digest.papers.map((paper) => paper.position)
    if (positions.some((position, i) => position !== i + 1)) broken.push(`positions ${positions.join()}`)
    for (const { id } of digest.papers) if (!/^[a-z0-9.-]{4,24}$/.test(id)) broken.push(`id ${id}`)
  }
  return broken
}
