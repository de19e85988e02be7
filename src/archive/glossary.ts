// A term in the other language, from the papers that have it: what their other half says more often than other papers do.
import type { Database } from '../database/database.ts'
import type { Expression, SearchIndex } from '../database/search-index.ts'
import type { PaperId } from '../digest/digest.ts'
import { documentCounts, runTerms, wholeTerms, wordTerms } from '../text/ngrams.ts'
import { scan } from '../text/terms.ts'
import type { Archive, GlossaryEntry } from './archive.ts'
import { contentOfRow } from './rows.ts'
import { phraseOf } from './search/expressions.ts'

const SAMPLE = 200
const CANDIDATES = 40
const PAPERS_SHOWN = 10
/** Worth of one paper that writes both side by side: 扩散模型（diffusion model）. */
const SIDE_BY_SIDE = 0.15

interface Sampled {
  readonly id: PaperId
  readonly en: string
  readonly zh: string
}

export function createGlossary(parts: {
  database: Database
  index: SearchIndex
  before: () => Promise<void>
}): Archive['glossary'] {
  const { database, index } = parts
  return async (word, limit = 5) => {
    await parts.before()
    const text = word.trim().slice(0, 60)
    if (scan(text).length === 0) return []
    const asked = phrase(text)
    const total = index.count(asked, [])
    const sample = sampled(
      database,
      index.match(asked, { where: [], limit: SAMPLE, order: 'best' }).map(({ pid }) => pid),
    )
    const isZh = scan(text).some(({ kind }) => kind === 'run')
    return pairs(index, text, isZh, sample, total).slice(0, limit)
  }
}

const phrase = (text: string): Expression => phraseOf(scan(text))

function sampled(database: Database, pids: readonly number[]): Sampled[] {
  const rows = database.reader.all<{ id: string; content: string }>(
    'select id, content from papers where retracted = 0 and pid in (select value from json_each(?)) order by pid desc',
    [JSON.stringify(pids)],
  )
  return rows.map(({ id, content }) => {
    const { title, abstract, takeaway } = contentOfRow(content)
    const joined = (texts: readonly (string | null)[]) => texts.filter((text) => text !== null).join('\n')
    return { id: id as PaperId, en: joined([title.en, abstract.en]), zh: joined([title.zh, takeaway, abstract.zh]) }
  })
}

function pairs(index: SearchIndex, text: string, isZh: boolean, sample: readonly Sampled[], total: number): GlossaryEntry[] {
  const others = sample.map(({ en, zh }) => (isZh ? en : zh))
  const counts = documentCounts(others, isZh ? wordTerms : runTerms)
  const frequent = [...counts]
    .filter(([, count]) => count >= Math.max(1, sample.length * 0.1))
    .map(([term, count]) => ({ text: term, count }))
    .sort((a, b) => b.count - a.count || b.text.length - a.text.length)
    .slice(0, CANDIDATES * 8)
  return wholeTerms(frequent)
    .slice(0, CANDIDATES)
    .map((term) => {
      const together = (term.count / Math.max(1, sample.length)) * total
      const alone = Math.max(together, index.count(phrase(term.text), []))
      const beside = sample.filter(({ en, zh }) => standBeside(`${zh}\n${en}`, text, term.text)).length
      return { ...term, score: (2 * together) / (total + alone) + Math.min(1, beside * SIDE_BY_SIDE) }
    })
    .sort((a, b) => b.score - a.score)
    .map(({ text: other, score }) => ({
      zh: isZh ? text : other,
      en: isZh ? other : text,
      score,
      papers: sample
        .filter(({ en, zh }) => (isZh ? en : zh).toLowerCase().includes(other))
        .slice(0, PAPERS_SHOWN)
        .map(({ id }) => id),
    }))
}

/** One directly behind the other, in brackets. */
function standBeside(text: string, one: string, other: string): boolean {
  const folded = text.toLowerCase()
  const sides = [one.toLowerCase(), other]
  return sides.some((first, at) => {
    const second = sides[1 - at] ?? ''
    return ['(', '（', ' (', ' （'].some((bracket) => folded.includes(`${first}${bracket}${second}`))
  })
}
