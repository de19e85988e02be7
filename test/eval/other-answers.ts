// How good the other answers are: neighbours, the glossary, passages, what completes what is typed.
import type { Archive, SearchHit, Snippet } from '../../src/archive/archive.ts'
import type { PaperId } from '../../src/digest/digest.ts'
import type { Row } from './engines/engine.ts'
import { GLOSSARY_PAIRS, rightTranslations } from './glossary-pairs.ts'
import { arxivNumber } from './inputs.ts'
import judged from './judged-neighbours.json' with { type: 'json' }
import type { Query } from './query-sets.ts'
import { createRandom } from './random.ts'
import { isTelling, latinWords, slip } from './words.ts'

export interface Share {
  readonly right: number
  readonly of: number
}

export interface OtherAnswers {
  /** Judged neighbours among the first eight, of those that can be. */
  readonly neighbours: Share
  /** First five neighbours with a category of the paper. */
  readonly categories: Share
  /** Terms whose first translation is the right one. */
  readonly glossary: Share
  readonly runsWhole: Share
  readonly allTerms: Share
  readonly slips: Share
  readonly withinWords: Share
  readonly wholeNames: Share
}

const SHOWN = 8
const PAPERS_COMPARED = 200
const CASES = 150

type Mutable = { right: number; of: number }
const share = (): Mutable => ({ right: 0, of: 0 })
const count = (into: Mutable, isRight: boolean) => {
  into.of++
  if (isRight) into.right++
}

export async function otherAnswers(
  archive: Archive,
  rows: readonly Row[],
  queries: readonly Query[],
  authors: readonly string[],
): Promise<OtherAnswers> {
  const random = createRandom('other answers')
  return {
    ...(await neighbourShares(archive, random.shuffle(rows).slice(0, PAPERS_COMPARED))),
    glossary: await glossaryShare(archive),
    ...(await snippetShares(archive, queries)),
    ...(await typingShares(archive, rows, authors)),
  }
}

async function neighbourShares(archive: Archive, rows: readonly Row[]): Promise<Pick<OtherAnswers, 'neighbours' | 'categories'>> {
  const [neighbours, categories] = [share(), share()]
  for (const { paper, neighbours: good } of judged) {
    const found = await archive.similar(paper as PaperId, SHOWN)
    const ids = found.map((one) => arxivNumber(one.paper.links))
    neighbours.of += Math.min(SHOWN, good.length)
    neighbours.right += good.filter((id) => ids.includes(id)).length
  }
  for (const { id } of rows) {
    const [own] = await archive.papers([id as PaperId])
    for (const { paper } of own ? await archive.similar(own.id, 5) : [])
      count(
        categories,
        paper.categories.some((code) => own?.categories.includes(code)),
      )
  }
  return { neighbours, categories }
}

/** "pre-training" is "pretraining", "models" are "model". */
const evenForm = (text: string) =>
  text
    .toLowerCase()
    .replace(/[-\s]+/g, '')
    .replace(/s$/, '')

async function glossaryShare(archive: Archive): Promise<Share> {
  const right = share()
  for (const pair of GLOSSARY_PAIRS) {
    const [first] = await archive.glossary(pair.zh, 1)
    count(right, first !== undefined && rightTranslations(pair).some((en) => evenForm(first.en) === evenForm(en)))
  }
  return right
}

const textOf = (snippet: Snippet | null) => snippet?.map(({ text }) => text).join('') ?? ''
const shownOf = ({ snippet, titles }: SearchHit) =>
  [snippet.en, snippet.zh, titles.en, titles.zh].map(textOf).join('\n').toLowerCase()

async function snippetShares(archive: Archive, queries: readonly Query[]): Promise<Pick<OtherAnswers, 'runsWhole' | 'allTerms'>> {
  const [runsWhole, allTerms] = [share(), share()]
  for (const { set, text, answers } of queries) {
    if (set !== 'Chinese cut' && set !== 'Chinese terms' && set !== 'mixed') continue
    const { hits } = await archive.search(text, { limit: 3 })
    const hit = hits.find(({ paper }) => answers.includes(arxivNumber(paper.links)))
    if (!hit) continue
    if (set === 'Chinese cut') {
      if (/^\p{Script=Han}+$/u.test(text)) count(runsWhole, shownOf(hit).includes(text))
    } else
      count(
        allTerms,
        text.split(' ').every((term) => shownOf(hit).includes(term.slice(0, 5).toLowerCase())),
      )
  }
  return { runsWhole, allTerms }
}

async function typingShares(
  archive: Archive,
  rows: readonly Row[],
  authors: readonly string[],
): Promise<Pick<OtherAnswers, 'slips' | 'withinWords' | 'wholeNames'>> {
  const random = createRandom('typing shares')
  const [slips, withinWords, wholeNames] = [share(), share(), share()]
  const finds = async (typed: string, id: string) =>
    (await archive.suggest(typed, { kinds: ['title'] })).some(({ paperId }) => paperId?.includes(id) === true)
  for (const { id, title } of random.shuffle(rows)) {
    const words = latinWords(title).filter(isTelling)
    const long = words.filter((word) => word.length >= 8)
    if (words.length < 3 || long.length === 0) continue
    const wrong = random.pick(long)
    const others = random.shuffle(words.filter((word) => word !== wrong)).slice(0, 2)
    if (slips.of < CASES) count(slips, await finds([...others, slip(wrong, random)].join(' '), id))
    if (withinWords.of < CASES) count(withinWords, await finds([...others, wrong.slice(2)].join(' '), id))
    if (withinWords.of === CASES) break
  }
  for (const name of random.shuffle(authors)) {
    const [given = '', surname = '', ...more] = name.split(' ')
    if (more.length > 0 || !/^\p{L}{3,}$/u.test(given) || !/^\p{L}{4,}$/u.test(surname)) continue
    const found = await archive.suggest(`${given} ${surname.slice(0, 3)}`, { kinds: ['author'] })
    count(
      wholeNames,
      found.some(({ text }) => text.startsWith(given.charAt(0)) && text.endsWith(surname)),
    )
    if (wholeNames.of === CASES) break
  }
  return { slips, withinWords, wholeNames }
}
