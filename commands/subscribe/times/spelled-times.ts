// Times that are spoken rather than written, as digits: "half past eight", "quarter to 9", "nine
// o'clock", "eight thirty", "every morning at 8". Everything else is left as it is.

const HOURS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const MINUTES: Readonly<Record<string, number>> = {
  'oh five': 5,
  'o five': 5,
  five: 5,
  ten: 10,
  fifteen: 15,
  'a quarter': 15,
  quarter: 15,
  twenty: 20,
  'twenty-five': 25,
  'twenty five': 25,
  half: 30,
  thirty: 30,
  'thirty-five': 35,
  'thirty five': 35,
  forty: 40,
  'forty-five': 45,
  'forty five': 45,
  fifty: 50,
  'fifty-five': 55,
  'fifty five': 55,
}

const HOUR = `(${HOURS.join('|')}|1[0-2]|0?[1-9])`
const SPELLED_HOUR = `(${HOURS.join('|')})`
const MINUTE = `(${Object.keys(MINUTES)
  .sort((a, b) => b.length - a.length)
  .join('|')
  .replaceAll(' ', '\\s+')}|[1-5]?\\d)`

const RELATIVE = new RegExp(`\\b${MINUTE}(?:\\s+min(?:ute)?s?)?\\s+(past|after|to|before)\\s+${HOUR}\\b(?![:.]\\d)`, 'gi')
const TOGETHER = new RegExp(`\\b${SPELLED_HOUR}[\\s-]+${MINUTE}\\b`, 'gi')
const ALONE = new RegExp(`\\b${SPELLED_HOUR}\\b`, 'gi')
const DAYTIME_FIRST =
  /\b(?:(?:every|each|in\s+the)\s+)?(morning|afternoon|evening)s?,?\s+(?:at\s+)?(\d{1,2}(?:[:.h][0-5]\d)?)(?![\d:]|\s*[ap]\.?m\b)/gi

/**
 * A length of time, such as in "every 2 hours" and "in 20 minutes": its number is not a time of day.
 */
export const DURATION = /\b(?:every|each|in|after)\s+\d+\s*(?:h|hrs?|hours?|m|mins?|minutes?|days?|weeks?|months?)\b/i

export function spelledOut(text: string): string {
  return text
    .replace(RELATIVE, (whole, minute: string, side: string, hour: string) => relative(minute, side, hour) ?? whole)
    .replace(TOGETHER, (whole, hour: string, minute: string) => {
      const minutes = minuteOf(minute)
      return minutes === null || minutes === 5 ? whole : clock(hourOf(hour), minutes)
    })
    .replace(ALONE, (hour) => String(hourOf(hour)))
    .replace(DAYTIME_FIRST, '$2 in the $1')
}

function relative(minute: string, side: string, hour: string): string | null {
  const minutes = minuteOf(minute)
  if (minutes === null) return null
  const isPast = /past|after/i.test(side)
  if (isPast || minutes === 0) return clock(hourOf(hour), minutes)
  return clock(((hourOf(hour) + 10) % 12) + 1, 60 - minutes)
}

const hourOf = (text: string) => HOURS.indexOf(text.toLowerCase()) + 1 || Number(text)

function minuteOf(text: string): number | null {
  const known = MINUTES[text.toLowerCase().replace(/\s+/g, ' ')]
  return known ?? (/^\d+$/.test(text) ? Number(text) : null)
}

const clock = (hour: number, minute: number) => `${hour}:${String(minute).padStart(2, '0')}`
