// Discord's limits as it counts them, and what the bot knows of them: a request that leaves although
// the bot has been answered that it may not is a fault, whatever Discord does with it.

interface Bucket {
  readonly limit: number
  readonly windowMs: number
  until: number
  used: number
}

export interface Headers {
  readonly [name: string]: string
}

export interface Buckets {
  /** Counts a request. Null: it is within the limit. */
  take(key: string, now: number): { readonly retryAfterMs: number } | null
  headers(key: string, now: number): Headers
  /** The bot has the answer: from now on it knows. */
  learn(key: string, now: number): void
  /** The bot was answered that it must wait: this bucket, or with null all of them. */
  learnWait(key: string | null, until: number): void
  /** Why a request that leaves now is beyond a limit of which the bot knows; null where it is not. */
  broken(key: string, now: number): string | null
  /** A new process of the bot knows nothing. */
  forget(): void
}

const MINUTE = 60_000
const LIMITS: readonly (readonly [RegExp, number, number])[] = [
  [/crosspost$/, 10, 60 * MINUTE],
  [/^(?:POST|PATCH|DELETE) .*messages/, 5, 5_000],
  [/threads$/, 5, 5_000],
  [/^PATCH/, 5, 10_000],
  [/./, 10, 5_000],
]

const seconds = (ms: number) => (ms / 1000).toFixed(3)

export function createBuckets(): Buckets {
  const buckets = new Map<string, Bucket>()
  const known = new Map<string, number>()
  let everythingUntil = 0

  function find(key: string, now: number): Bucket {
    let bucket = buckets.get(key)
    if (bucket === undefined || bucket.until <= now) {
      const [, limit, windowMs] = LIMITS.find(([route]) => route.test(key)) ?? [/./, 10, 5_000]
      bucket = { limit, windowMs, until: now + windowMs, used: 0 }
      buckets.set(key, bucket)
    }
    return bucket
  }

  return {
    take(key, now) {
      const bucket = find(key, now)
      if (bucket.used >= bucket.limit) return { retryAfterMs: bucket.until - now }
      bucket.used += 1
      return null
    },
    headers(key, now) {
      const { limit, used, until } = find(key, now)
      return {
        'X-RateLimit-Limit': String(limit),
        'X-RateLimit-Remaining': String(Math.max(0, limit - used)),
        'X-RateLimit-Reset-After': seconds(until - now),
        'X-RateLimit-Bucket': key.replaceAll(/[^A-Za-z0-9]/g, ''),
      }
    },
    learn(key, now) {
      const { limit, used, until } = find(key, now)
      if (used >= limit) known.set(key, Math.max(known.get(key) ?? 0, until))
    },
    learnWait(key, until) {
      if (key === null) everythingUntil = Math.max(everythingUntil, until)
      else known.set(key, Math.max(known.get(key) ?? 0, until))
    },
    broken(key, now) {
      if (now < everythingUntil) return `all requests are limited for another ${seconds(everythingUntil - now)} s`
      const until = known.get(key) ?? 0
      return now < until ? `its bucket is known to be empty for another ${seconds(until - now)} s` : null
    },
    forget() {
      known.clear()
      everythingUntil = 0
    },
  }
}
