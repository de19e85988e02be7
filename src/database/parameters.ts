// The parameters of a query, the same for every engine: their guard, and how many go into one.

export type SqlValue = string | number | bigint | null | Uint8Array

/**
 * Drivers take a boolean for an integer or a word, a lone Date or object for named parameters or
 * for JSON, and NaN for NULL: each would be a silent loss, so each is refused by name. A character
 * 0, after which SQLite's driver gives back nothing and which PostgreSQL refuses, becomes U+FFFD.
 */
export function checkedParameters(sql: string, parameters: readonly unknown[]): SqlValue[] {
  return parameters.map((value, index) => {
    if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
    if (value === null || typeof value === 'bigint' || value instanceof Uint8Array) return value
    if (typeof value === 'number' && Number.isFinite(value)) return value
    const found = typeof value === 'object' ? (value.constructor?.name ?? 'object') : `${typeof value} ${String(value)}`
    throw new TypeError(
      `Parameter ${index + 1} of a query is ${found}; a database value is a string, a finite number, a bigint, bytes or null. The query: ${sql.slice(0, 200)}`,
    )
  })
}

/** In their order, at most so many together: a statement takes no more values than some thousands. */
export function* inSlices<Row>(rows: readonly Row[], size: number): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size)
}
