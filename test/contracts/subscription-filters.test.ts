// A subscription's filters and a search speak one language: what a filter lets through is what a
// search with the same words finds, in whatever way names and categories are written.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Archive, ArchivedPaper } from '../../src/archive/archive.ts'
import { createArchive } from '../../src/create-archive.ts'
import { choosePapers } from '../../src/delivery/planning/choose.ts'
import { wishSchema } from '../../src/delivery/subscriptions/subscription.ts'
import { digest, ids, paper, store } from './archive-of.ts'
import { SQLITE_STORAGES } from './storages.ts'

const AUTHORS = [
  ...['Kaiming He', 'K He', 'K. He', 'He Kaiming', '何恺明', 'Laurens van der Maaten', 'L van der Maaten', 'Maaten, L.'],
  ...['Jürgen Schmidhuber', 'J Schmidhuber', 'Wei Li', 'W Li', 'Li Wei', 'Jun-Yan Zhu', 'J Zhu', 'Della Torre', 'A della Torre'],
  ...[
    'Mohamed bin Zayed',
    'John Smith Jr.',
    'J. Smith',
    'OpenAI Team',
    'Yann LeCun',
    'Y LeCun',
    'D. Silver, PhD',
    'H Müller',
    'M Xu',
  ],
]
const AFFILIATIONS = [
  ...[
    'MIT',
    'Massachusetts Institute of Technology',
    '麻省理工',
    'MIT-IBM Watson AI Lab',
    'CSAIL',
    'Tsinghua University',
    '清华大学',
  ],
  ...[
    'Google Research',
    'Google',
    '谷歌',
    'DeepMind',
    'Duke Energy',
    'Duke University',
    'University of Somewhere',
    'Somewhere Labs',
  ],
]
const CATEGORIES = ['CV', 'CL', 'LG', 'AS', 'RO']
const WORDS = ['attention', 'diffusion', 'models', 'learning', 'images', 'speech', '扩散模型', '注意力', '图像', '语音识别']

const typedAuthor = fc.oneof(
  fc.constantFrom(...AUTHORS),
  fc.constantFrom(
    'kaiming',
    'Kaiming',
    'he',
    'Maaten',
    'van der Maaten',
    'zhu junyan',
    'Zhu, Jun-Yan',
    'schmidhuber',
    'Juergen Schmidhuber',
    'Mueller',
    'Hans Mueller',
    'Mueller Hans Georg',
    'Xue',
    'Yann',
    'Nobody',
  ),
)
const typedAffiliation = fc.oneof(
  fc.constantFrom(...AFFILIATIONS),
  fc.constantFrom('mit', '清华', 'THU', 'somewhere', 'Duke', 'Watson', 'google brain', 'Energy', '无此大学'),
)
const typedCategory = fc.constantFrom('CV', 'cs.CV', 'cv', 'CL', 'eess.AS', 'AS', 'cs.LG', 'RO', 'ZZ')
const typedWords = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)).map(([one, other]) => `"${one}" "${other}"`),
  fc.constantFrom(...WORDS).map((word) => `title:"${word}"`),
  fc.constantFrom('Kaiming He', 'He Kaiming attention', 'Jun-Yan Zhu', '大模型', 'llm speech', '資料集', '語音辨識'),
  fc.constantFrom('author:"K. He"', 'author:kaiming', 'affiliation:MIT', 'category:cs.CV attention', 'learning -attention'),
)

/** Some papers with every kind of name in them, always the same. */
const PAPERS = Array.from({ length: 80 }, (_, n) =>
  paper(`paper-${n}`, {
    title: { en: `Study ${n} on ${WORDS[n % 6]} and ${WORDS[(n * 5 + 1) % 6]}`, zh: `${WORDS[6 + (n % 4)]}研究之${n}` },
    abstract: { en: `We study ${WORDS[(n * 7) % 6]}.`, zh: `我们研究${WORDS[6 + ((n * 3) % 4)]}。` },
    authors: [AUTHORS[n % AUTHORS.length] ?? '', AUTHORS[(n * 11 + 3) % AUTHORS.length] ?? ''],
    affiliations: [AFFILIATIONS[n % AFFILIATIONS.length] ?? '', AFFILIATIONS[(n * 4 + 1) % AFFILIATIONS.length] ?? ''],
    categories: [CATEGORIES[n % CATEGORIES.length] ?? ''],
  }),
)

const BEYOND_THE_WORDS = new Set<string>(['some-terms-only', 'respelled'])

describe.each(SQLITE_STORAGES)('the filters of a subscription ($name)', (storage) => {
  let archive: Archive
  let papers: readonly ArchivedPaper[]

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-filters-'))
    const database = await storage.open(folder)
    archive = await createArchive({ database })
    await store(archive, digest('2021-07-10', PAPERS))
    await archive.settled()
    papers = await archive.papers(PAPERS.map(({ id }) => id))
    return async () => {
      await archive.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })

  const chosen = (wish: object) => ids(choosePapers(papers, wishSchema.parse(wish), archive).wanted).sort()
  async function found(query: string): Promise<{ ids: string[]; goesOn: boolean } | null> {
    const { hits, notes } = await archive.search(query, { limit: 100 })
    // A search offers what comes near, and says so in a note; a subscription never does.
    if (notes.some(({ code }) => BEYOND_THE_WORDS.has(code))) return null
    return { ids: ids(hits.map((hit) => hit.paper)).sort(), goesOn: notes.some(({ code }) => code === 'also-searched') }
  }
  const agree = async (wish: object, query: string) => {
    const expected = await found(query)
    if (expected === null) return
    // A search goes on to translations, which a filter does not: what it lets through is among the
    // hits.
    if (expected.goesOn) expect(expected.ids, query).toEqual(expect.arrayContaining(chosen(wish)))
    else expect(chosen(wish), query).toEqual(expected.ids)
  }

  it('let through the papers of an author that author:"…" finds', async () => {
    await fc.assert(fc.asyncProperty(typedAuthor, (name) => agree({ authors: [name] }, `author:"${name}"`)))
  })

  it.each(['朱军', 'Tewari', 'Ayush Tewari'])('let through the first paper of %s, whom the index does not know yet', (name) => {
    const [one] = papers
    const first = one && { ...one, authors: [name] }
    expect(first && archive.meets({ author: name }, first)).toBe(true)
    expect(one && archive.meets({ author: name }, one)).toBe(false)
  })

  it('let through the papers of an institution that affiliation:"…" finds', async () => {
    await fc.assert(fc.asyncProperty(typedAffiliation, (name) => agree({ affiliations: [name] }, `affiliation:"${name}"`)))
  })

  it('let through the papers of a category that category:… finds', async () => {
    await fc.assert(fc.asyncProperty(typedCategory, (code) => agree({ categories: [code] }, `category:${code}`)))
  })

  it('let through the papers that a search for the included words finds', async () => {
    await fc.assert(fc.asyncProperty(typedWords, (words) => agree({ include: [words] }, words)))
  })

  it('take several names as alternatives, and several filters as conditions that must all hold', async () => {
    const he = (await found('author:"K. He"'))?.ids
    const mit = (await found('affiliation:MIT'))?.ids
    expect(he).not.toEqual([])
    expect(chosen({ authors: ['K. He', 'Nobody'] })).toEqual(he)
    expect(chosen({ authors: ['K. He'], affiliations: ['MIT'] })).toEqual(he?.filter((id) => mit?.includes(id)))
  })

  it('know an institution by every name that it goes by, and by no part of another', () => {
    const mit = ids(
      papers.filter(({ affiliations }) => affiliations.some((one) => /^MIT$|Massachusetts|麻省|CSAIL|MIT-IBM/.test(one))),
    ).sort()
    expect(chosen({ affiliations: ['麻省理工'] })).toEqual(mit)
    expect(chosen({ affiliations: ['MIT'] })).toEqual(mit)
  })

  it('read a name among the words, and other names of a thing that few papers call so', () => {
    const byHe = papers.filter(({ authors }) => authors.some((name) => /^(?:K\.? He|Kaiming He|He Kaiming)$/.test(name)))
    expect(chosen({ include: ['Kaiming He'] })).toEqual(
      expect.arrayContaining(ids(byHe.filter(({ authors }) => authors.includes('K He')))),
    )
    const withSpeech = papers.filter(({ title, abstract }) => `${title.zh} ${abstract.zh}`.includes('语音识别'))
    expect(withSpeech.length).toBeGreaterThan(0)
    expect(chosen({ include: ['語音辨識'] })).toEqual(expect.arrayContaining(ids(withSpeech)))
    expect(chosen({ include: ['"語音辨識"'] })).toEqual([])
  })
})
