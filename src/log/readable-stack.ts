// Stacks that name the sources and not the bundle, however Node was started. A map is read when a
// stack is written that needs it, and let go again.
import { readFileSync } from 'node:fs'
import { SourceMap, type SourceOrigin } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Where a frame points to, at the end of its line. */
const PLACE = /(file:\/\/[^()]{1,1000}\.js):(\d+):(\d+)(?=\)?$)/
/** A fault that comes again and again is looked up once. */
const MAX_KEPT = 500
const kept = new Map<string, string>()

/** A frame without a map is left as it is. */
export function readableStack(stack: string): string {
  const maps = new Map<string, SourceMap | null>()
  const mapOf = (url: string) => {
    const known = maps.get(url)
    if (known !== undefined) return known
    const read = readMap(url)
    maps.set(url, read)
    return read
  }
  return stack
    .split('\n')
    .map((line) =>
      /^\s+at /.test(line) ? line.replace(PLACE, (place, url, row, column) => find(place, url, row, column)) : line,
    )
    .join('\n')

  function find(place: string, url: string, row: string, column: string): string {
    const before = kept.get(place)
    if (before !== undefined) return before
    const found = sourcePlace(mapOf(url), Number(row), Number(column)) ?? place
    if (kept.size >= MAX_KEPT) kept.clear()
    kept.set(place, found)
    return found
  }
}

/** The stack of an error and of all that caused it. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\n  caused by: ${describeError(error.cause)}`
  return `${readableStack(error.stack ?? error.message)}${cause}`
}

function readMap(url: string): SourceMap | null {
  // The maps of packages are large, and their frames are clear without one.
  if (/\/node_modules\/(?!paperboy\/)/.test(url)) return null
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')))
  } catch {
    return null
  }
}

function sourcePlace(map: SourceMap | null, row: number, column: number): string | null {
  try {
    const { fileName, lineNumber, columnNumber }: Partial<SourceOrigin> = map?.findOrigin(row, column) ?? {}
    if (fileName === undefined) return null
    return `${fileName.replace(/^(?:\.\.\/)+/, '')}:${lineNumber}:${columnNumber}`
  } catch {
    return null
  }
}
