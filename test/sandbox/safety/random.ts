// Chance that can be had again: the same numbers for the same seed.

export interface Random {
  /** Between 0 and 1. */
  next(): number
  below(limit: number): number
  pick<T>(list: readonly T[]): T
  bytes(length: number): Buffer
}

/** mulberry32: small and even enough. */
export function createRandom(seed: number): Random {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(256)))
  return { next, below, pick, bytes }
}
