// What a measurement is: figures with the limit that each must keep, and work that runs in a
// process of its own.

export interface Figure {
  readonly what: string
  readonly value: number
  /** Stands behind the value and the limit: `ms`, `MB`, `× the least time`. */
  readonly unit: string
  /** What it may be at most, or must be at least; null: only told. */
  readonly limit: { readonly atMost: number } | { readonly atLeast: number } | null
}

/**
 * Runs the `child` of the same bench with these arguments in a fresh process, and answers with its
 * result.
 */
export type RunChild = <Result>(...args: readonly string[]) => Promise<Result>

export interface Bench {
  /** `args`: what was given behind the names of measurements, beginning with a `--`. */
  measure(runChild: RunChild, args: readonly string[]): Promise<readonly Figure[]>
  /** More arguments of Node for that process. */
  readonly nodeArgs?: readonly string[]
  /** In a process of its own, with `gc` exposed. The result is sent as it is: plain data. */
  child?(...args: readonly string[]): Promise<unknown>
}
