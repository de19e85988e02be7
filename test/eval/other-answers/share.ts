// So many right of so many; what was not right is kept for whoever looks for the reason.

export interface Share {
  readonly right: number
  readonly of: number
  readonly misses: readonly string[]
}

export interface Counting extends Share {
  count(isRight: boolean, what: string): void
}

export function counting(): Counting {
  const misses: string[] = []
  let [right, of] = [0, 0]
  return {
    get right() {
      return right
    },
    get of() {
      return of
    },
    misses,
    count(isRight, what) {
      of++
      if (isRight) right++
      else misses.push(what)
    },
  }
}

/** What can be sent to another process. */
export const plainShare = ({ right, of, misses }: Share): Share => ({ right, of, misses })
