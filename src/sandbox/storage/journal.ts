// The world on disk: JSON Lines, one line a committed change, appended before a request is
// answered. A torn last line is a change nobody was told of.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** `put` a record of a collection, or remove one by its key. */
export type JournalEntry = readonly ['put', string, unknown] | readonly ['remove', string, string]

export interface Journal {
  append(entries: readonly JournalEntry[]): void
  close(): void
}

export const noJournal: Journal = { append() {}, close() {} }

/** The state file cannot be used as it is; the message names it and says what to do. */
export class StateFileError extends Error {
  override readonly name = 'StateFileError'
}

const damaged = (path: string, line: number, cause?: unknown) =>
  new StateFileError(
    `${path}:${line}: the sandbox's state is damaged in this line. Mend or delete the line, or move the file away to start afresh.`,
    { cause },
  )

function isEntry(value: unknown): value is JournalEntry {
  if (!Array.isArray(value) || value.length !== 3 || typeof value[1] !== 'string') return false
  if (value[0] === 'remove') return typeof value[2] === 'string'
  return value[0] === 'put' && typeof value[2] === 'object' && value[2] !== null
}

function entriesOf(path: string, number: number, line: string): JournalEntry[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch (cause) {
    throw damaged(path, number, cause)
  }
  if (!Array.isArray(parsed) || !parsed.every(isEntry)) throw damaged(path, number)
  return parsed
}

/**
 * Every committed entry in the file, oldest first. The head line holds the address under which
 * files were served then.
 */
export function readJournal(path: string, base: string): JournalEntry[] {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (text === '') return []
  const [head = '', ...lines] = text.split('\n')
  const formerBase = baseOf(path, head)
  // A line is whole once its line break is written: what is behind the last one was never
  // committed.
  lines.pop()
  return lines.flatMap((line, index) => entriesOf(path, index + 2, line.replaceAll(`${formerBase}/cdn/`, `${base}/cdn/`)))
}

function baseOf(path: string, head: string): string {
  try {
    const { sandbox, base } = JSON.parse(head) as { sandbox?: number; base?: string }
    if (sandbox === 1 && typeof base === 'string') return base
  } catch {
    // Told below, together with a head that is JSON but not ours.
  }
  throw new StateFileError(
    `${path}: this is not the state of a sandbox. Choose another file for the state, or move this one away.`,
  )
}

const CHUNK = 1_000
/** Past this size the file is written again once it is three times what the world needs. */
const WORTH_COMPACTING = 8 * 1_024 * 1_024

/** Writes the world again under another name and puts it in place whole, then appends to it. */
export function openJournal(path: string, base: string, world: () => Iterable<JournalEntry>): Journal {
  mkdirSync(dirname(path), { recursive: true })
  let size = 0
  let compactedSize = 0
  let file = compact()
  /** What a full disk has kept out of the file so far. */
  let pending: readonly JournalEntry[] = []

  function compact(): number {
    const fresh = openSync(`${path}.new`, 'w')
    let lines = [JSON.stringify({ sandbox: 1, base })]
    size = 0
    const flush = () => {
      const bytes = Buffer.from(`${lines.join('\n')}\n`)
      appendFileSync(fresh, bytes)
      size += bytes.length
      lines = []
    }
    for (const entry of world()) {
      lines.push(JSON.stringify([entry]))
      if (lines.length >= CHUNK) flush()
    }
    if (lines.length > 0) flush()
    fsyncSync(fresh)
    renameSync(`${path}.new`, path)
    compactedSize = size
    return fresh
  }

  return {
    append(changes) {
      pending = pending.length === 0 ? changes : [...pending, ...changes]
      const bytes = Buffer.from(`${JSON.stringify(pending)}\n`)
      try {
        for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, size + done)
      } catch (error) {
        ftruncateSync(file, size)
        throw error
      }
      size += bytes.length
      pending = []
      if (size < WORTH_COMPACTING || size < 3 * compactedSize) return
      closeSync(file)
      file = compact()
    },
    close: () => closeSync(file),
  }
}
