// What authors write. Every paper has a number in its title, and a revision behind it that rises
// with each correction: any message says which paper it shows, and how new its text is.

export interface PaperText {
  /** Such as `K0703`: digest 7, paper 3. */
  readonly token: string
  readonly category: string
  readonly isBrief: boolean
  readonly revision: number
}

export interface DigestVersion {
  /** When the whole file was there. */
  readonly at: number
  readonly papers: readonly PaperText[]
}

export interface Digest {
  readonly number: number
  readonly date: string
  file: string
  /** The whole file or a part of it. */
  readonly appearedAt: number
  readonly wasCut: boolean
  /** Papers of the part that was there first; empty where the file was whole at once. */
  readonly firstPart: ReadonlySet<string>
  readonly versions: DigestVersion[]
}

const CATEGORIES = ['CV', 'LG', 'CL']
const two = (number: number) => String(number).padStart(2, '0')

export const titleOf = ({ token, revision }: PaperText) => `${token}r${revision}`

export function firstPapers(number: number, featured: number, briefs: number): readonly PaperText[] {
  return Array.from({ length: featured + briefs }, (_, i) => ({
    token: `K${two(number)}${two(i + 1)}`,
    category: CATEGORIES[(number + i) % CATEGORIES.length] ?? 'CV',
    isBrief: i >= featured,
    revision: 1,
  }))
}

export type Change =
  | { readonly kind: 'text'; readonly paper: number }
  | { readonly kind: 'add'; readonly isBrief: boolean }
  | { readonly kind: 'remove'; readonly paper: number }

export function changed(papers: readonly PaperText[], number: number, made: number, change: Change): readonly PaperText[] {
  switch (change.kind) {
    case 'text':
      return papers.map((paper, i) => (i === change.paper % papers.length ? { ...paper, revision: paper.revision + 1 } : paper))
    case 'add': {
      const token = `K${two(number)}${two(made + 1)}`
      const paper = { token, category: CATEGORIES[made % CATEGORIES.length] ?? 'CV', isBrief: change.isBrief, revision: 1 }
      const featured = papers.filter(({ isBrief }) => !isBrief)
      const briefs = papers.filter(({ isBrief }) => isBrief)
      return change.isBrief ? [...featured, ...briefs, paper] : [...featured, paper, ...briefs]
    }
    case 'remove':
      return papers.length < 2 ? papers : papers.filter((_, i) => i !== change.paper % papers.length)
  }
}

/**
 * A file that has no paper in common with what was read of it is another digest to the bot, and it
 * is right: the author leaves one of each version that it may have read.
 */
export function keepsSome({ versions, wasCut, firstPart }: Digest, papers: readonly PaperText[]): boolean {
  const before = versions.map((version) => new Set(version.papers.map(({ token }) => token)))
  return [...before, ...(wasCut ? [firstPart] : [])].every((read) => papers.some(({ token }) => read.has(token)))
}

/**
 * What sets a paper's title apart from others': a corrected digest may bring a paper under another
 * title, and titles that are nearly the same are taken for one.
 */
function subjectOf({ token }: PaperText): { readonly en: string; readonly zh: string; readonly author: string } {
  let state = Number(token.slice(1)) + 1
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  const word = () => Array.from({ length: 7 }, () => String.fromCharCode(97 + next(26))).join('')
  const zh = Array.from({ length: 10 }, () => String.fromCharCode(0x4e00 + next(2_000))).join('')
  return { en: `${word()} ${word()} ${word()}`, zh, author: word().replace(/^./, (letter) => letter.toUpperCase()) }
}

export function fileOf(papers: readonly PaperText[]): string {
  const arxiv = ({ token }: PaperText) => `https://arxiv.org/abs/2501.0${token.slice(1)}`
  const featured = papers.filter(({ isBrief }) => !isBrief)
  const blocks = featured.map((paper, i) =>
    [
      `${i + 1}、[${paper.category}] A Study of ${titleOf(paper)} ${subjectOf(paper).en}`,
      '',
      `A ${subjectOf(paper).author}, B Writer`,
      '[An Institute]',
      `关于${titleOf(paper)}的${subjectOf(paper).zh}研究。本文说明它的内容。`,
      `This text says what it is about. Its results are better than before.`,
      arxiv(paper),
      '',
    ].join('\n'),
  )
  const list = papers
    .filter(({ isBrief }) => isBrief)
    .map((paper) =>
      [
        `[${paper.category}] A Note on ${titleOf(paper)} ${subjectOf(paper).en}`,
        '',
        `关于${titleOf(paper)}的${subjectOf(paper).zh}短文`,
        'C Author',
        '[An Institute]',
        arxiv(paper),
        '',
      ].join('\n'),
    )
  const also = list.length > 0 ? ['另外几篇值得关注的论文:', '', ...list] : []
  return ['CV - 计算机视觉 LG - 机器学习 CL - 计算与语言', '', ...blocks, ...also].join('\n')
}
