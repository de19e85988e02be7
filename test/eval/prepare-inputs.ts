// Makes the corpus into digest files and reads them with the project's own reader, once for all
// engines.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Digest, Paper, PaperId } from '../../src/digest/digest.ts'
import { readDigests } from '../../src/digest/read-digests.ts'
import { DIGEST_MAKER } from './corpus.ts'
import { digestLines } from './inputs.ts'

/**
 * 19,856 papers are 2,482 digests of eight; all of them featured, so that each has its abstracts.
 */
const PAPERS_A_DIGEST = 8
const FIRST_DAY = Date.UTC(2019, 0, 1)
const DAY_MS = 86_400_000

/** The day of the digest that holds the paper at this position of the corpus. */
export const digestDay = (position: number) =>
  new Date(FIRST_DAY + Math.floor(position / PAPERS_A_DIGEST) * DAY_MS).toISOString().slice(0, 10)

/**
 * Writes the digests of `count` papers into `folder`; past the end of the corpus it comes round
 * again with changed titles and ids.
 */
export async function prepareInputs(folder: string, count: number, corpusSize: number): Promise<void> {
  const files = join(folder, 'digests')
  rmSync(files, { recursive: true, force: true })
  mkdirSync(files, { recursive: true })
  const digests = Math.ceil(Math.min(count, corpusSize) / PAPERS_A_DIGEST)
  const shape = ['--digests', String(digests), '--featured', String(PAPERS_A_DIGEST), '--brief', '0']
  execFileSync(process.execPath, [DIGEST_MAKER, '--out', files, ...shape])
  const names = readdirSync(files).sort()
  const out = createWriteStream(digestLines(folder))
  for (let written = 0, round = 0; written < count; round++) {
    for (const [index, name] of names.entries()) {
      if (written >= count) break
      for (const digest of await readDigests(readFileSync(join(files, name)), { file: name })) {
        const papers = digest.papers.slice(0, count - written)
        const line = JSON.stringify(inRound({ ...digest, papers, diagnostics: [] }, round, round * names.length + index))
        if (!out.write(`${line}\n`)) await once(out, 'drain')
        written += papers.length
      }
    }
  }
  out.end()
  await once(out, 'finish')
}

function inRound(digest: Digest, round: number, day: number): Digest {
  if (round === 0) return digest
  const date = new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10)
  const papers = digest.papers.map((paper): Paper => {
    const mark = (text: string | null) => (text === null ? null : `${text} (${round + 1})`)
    return {
      ...paper,
      id: `${paper.id}-${round + 1}` as PaperId,
      title: { en: mark(paper.title.en), zh: mark(paper.title.zh) },
      // Without anything that reads as an arXiv number: by that the archive would know the paper
      // again.
      links: paper.links.map((link) => `https://example.org/${basename(link).replaceAll('.', '-')}-${round + 1}`),
    }
  })
  return { ...digest, file: `${date}.txt`, date, papers }
}
