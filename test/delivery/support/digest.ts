// Digests that a test makes up, as the parser would give them.
import type { Digest, Paper, PaperId } from '../../../src/digest/digest.ts'
import type { MadeDigest, MadePaper } from './archive.ts'

export function digestOf(made: MadeDigest): Digest {
  return {
    file: made.file,
    encoding: 'utf-8',
    date: made.date,
    dateFrom: made.date === null ? null : 'name',
    title: 'AI papers',
    legend: { CV: '计算机视觉', LG: '机器学习' },
    papers: made.papers.map(paperOf),
    diagnostics: [],
  }
}

function paperOf(made: MadePaper, i: number): Paper {
  return {
    id: made.id as PaperId,
    position: i + 1,
    section: made.section ?? 'featured',
    starred: made.starred ?? false,
    categories: made.categories ?? ['CV'],
    title: { en: made.title ?? `Paper ${made.id}`, zh: `论文 ${made.id}` },
    authors: made.authors ?? ['A Author'],
    affiliations: made.affiliations ?? ['An Institute'],
    abstract: { en: made.abstract ?? `What ${made.id} says.`, zh: `${made.id} 说了什么。` },
    points: [],
    takeaway: null,
    links: [`https://example.org/${made.id}`],
    figures: made.figures ?? [],
    lines: { start: i * 10 + 1, end: i * 10 + 9 },
  }
}

/** A day of so many featured and brief papers, its ids made from the name. */
export function madeDay(name: string, date: string, featured: number, brief = 0): MadeDigest {
  const papers = Array.from({ length: featured + brief }, (_, i) => ({
    id: `${name}${String(i).padStart(3, '0')}`,
    section: i < featured ? ('featured' as const) : ('brief' as const),
  }))
  return { file: `${name}.txt`, date, papers }
}
