// Days as people type them: 2021-07-10, 2021/7/10, 2021-07, 2021, today, yesterday, 7d.

const DAY_MS = 86_400_000

/** The digests' days are China's. */
export function today(now: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(now)
}

/** `YYYY-MM-DD`, or null where it is no day. A month or a year stands for its first or last day. */
export function parseDay(typed: string, now: number, edge: 'first' | 'last' = 'first'): string | null {
  const text = typed.trim().toLowerCase()
  const back = { today: 0, 今天: 0, yesterday: 1, 昨天: 1, 前天: 2 }[text] ?? /^(\d{1,4})\s*(?:d|days?|天)$/.exec(text)?.[1]
  if (back !== undefined) return today(now - Number(back) * DAY_MS)
  const parts =
    /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月?)?|年?)$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (parts === null) return null
  const [, year = '', month, day] = parts
  const from = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)))
  const exact = from.getUTCMonth() === Number(month ?? 1) - 1 && from.getUTCDate() === Number(day ?? 1)
  if (!exact || Number(year) < 1990) return null
  if (edge === 'first' || day !== undefined) return dayOf(from)
  const next = month === undefined ? Date.UTC(Number(year) + 1, 0, 1) : Date.UTC(Number(year), Number(month), 1)
  return dayOf(new Date(next - DAY_MS))
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10)
