// What a paper has in one language only, asked in the other; other words for the same thing.

import type { CorpusPaper } from '../corpus.ts'
import { chineseTerms, isTelling, latinWords } from '../words.ts'
import type { Draw, SetRule, Source } from './set-rule.ts'
import { SYNONYMS, TAIWAN_WORDS, TERM_PAIRS, type TermPair } from './term-pairs.ts'

const folded = (text: string) => ` ${text.toLowerCase().replace(/[^a-z0-9\p{Script=Han}]+/gu, ' ')} `
const hasEnglish = (text: string, term: string) => new RegExp(` ${folded(term).trim()}(?:s|es)? `, 'u').test(folded(text))
const englishOf = ({ title, abstractEn }: CorpusPaper) => `${title} ${abstractEn}`

function pairsOf({ paper }: Source, fits: (pair: TermPair) => boolean): readonly TermPair[] {
  return TERM_PAIRS.filter(fits).filter((pair) => !latinWords(paper.title).includes(pair.zh))
}

/**
 * `typed` and two telling words of the title; only this paper has `had` and them in its title, and
 * none has what was typed.
 */
function withTitleWords(source: Source, typed: string, had: string): Draw | null {
  const { words, index, random } = source
  const others = words.filter((word) => isTelling(word) && !hasEnglish(had, word) && !folded(had).includes(word.slice(0, 5)))
  const chosen = random.shuffle([...new Set(others)]).slice(0, 2)
  if (chosen.length < 2) return null
  const fitting = index.titlesWith(chosen).filter((position) => hasEnglish(index.paperAt(position)?.title ?? '', had))
  const asTyped = index.papersWithChinese([typed]).some((position) => chosen.every((word) => index.englishHas(position, word)))
  return { text: random.shuffle([typed, ...chosen]).join(' '), alone: fitting.length === 1 && !asTyped }
}

/**
 * `typed` and one Chinese term of the abstract; only this abstract has `had` and that term, and
 * none has what was typed.
 */
function withChineseTerm(source: Source, typed: string, had: string): Draw | null {
  const { paper, index, random } = source
  const others = chineseTerms(paper.abstractZh).filter((term) => !had.includes(term) && !term.includes(had) && term.length >= 3)
  if (others.length === 0) return null
  const term = random.pick(others)
  const asTyped = /\p{Script=Han}/u.test(typed)
    ? index.papersWithChinese([typed, term]).length > 0
    : index.papersWithChinese([term]).some((position) => {
        const other = index.paperAt(position)
        return other !== undefined && other.id !== paper.id && hasEnglish(englishOf(other), typed)
      })
  return { text: random.shuffle([typed, term]).join(' '), alone: index.papersWithChinese([had, term]).length === 1 && !asTyped }
}

export const LANGUAGES: readonly SetRule[] = [
  {
    name: 'Chinese term, English paper',
    rule: 'a Chinese term whose English name the title has and whose Chinese name the paper has nowhere, and two telling words of the title',
    draw(source) {
      const { paper, random } = source
      const pairs = pairsOf(source, ({ zh, en }) => hasEnglish(paper.title, en) && !paper.abstractZh.includes(zh))
      if (pairs.length === 0) return null
      const { zh, en } = random.pick(pairs)
      return withTitleWords(source, zh, en)
    },
  },
  {
    name: 'English term, Chinese paper',
    rule: 'an English term whose Chinese name the Chinese abstract has and which the paper has nowhere, and a Chinese term of the abstract',
    draw(source) {
      const { paper, random } = source
      const pairs = pairsOf(source, ({ zh, en }) => paper.abstractZh.includes(zh) && !hasEnglish(englishOf(paper), en))
      if (pairs.length === 0) return null
      const { zh, en } = random.pick(pairs)
      return withChineseTerm(source, en, zh)
    },
  },
  {
    name: 'English name of a Chinese term',
    rule: 'an English term whose Chinese name the Chinese abstract has, and a Chinese term of the abstract; no other abstract has both',
    draw(source) {
      const { paper, random } = source
      const pairs = pairsOf(source, ({ zh }) => paper.abstractZh.includes(zh))
      if (pairs.length === 0) return null
      const { zh, en } = random.pick(pairs)
      return withChineseTerm(source, en, zh)
    },
  },
  {
    name: 'synonym',
    rule: 'another word for what the Chinese abstract has (大模型 for 大语言模型, LLM), and a Chinese term of the abstract',
    draw(source) {
      const { paper, random } = source
      const text = `${paper.abstractZh} ${englishOf(paper)}`
      const groups = SYNONYMS.flatMap((group) => {
        const had = group.find((word) => paper.abstractZh.includes(word))
        const others = group.filter((word) => (/[a-z]/i.test(word) ? !hasEnglish(text, word) : !paper.abstractZh.includes(word)))
        return had === undefined || others.length === 0 ? [] : [{ had, others }]
      })
      if (groups.length === 0) return null
      const { had, others } = random.pick(groups)
      return withChineseTerm(source, random.pick(others), had)
    },
  },
  {
    name: 'Taiwan wording',
    rule: 'a Taiwanese word (模組, 釋出, 資料集) for what the Chinese abstract has, and a Chinese term of the abstract',
    draw(source) {
      const { paper, random } = source
      const words = [...TAIWAN_WORDS].filter(([own]) => paper.abstractZh.includes(own))
      if (words.length === 0) return null
      const [own, other] = random.pick(words)
      return withChineseTerm(source, other, own)
    },
  },
]
