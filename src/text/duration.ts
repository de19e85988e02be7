// A length of time in words, as a log or a message says it.

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The two greatest units: "40 s", "3 min 20 s", "2 h", "1 d 4 h". */
export function durationText(ms: number): string {
  const units = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [SECOND, 's'],
  ] as const
  let rest = Math.max(0, Math.round(ms / SECOND) * SECOND)
  const first = units.findIndex(([unit]) => rest >= unit)
  if (first === -1) return '0 s'
  const parts: string[] = []
  for (const [unit, name] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / unit)
    if (count > 0) parts.push(`${count} ${name}`)
    rest -= count * unit
  }
  return parts.join(' ')
}
