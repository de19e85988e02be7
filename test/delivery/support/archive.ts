// An archive of digests that a test makes up: the digests' table is real, the papers are kept in
// memory.
import type { Archive, ArchivedDigest, ArchivedPaper } from '../../../src/archive/archive.ts'
import type { Database } from '../../../src/database/database.ts'
import type { Figure, PaperId } from '../../../src/digest/digest.ts'
import { createMatcher } from '../../../src/search/matches.ts'
import type { SearchIndex } from '../../../src/search/search-index.ts'

export interface MadePaper {
  readonly id: string
  readonly section?: 'featured' | 'brief'
  readonly starred?: boolean
  readonly categories?: readonly string[]
  readonly title?: string
  readonly authors?: readonly string[]
  readonly affiliations?: readonly string[]
  readonly abstract?: string
  readonly figures?: readonly Figure[]
  readonly links?: readonly string[]
}

export interface MadeDigest {
  readonly file: string
  readonly date: string | null
  readonly papers: readonly MadePaper[]
  readonly held?: string
  readonly receivedAt?: number
  readonly appearedAt?: number
}

export interface MadeArchive extends Archive {
  add(digest: MadeDigest): Promise<number>
  /** `date` where the digest gets another day. */
  correct(id: number, papers: readonly MadePaper[], date?: string): Promise<void>
}

const NAMES: ArchivedPaper['categoryNames'] = {
  CV: { en: 'Computer Vision', zh: '计算机视觉' },
  LG: { en: 'Machine Learning', zh: '机器学习' },
}

function paperOf(made: MadePaper, position: number, digestId: number, date: string | null): ArchivedPaper {
  return {
    id: made.id as PaperId,
    position,
    section: made.section ?? 'featured',
    starred: made.starred ?? false,
    categories: made.categories ?? ['CV'],
    title: { en: made.title ?? `Paper ${made.id}`, zh: `论文 ${made.title ?? made.id}` },
    authors: made.authors ?? ['A Author'],
    affiliations: made.affiliations ?? ['An Institute'],
    abstract: { en: made.abstract ?? `What ${made.id} says.`, zh: `${made.id} 说了什么。` },
    points: [],
    takeaway: null,
    links: made.links ?? [`https://example.org/${made.id}`],
    figures: made.figures?.length ?? 0,
    digestId,
    date,
    categoryNames: NAMES,
  }
}

/** Only what delivery asks for; anything else is a mistake of the test. */
export function createMadeArchive(database: Database): MadeArchive {
  const digests = new Map<number, ArchivedDigest>()
  const figures = new Map<string, readonly Figure[]>()
  const keep = (id: number, made: MadeDigest, revision: number) => {
    for (const paper of made.papers) figures.set(paper.id, paper.figures ?? [])
    digests.set(id, {
      id,
      file: made.file,
      date: made.date,
      title: 'AI papers',
      legend: {},
      revision,
      held: made.held ?? null,
      papers: made.papers.map((paper, i) => paperOf(paper, i + 1, id, made.date)),
    })
  }
  const partial: Partial<MadeArchive> = {
    async add(made) {
      const { id } = await database.query
        .insertInto('digests')
        .values({
          file: made.file,
          sha256: made.file,
          encoding: 'utf-8',
          date: made.date,
          date_from: 'name',
          title: null,
          legend: '{}',
          diagnostics: '[]',
          held: made.held ?? null,
          revision: 1,
          received_at: made.receivedAt ?? 0,
          appeared_at: made.appearedAt ?? null,
          retracted: 0,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      keep(id, made, 1)
      return id
    },
    async correct(id, papers, day) {
      const before = digests.get(id)
      if (before === undefined) throw new Error(`no digest ${id}`)
      const date = day ?? before.date
      keep(id, { file: before.file, date, papers }, before.revision + 1)
      await database.query
        .updateTable('digests')
        .set({ revision: before.revision + 1, date, ...(date === before.date ? {} : { date_before: before.date }) })
        .where('id', '=', id)
        .execute()
    },
    async release(id) {
      const held = digests.get(id)
      if (held !== undefined) digests.set(id, { ...held, held: null })
      await database.query.updateTable('digests').set({ held: null }).where('id', '=', id).execute()
      return true
    },
    digest: async (id) => digests.get(id) ?? null,
    digests: async () => [...digests.values()].reverse(),
    digestsOfDay: async (date) => [...digests.values()].filter((digest) => digest.date === date),
    figures: async (id) => (figures.get(id) ?? []) as Awaited<ReturnType<Archive['figures']>>,
    // Nobody is known here: names mean what they mean in an archive that has every surname.
    meets: createMatcher({ hasAuthor: () => true } as unknown as SearchIndex).meets,
    matches: (query, paper) => JSON.stringify([paper.title, paper.abstract]).toLowerCase().includes(query.toLowerCase()),
  }
  return partial as MadeArchive
}
