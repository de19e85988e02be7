// The corpus as every engine gets it: digests that the project's own reader has read, or their
// papers as plain rows.
import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Digest, Paper } from '../../src/digest/digest.ts'
import type { Inputs, Row } from './engines/engine.ts'

export const digestLines = (folder: string) => join(folder, 'digests.jsonl')

export function openInputs(folder: string): Inputs {
  const path = digestLines(folder)
  async function* digests(): AsyncIterable<Digest> {
    for await (const line of createInterface({ input: createReadStream(path) })) yield JSON.parse(line)
  }
  async function* rows(): AsyncIterable<Row> {
    for await (const digest of digests()) for (const paper of digest.papers) yield rowOf(paper)
  }
  return { digests, rows }
}

/** Queries name papers by their arXiv number, whatever id the reader gave them. */
export const arxivNumber = (links: readonly string[]) => basename(links[0] ?? '')

function rowOf(paper: Paper): Row {
  return {
    id: arxivNumber(paper.links),
    title: paper.title.en ?? '',
    titleZh: paper.title.zh ?? '',
    authors: paper.authors.join(', '),
    abstractEn: paper.abstract.en ?? '',
    abstractZh: paper.abstract.zh ?? '',
  }
}
