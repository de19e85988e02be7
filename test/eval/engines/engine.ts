// What every engine of the comparison must be able to do. Each runs in a process of its own.
import type { Digest } from '../../../src/digest/digest.ts'

/** A paper as the digests show it: the same text for every engine. */
export interface Row {
  readonly id: string
  readonly title: string
  readonly titleZh: string
  readonly authors: string
  readonly abstractEn: string
  readonly abstractZh: string
}

export const FIELDS = ['title', 'titleZh', 'authors', 'abstractEn', 'abstractZh'] as const

export interface Inputs {
  rows(): AsyncIterable<Row>
  digests(): AsyncIterable<Digest>
}

export interface Engine {
  readonly name: string
  /** How it is asked, for the documentation. */
  readonly how: string
  /**
   * True where the index lies in a file: it is then opened by a new process, as it would be in use.
   */
  readonly onDisk: boolean
  /** An engine that needs longer for building and answering is left out, with a line that says so. */
  readonly maxMinutes?: number
  /** The first so many queries of each kind, of an engine that needs long for each; else all. */
  readonly perSet?: number
  build(inputs: Inputs, folder: string): Promise<void>
  /** After `build`, or in a new process where the index lies on disk. */
  open(folder: string): Promise<Asking>
}

export interface Asking {
  /** Ids of the ten best; `today` is `YYYY-MM-DD`. */
  search(query: string, today?: string): Promise<readonly string[]> | readonly string[]
  /** Of the index alone: written out where it lives in memory. Null where the engine cannot say. */
  bytes(): Promise<number | null>
  close(): Promise<void>
}
