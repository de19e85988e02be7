// The real papers that the evaluation runs on. They lie beside the repository, never in it.
import { existsSync, readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'

export interface CorpusPaper {
  readonly id: string
  readonly title: string
  readonly authors: readonly string[]
  readonly abstractEn: string
  /** Without white space, as a digest prints it. */
  readonly abstractZh: string
}

/**
 * `tuning` papers may be looked at while ranking is worked on; the figures come from the `figures`
 * papers alone.
 */
export type Half = 'tuning' | 'figures'

export const CORPUS = '../shared/data/papers-20k.jsonl.br'
export const DIGEST_MAKER = '../shared/tools/make-digests.mjs'

export const corpusExists = () => existsSync(CORPUS) && existsSync(DIGEST_MAKER)

export function readCorpus(): CorpusPaper[] {
  return brotliDecompressSync(readFileSync(CORPUS))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const paper: CorpusPaper = JSON.parse(line)
      return { ...paper, abstractZh: paper.abstractZh.replace(/\s+/g, '') }
    })
}

/**
 * Every second paper of the corpus belongs to a half, so that both have the same years and
 * subjects.
 */
export const half = (papers: readonly CorpusPaper[], which: Half) =>
  papers.filter((_, index) => (index % 2 === 0) === (which === 'figures'))
