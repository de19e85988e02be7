// Discord's ids: 42 bits of milliseconds since 2015, 22 bits of counter. Always 17 to 19 digits, as
// discord.js' route patterns demand.

export type Snowflake = string

const EPOCH = 1_420_070_400_000n

/** The moment inside an id, in Unix ms. */
export const momentOf = (id: Snowflake): number => Number((BigInt(id) >> 22n) + EPOCH)

export const snowflakeAt = (ms: number, counter = 0): Snowflake =>
  String(((BigInt(Math.floor(ms)) - EPOCH) << 22n) | BigInt(counter))

export const isSnowflake = (text: string): boolean => /^\d{17,19}$/.test(text)

/** Older first. */
export const compareIds = (a: Snowflake, b: Snowflake): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** Ids that only grow, even where the clock is set back or many are made in one millisecond. */
export function createIds(now: () => number): { next(): Snowflake; seen(id: Snowflake): void } {
  let last = 0n
  return {
    next() {
      const fresh = BigInt(snowflakeAt(now()))
      last = fresh > last ? fresh : last + 1n
      return String(last)
    },
    seen(id) {
      const value = BigInt(id)
      if (value > last) last = value
    },
  }
}
