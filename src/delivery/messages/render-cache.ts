// What was drawn lately, for a thousand channels that read alike. One cache for messages and for
// how papers are packed into them; all of it is out of date as soon as a digest may have changed.

export interface RenderCache {
  get<T>(key: string): T | undefined
  /** `version` is the one at which drawing began: what was drawn of an older digest is not kept. */
  keep(key: string, value: unknown, fileBytes: number, version: number): void
  /** Another number: what was drawn before may be out of date. */
  version(): number
  invalidate(): void
}

const MAX_ENTRIES = 400
const MAX_FILE_BYTES = 16 * 1024 * 1024

export function createRenderCache(): RenderCache {
  const kept = new Map<string, { readonly value: unknown; readonly fileBytes: number }>()
  let keptBytes = 0
  let version = 0

  return {
    get: <T>(key: string) => kept.get(key)?.value as T | undefined,
    keep(key, value, fileBytes, drawnAt) {
      if (drawnAt !== version || kept.has(key)) return
      kept.set(key, { value, fileBytes })
      keptBytes += fileBytes
      for (const [oldest, entry] of kept) {
        if (kept.size <= MAX_ENTRIES && keptBytes <= MAX_FILE_BYTES) break
        kept.delete(oldest)
        keptBytes -= entry.fileBytes
      }
    },
    version: () => version,
    invalidate() {
      kept.clear()
      keptBytes = 0
      version += 1
    },
  }
}

/** Draws once for each key. */
export function once<T>(cache: RenderCache, key: readonly unknown[], draw: () => T): T {
  const name = JSON.stringify(key)
  const known = cache.get<T>(name)
  if (known !== undefined) return known
  const version = cache.version()
  const drawn = draw()
  cache.keep(name, drawn, 0, version)
  return drawn
}
