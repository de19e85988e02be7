// The world on disk: JSON Lines, one line a committed change, appended before a request is answered. A torn last line is a change nobody was told of.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** `put` a record of a collection, or remove one by its key. */
export type JournalEntry = readonly ['put', string, unknown] | readonly ['remove', string, string]

export interface Journal {
  append(entries: readonly JournalEntry[]): void
  close(): void
}

export const noJournal: Journal = { append() {}, close() {} }

/** Every committed entry in the file, oldest first. The head line holds the address under which files were served then. */
export function readJournal(path: string, base: string): JournalEntry[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  const formerBase = baseOf(path, lines[0] ?? '')
  return lines.slice(1).flatMap((line, index) => {
    if (line === '') return []
    try {
      return JSON.parse(line.replaceAll(`${formerBase}/cdn/`, `${base}/cdn/`)) as JournalEntry[]
    } catch (cause) {
      if (index + 2 >= lines.length - 1) return []
      throw new Error(`${path}:${index + 2}: the sandbox's journal is damaged; move the file away to start afresh`, { cause })
    }
  })
}

function baseOf(path: string, head: string): string {
  try {
    const { sandbox, base } = JSON.parse(head) as { sandbox?: number; base?: string }
    if (sandbox === 1 && typeof base === 'string') return base
  } catch {
    // Told below, together with a head that is JSON but not ours.
  }
  throw new Error(`${path}: this is not a sandbox's journal; choose another file for the state`)
}

/** Writes the world anew (compacted), then appends to it. */
export function openJournal(path: string, base: string, entries: Iterable<JournalEntry>): Journal {
  mkdirSync(dirname(path), { recursive: true })
  const fresh = `${path}.new`
  const lines = [JSON.stringify({ sandbox: 1, base })]
  for (const entry of entries) lines.push(JSON.stringify([entry]))
  writeFileSync(fresh, `${lines.join('\n')}\n`)
  renameSync(fresh, path)
  const file = openSync(path, 'a')
  return {
    append: (changes) => writeSync(file, `${JSON.stringify(changes)}\n`),
    close: () => closeSync(file),
  }
}
