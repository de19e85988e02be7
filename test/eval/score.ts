// Ranks → figures. A query scores by the best placed of its answers among the first ten.
import type { Query } from './query-sets.ts'

export interface Asked {
  readonly query: Query
  /** From 1; null where none of the answers is among the first ten. */
  readonly rank: number | null
  readonly ms: number
}

export interface Quality {
  readonly queries: number
  readonly mrr: number
  readonly recall: number
}

export interface Latency {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

export function rankOf(query: Query, found: readonly string[]): number | null {
  const at = found.slice(0, 10).findIndex((id) => query.answers.includes(id))
  return at < 0 ? null : at + 1
}

export function quality(asked: readonly Asked[]): Quality {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  return {
    queries: asked.length,
    mrr: mean(asked.map(({ rank }) => (rank === null ? 0 : 1 / rank))),
    recall: mean(asked.map(({ rank }) => (rank === null ? 0 : 1))),
  }
}

export function latency(times: readonly number[]): Latency {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

export const middle = (values: readonly number[]) => latency(values).p50
