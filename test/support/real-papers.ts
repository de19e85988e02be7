// Papers that exist, for tests that need what nobody would make up. The file is not part of the
// repository: `PAPERBOY_PAPERS` names another one.
import { existsSync, readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import type { PaperId } from '../../src/digest/digest.ts'
import type { PaperView } from '../../src/render/message.ts'
import { CORPUS } from '../eval/corpus.ts'
import { paperView } from './papers.ts'

interface Row {
  readonly id: string
  readonly day: string
  readonly title: string
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly abstractEn: string
}

/** Null where the file is not there. */
export function realPapers(count: number): readonly PaperView[] | null {
  const path = process.env.PAPERBOY_PAPERS ?? CORPUS
  if (!existsSync(path)) return null
  const rows = brotliDecompressSync(readFileSync(path)).toString('utf8').split('\n').filter(Boolean)
  const step = Math.max(1, Math.floor(rows.length / count))
  return rows
    .filter((_, i) => i % step === 0)
    .slice(0, count)
    .map((line, i) => {
      const row = JSON.parse(line) as Row
      return paperView({
        id: row.id as PaperId,
        position: 1 + (i % 20),
        title: { en: row.title, zh: null },
        authors: row.authors,
        categories: row.categories.map((code) => code.replace(/^.*\./, '')),
        abstract: { en: row.abstractEn, zh: null },
        links: [`https://arxiv.org/abs/${row.id}`],
        date: row.day,
      })
    })
}
