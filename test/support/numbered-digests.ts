// Digest files whose papers can be told apart in whatever a channel shows: each has a number that
// is in both of its titles.
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayIn } from '../../src/schedule/zone.ts'

export interface NumberedPaper {
  /** Such as `K0703`: digest 7, paper 3. */
  readonly token: string
  readonly category: string
  readonly brief: boolean
}

export interface NumberedDigest {
  readonly file: string
  readonly date: string
  readonly papers: readonly NumberedPaper[]
}

const CATEGORIES = ['CV', 'LG', 'CL']
const two = (number: number) => String(number).padStart(2, '0')

/**
 * The day of a number: they follow each other. `again` are papers of earlier digests that it lists
 * too.
 */
export function numberedDigest(
  number: number,
  featured: number,
  briefs: number,
  again: readonly NumberedPaper[] = [],
): NumberedDigest {
  const papers = Array.from({ length: featured + briefs }, (_, i) => ({
    token: `K${two(number)}${two(i + 1)}`,
    category: CATEGORIES[(number + i) % CATEGORIES.length] ?? 'CV',
    brief: i >= featured,
  }))
  const date = new Date(Date.UTC(2025, 0, number)).toISOString().slice(0, 10)
  const repeated = again.map((paper) => ({ ...paper, brief: false }))
  return { file: `${date}.txt`, date, papers: [...papers.slice(0, featured), ...repeated, ...papers.slice(featured)] }
}

/** `edition` changes a sentence of every featured paper: what a correction on disk looks like. */
function digestFile(digest: NumberedDigest, edition = 1): string {
  const featured = digest.papers.filter((paper) => !paper.brief)
  const briefs = digest.papers.filter((paper) => paper.brief)
  const arxiv = (token: string) => `https://arxiv.org/abs/2501.0${token.slice(1)}`
  const blocks = featured.map(({ token, category }, i) =>
    [
      `${i + 1}、[${category}] A Study of ${token}`,
      '',
      'A Author, B Writer',
      '[An Institute]',
      `关于${token}的研究。本文第${edition}版说明${token}的内容。`,
      `Version ${edition} of the text says what ${token} is about. Its results are better than before.`,
      arxiv(token),
      '',
    ].join('\n'),
  )
  const list = briefs.map(({ token, category }) =>
    [`[${category}] A Note on ${token}`, '', `关于${token}的短文`, 'C Author', '[An Institute]', arxiv(token), ''].join('\n'),
  )
  const also = list.length > 0 ? ['另外几篇值得关注的论文:', '', ...list] : []
  return ['CV - 计算机视觉 LG - 机器学习 CL - 计算与语言', '', ...blocks, ...also].join('\n')
}

/** The same as a digest of today, which is posted without waiting for other days to arrive. */
export function ofToday(digest: NumberedDigest): NumberedDigest {
  const date = dayIn(Date.now(), 'Asia/Shanghai')
  return { ...digest, date, file: `${date} ${digest.papers[0]?.token}.txt` }
}

/** The file appears, or changes, at once and whole. */
export function putDigest(folder: string, digest: NumberedDigest, edition = 1): void {
  const part = join(folder, `${digest.file}.part`)
  writeFileSync(part, digestFile(digest, edition))
  renameSync(part, join(folder, digest.file))
}
