// About how much memory a JSON value holds on to: enough to put a ceiling on what is remembered,
// and far quicker than writing it out.

const BYTES_OF_A_VALUE = 8
const BYTES_OF_AN_OBJECT = 48

export function weightOf(value: unknown): number {
  if (typeof value === 'string') return BYTES_OF_A_VALUE + value.length * 2
  if (typeof value !== 'object' || value === null) return BYTES_OF_A_VALUE
  let sum = BYTES_OF_AN_OBJECT
  for (const each of Object.values(value)) sum += weightOf(each)
  return sum
}
