// Text that takes less room in a file: deflated, by a dictionary of text of the same kind that the
// file itself keeps. A paper is too short for its words to repeat themselves; against a few others it
// shrinks to two fifths. Every connection has the SQL function `unpacked`, so that a generated column
// reads as if nothing were packed.
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { SqlValue } from '../parameters.ts'
import type { Connection, ReadConnection } from './connection.ts'

/**
 * Half as far back as deflate looks: another half would save a sixteenth, and zlib holds the dictionary
 * of each text until the collector comes by.
 */
export const DICTIONARY_BYTES = 16_384
/** Beyond it a text gets hardly smaller. */
const LEVEL = 4
/** What zlib takes for its output at a time, and holds as long: a quarter of what it would. */
const CHUNK_BYTES = 4_096

export const PACKED_TABLES = 'create table dictionaries (id integer primary key, bytes blob not null)'

export interface Dictionary {
  /** 1 to 255: it is the first byte of what was packed with it. */
  readonly id: number
  readonly bytes: Uint8Array
}

/** Without one it shrinks by half as much. */
const NO_DICTIONARY = 0

export function packText(text: string, dictionary: Dictionary | null): Uint8Array {
  const packed = deflateRawSync(text, {
    level: LEVEL,
    chunkSize: CHUNK_BYTES,
    ...(dictionary && { dictionary: dictionary.bytes }),
  })
  const bytes = new Uint8Array(packed.length + 1)
  bytes[0] = dictionary?.id ?? NO_DICTIONARY
  bytes.set(packed, 1)
  return bytes
}

export function readDictionary(connection: ReadConnection): Dictionary | null {
  return connection.get<{ id: number; bytes: Uint8Array }>('select id, bytes from dictionaries order by id desc limit 1') ?? null
}

/** Of the beginning of these texts. What was packed before stays as it is. */
export function addDictionary(connection: Connection, texts: readonly string[]): Dictionary {
  const id = (readDictionary(connection)?.id ?? NO_DICTIONARY) + 1
  const bytes = new Uint8Array(Buffer.from(texts.join('')).subarray(0, DICTIONARY_BYTES))
  connection.run('insert into dictionaries (id, bytes) values (?, ?)', [id, bytes])
  return { id, bytes }
}

/** Makes `unpacked` known to the connection. */
export function offerUnpacking(connection: ReadConnection): void {
  const dictionaries = new Map<number, Uint8Array>()
  const dictionaryOf = (id: number) => {
    const found =
      dictionaries.get(id) ?? connection.get<{ bytes: Uint8Array }>('select bytes from dictionaries where id = ?', [id])?.bytes
    if (found === undefined) throw new Error(`The file has text packed with dictionary ${id}, which it does not have`)
    dictionaries.set(id, found)
    return found
  }
  connection.define('unpacked', (packed: SqlValue) => {
    if (!(packed instanceof Uint8Array)) return null
    const [id = NO_DICTIONARY] = packed
    const options = { chunkSize: CHUNK_BYTES, ...(id !== NO_DICTIONARY && { dictionary: dictionaryOf(id) }) }
    return inflateRawSync(packed.subarray(1), options).toString()
  })
}
