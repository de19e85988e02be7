// Many papers for measurements: real ones again and again under other ids and titles where the
// corpus is at hand, else made up.
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createArchive } from '../../src/create-archive.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import type { Digest, Paper, PaperId } from '../../src/digest/digest.ts'
import { CORPUS, type CorpusPaper, corpusExists, readCorpus } from '../eval/corpus.ts'

const MIN_PAPERS_A_DIGEST = 40
/** About seven years, however many papers there are. */
const MAX_DIGESTS = 2_500
const MARKED_PAPERS = 20
const FIRST_DAY = Date.UTC(2019, 0, 1)
const CODES = ['CV', 'CL', 'LG', 'AI', 'RO', 'IR', 'AS', 'GR']
const INSTITUTES = ['DeepMind', 'Tsinghua University', 'Google Research', 'UC Berkeley', 'Huawei', 'KAIST', 'OpenAI', 'MIT']

export const corpusNote = () => (corpusExists() ? 'real texts' : `made-up texts: there is no ${CORPUS}`)

/** Stores `count` papers in the folder's archive and answers how many it has then. */
export async function fillArchive(folder: string, count: number): Promise<number> {
  mkdirSync(folder, { recursive: true })
  const database = await openSqlite(join(folder, 'paperboy.sqlite'))
  const archive = await createArchive({ database })
  for (const digest of digestsOf(count)) {
    await archive.storeDigest(digest, { sha256: createHash('sha256').update(digest.file).digest('hex'), receivedAt: 0 })
  }
  await archive.settled()
  const { papers } = await archive.size()
  await archive.close()
  await database.close()
  return papers
}

/** Digests of so many papers, one a day. */
export function* digestsOf(count: number): Generator<Digest> {
  const sources = corpusExists() ? readCorpus() : madeUp(20_000)
  const size = Math.max(MIN_PAPERS_A_DIGEST, Math.ceil(count / MAX_DIGESTS))
  for (let first = 0; first < count; first += size) yield digestOf(sources, first / size, first, Math.min(count, first + size))
}

/** One of a few papers that have `mark` as a word of their titles, and are known by it. */
export function markedDigest(mark: string, date: string): Digest {
  const [digest] = digestsOf(MARKED_PAPERS)
  const papers = (digest?.papers ?? []).map(
    (paper, at): Paper => ({
      ...paper,
      id: `${mark}-${at + 1}` as PaperId,
      title: { en: `${mark} ${paper.title.en}`, zh: null },
      links: [],
    }),
  )
  return { ...(digest as Digest), file: `${date}-${mark}.txt`, date, papers }
}

function digestOf(sources: readonly CorpusPaper[], day: number, first: number, end: number): Digest {
  const date = new Date(FIRST_DAY + day * 86_400_000).toISOString().slice(0, 10)
  const papers = Array.from({ length: end - first }, (_, at) => paperOf(sources, first + at, at + 1))
  const empty = { encoding: 'utf-8', dateFrom: 'filename', title: null, legend: {}, diagnostics: [] } as const
  return { ...empty, file: `${date}.txt`, date, papers } as unknown as Digest
}

/** So many rounds are told apart by the year of the arXiv number. */
const ROUNDS_BY_YEAR = 40
/** Above every number that a month has. */
const NUMBERS_A_MONTH = 50_000

/** Each round through the sources is another paper of the same text: its arXiv number is another. */
function idInRound(id: string, round: number): PaperId {
  const year = (Number(id.slice(0, 2)) + 100 - 2 * (round % ROUNDS_BY_YEAR)) % 100
  const number = Number(id.slice(5)) + NUMBERS_A_MONTH * Math.floor(round / ROUNDS_BY_YEAR)
  return `${String(year).padStart(2, '0')}${id.slice(2, 5)}${String(number).padStart(5, '0')}` as PaperId
}

function paperOf(sources: readonly CorpusPaper[], index: number, position: number): Paper {
  const source = sources[index % sources.length] as CorpusPaper
  const round = Math.floor(index / sources.length)
  const id = idInRound(source.id, round)
  const mark = round === 0 ? '' : ` (${round + 1})`
  const [zh = ''] = /^.{0,60}?(?=[。，])/u.exec(source.abstractZh) ?? [source.abstractZh.slice(0, 40)]
  return {
    id,
    position,
    section: 'featured',
    starred: false,
    categories: [CODES[index % CODES.length] as string],
    title: { en: `${source.title}${mark}`, zh: `${zh}${mark}` },
    authors: source.authors,
    affiliations: [INSTITUTES[index % INSTITUTES.length] as string],
    abstract: { en: source.abstractEn, zh: source.abstractZh },
    points: [],
    takeaway: null,
    links: [`https://arxiv.org/abs/${id}`],
    figures: [],
    lines: { start: 1, end: 1 },
  }
}

const EN =
  'diffusion model transformer attention contrastive learning graph network image video language reasoning agent robot policy reward token'
const ZH = '扩散 模型 注意力 机制 对比 学习 图 网络 图像 视频 语言 推理 智能体 机器人 策略 奖励 训练 数据 多模态 生成'

function madeUp(count: number): CorpusPaper[] {
  const [en, zh] = [EN.split(' '), ZH.split(' ')]
  let seed = 1
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const words = (from: readonly string[], length: number) =>
    Array.from({ length }, () => (next(4) === 0 ? `${from[next(from.length)]}${next(4_000)}` : from[next(from.length)]))
  return Array.from({ length: count }, (_, i) => ({
    id: `25${String(1 + (i % 12)).padStart(2, '0')}.${String(i).padStart(5, '0')}`,
    title: words(en, 8).join(' '),
    authors: [`A Author${next(3_000)}`, `B Writer${next(3_000)}`],
    abstractEn: `${words(en, 90).join(' ')}.`,
    abstractZh: `${words(zh, 60).join('')}。`,
  }))
}
