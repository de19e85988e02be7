// Papers that speak of the same things: those that share the terms which say most of the one given.
import type { Archive, ArchivedPaper, SimilarPaper } from '../archive/archive.ts'
import { papersOfPids } from '../archive/reading.ts'
import { pidOf } from '../archive/store.ts'
import { isEmptyWord, piecesOf } from '../text/ngrams.ts'
import { pairsOf, scan, termOf } from '../text/terms.ts'
import { segmenter } from '../text/whole-words.ts'
import type { SearchIndex } from './search-index.ts'
import type { SearchParts } from './search-parts.ts'

const TERMS_ASKED = 20
/** Terms of more papers than this tell kinds of papers apart badly. */
const COMMON_SHARE = 0.02
/** Of so many terms, the most used in the paper, the index is asked how common they are. */
const TERMS_WEIGHED = 120
const TITLE_COUNTS = 4
/** A term in the title of the other paper, too, says that it is about the same. */
const IN_THEIR_TITLE = 0.8
const SAME_CATEGORY = 1.15
/**
 * Of what the terms weigh together a neighbour has this share at least; more where it is in one
 * subject.
 */
const MIN_SHARE = 0.2
const MIN_SHARE_OF_ONE_SUBJECT = 0.35
const SHARED_SHOWN = 5
const MAX_RUN_SHOWN = 8
const MAX_PHRASE = 3

interface WrittenTerm {
  readonly term: string
  /** As the paper writes it. */
  readonly written: string
  readonly isPair: boolean
}

interface Weighed extends WrittenTerm {
  readonly weight: number
}

export function createSimilar({ database, index, ensureIndexed }: SearchParts): Archive['similar'] {
  return async (id, limit = 5) => {
    await ensureIndexed()
    const pid = await pidOf(database.reading, id)
    const paper = pid === null ? undefined : (await papersOfPids(database, [pid]))[0]
    if (pid === null || !paper) return []
    const terms = weighed(index, paper, index.paperCount())
    if (terms.length === 0) return []
    const expression = { kind: 'any', of: terms.map(({ term }) => ({ kind: 'term', term }) as const) } as const
    const matches = index
      .match(expression, { where: [], limit: limit * 6 + 1, order: 'best' })
      .filter((match) => match.pid !== pid)
    const neighbours = await papersOfPids(
      database,
      matches.map((match) => match.pid),
    )
    return neighbours
      .map((neighbour) => likeness(paper, neighbour, terms))
      .filter(({ share, shared }) => share >= (countSubjects(shared) > 1 ? MIN_SHARE : MIN_SHARE_OF_ONE_SUBJECT))
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map((likeness) => withReasons(paper, likeness))
  }
}

const textsOf = ({ title, abstract }: ArchivedPaper) => ({
  titles: [title.en ?? '', title.zh ?? ''],
  abstracts: [abstract.en ?? '', abstract.zh ?? ''],
})

/** The terms of a paper that say most: often here, seldom elsewhere. */
function weighed(index: SearchIndex, paper: ArchivedPaper, papers: number): Weighed[] {
  const counts = new Map<string, { written: string; isPair: boolean; count: number }>()
  const { titles, abstracts } = textsOf(paper)
  for (const [texts, worth] of [
    [titles, TITLE_COUNTS],
    [abstracts, 1],
  ] as const)
    for (const { term, written, isPair } of texts.flatMap(termsOf)) {
      const known = counts.get(term)
      if (known) known.count += worth
      else counts.set(term, { written, isPair, count: worth })
    }
  return [...counts]
    .sort((a, b) => b[1].count - a[1].count)
    .slice(0, TERMS_WEIGHED)
    .map(([term, { written, isPair, count }]) => {
      const frequency = isPair ? index.frequency(term) : index.wordFrequency(term)
      const isTelling = frequency > 1 && frequency <= Math.max(5, papers * COMMON_SHARE)
      return { term, written, isPair, weight: isTelling ? (1 + Math.log(count)) * Math.log(papers / frequency) : 0 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, TERMS_ASKED)
}

/** Said of papers of every subject. */
const SUMMARY_WORDS = new Set(
  'code codes available publicly unicode github https http www com org project page website url definition definitions repository supplementary appendix experiments experimental extensive comprehensive state art sota'.split(
    ' ',
  ),
)

const SUMMARY_RUNS =
  /实验结果|结果显示|实验显示|大量实验|结果|一种新方法|新方法|一种新|新颖|论文介绍|后处理|代码已?开源|开源代码|代码可用|显著优于|最先进|最新|现有方法|本研究|该研究|研究人员|研究者|作者|提供了|有助于|为此|旨在|首个|关键|核心|主要|重要|进一步|广泛|能力|性能|效果|优势|贡献|局限/

function termsOf(text: string): WrittenTerm[] {
  return scan(text).flatMap((unit): WrittenTerm[] => {
    // Within terms only: what frames them, and joins one to the next, is the language of summaries.
    if (unit.kind === 'run')
      return unit.folded
        .split(SUMMARY_RUNS)
        .flatMap(piecesOf)
        .flatMap((piece) => pairsOf(piece).slice(0, -1))
        .map((pair) => ({ term: pair, written: pair, isPair: true }))
    const written = text.slice(unit.start, unit.end)
    return unit.parts
      .filter((part) => part.length > 2 && !/^(?:x\d{4}|\d+)$/.test(part) && !isEmptyWord(part) && !SUMMARY_WORDS.has(part))
      .map((part) => ({ term: termOf(part), written: unit.parts.length === 1 ? written : part, isPair: false }))
  })
}

interface Likeness {
  readonly neighbour: ArchivedPaper
  readonly score: number
  /** Of all that the terms of the paper weigh. */
  readonly share: number
  readonly shared: readonly Weighed[]
}

/** Pairs of characters that go on with one another are one subject. */
function countSubjects(shared: readonly Weighed[]): number {
  const pairs = shared.filter(({ isPair }) => isPair).map(({ term }) => term)
  const begun = pairs.filter((pair) => !pairs.some((other) => other !== pair && other.endsWith(pair.charAt(0))))
  return shared.length - pairs.length + begun.length
}

function likeness(paper: ArchivedPaper, neighbour: ArchivedPaper, terms: readonly Weighed[]): Likeness {
  const { titles, abstracts } = textsOf(neighbour)
  const theirs = new Set([...titles, ...abstracts].flatMap(termsOf).map(({ term }) => term))
  const shared = terms.filter(({ term }) => theirs.has(term))
  const titled = new Set(titles.flatMap(termsOf).map(({ term }) => term))
  const weightOf = (some: readonly Weighed[]) => some.reduce((sum, { weight }) => sum + weight, 0)
  const own = weightOf(shared)
  const isOfOneKind = neighbour.categories.some((category) => paper.categories.includes(category))
  const inTitle = weightOf(shared.filter(({ term }) => titled.has(term)))
  const share = own / weightOf(terms)
  return {
    neighbour,
    shared,
    share,
    score: (share + (IN_THEIR_TITLE * inTitle) / weightOf(terms)) * (isOfOneKind ? SAME_CATEGORY : 1),
  }
}

function withReasons(paper: ArchivedPaper, { neighbour, score, shared }: Likeness): SimilarPaper {
  const words = shared.filter(({ isPair, written }) => !isPair && !isEmptyWord(written.toLowerCase()))
  const runs = sharedRuns(
    paper,
    neighbour,
    shared.filter(({ isPair }) => isPair),
  )
  const shown = [...words.map(({ written, weight }) => ({ written, weight })), ...runs].sort((a, b) => b.weight - a.weight)
  return { paper: neighbour, score, shared: [...new Set(shown.map(({ written }) => written))].slice(0, SHARED_SHOWN) }
}

/**
 * Chinese words, and up to three side by side, that both papers have and that hold one of the pairs
 * they share.
 */
function sharedRuns(
  paper: ArchivedPaper,
  neighbour: ArchivedPaper,
  pairs: readonly Weighed[],
): { written: string; weight: number }[] {
  if (pairs.length === 0) return []
  const theirs = new Set(runsOf(neighbour).flatMap(phrasesOf))
  const weightOf = (phrase: string) => Math.max(...pairs.map(({ term, weight }) => (phrase.includes(term) ? weight : 0)))
  const all = [...new Set(runsOf(paper).flatMap(phrasesOf))]
    .filter((phrase) => theirs.has(phrase))
    .map((written) => ({ written, weight: weightOf(written) }))
    .filter(({ weight }) => weight > 0)
  return all.filter(({ written }) => !all.some((other) => other.written !== written && other.written.includes(written)))
}

/** Words of one character that join or count: nothing begins or ends with one. */
const JOINS =
  /^[的了和与及或对于以被将从而其该这是且则在上中下里内为到得能可会不有个一种些份项类次也都并等更最很再又使让给由]$|^(?:基于|通过|利用|使用|采用|得到|进行|提出)$/

function phrasesOf(run: string): string[] {
  const words = [...segmenter.segment(run)].map(({ segment }) => segment)
  return words.flatMap((first, at) => {
    if (JOINS.test(first)) return []
    return Array.from({ length: MAX_PHRASE }, (_, more) => words.slice(at, at + more + 1))
      .filter((phrase) => !JOINS.test(phrase.at(-1) ?? ''))
      .map((phrase) => phrase.join(''))
      .filter((phrase) => phrase.length >= 2 && phrase.length <= MAX_RUN_SHOWN)
  })
}

function runsOf(paper: ArchivedPaper): string[] {
  const { titles, abstracts } = textsOf(paper)
  return [...titles, ...abstracts].flatMap((text) => scan(text).flatMap(({ kind, folded }) => (kind === 'run' ? [folded] : [])))
}
