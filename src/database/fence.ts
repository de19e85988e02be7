// The number of a term: who writes in it is refused once another process has begun the next one.

export interface Fence {
  /** The name of the lease. */
  readonly lease: string
  readonly number: number
}

/**
 * A write was refused, since another process leads now. Neither a bug nor broken surroundings: it
 * is thrown so that nothing between the write and the loop that made it has to know of terms, and
 * each loop ends with it.
 */
export class TermEnded extends Error {
  override readonly name = 'TermEnded'
}

export function isTermEnded(error: unknown): boolean {
  return error instanceof TermEnded || (error instanceof Error && error.cause !== undefined && isTermEnded(error.cause))
}
