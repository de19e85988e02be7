// Lengths of time in milliseconds, and in words, as a log or a message says them.

export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** The two greatest units: "40 s", "3 min 20 s", "2 h", "1 d 4 h". */
export function durationText(ms: number): string {
  const units = [
    [DAY_MS, 'd'],
    [HOUR_MS, 'h'],
    [MINUTE_MS, 'min'],
    [SECOND_MS, 's'],
  ] as const
  let rest = Math.max(0, Math.round(ms / SECOND_MS) * SECOND_MS)
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
