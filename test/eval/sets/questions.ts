// Questions and paraphrases: some of the words are the paper's, others are not.
import { chineseTerms, inflections, isTelling } from '../words.ts'
import { cutChinese, distinct, inOrder, type SetRule } from './set-rule.ts'

const REPLACED: Readonly<Record<string, string>> = {
  efficient: 'cheap',
  fast: 'quick',
  improving: 'making better',
  large: 'big',
  robust: 'reliable',
  learning: 'training',
  automatic: 'automated',
  images: 'pictures',
  image: 'picture',
  video: 'clips',
  videos: 'clips',
  evaluating: 'testing',
  benchmarking: 'comparing',
  generating: 'producing',
  novel: 'new',
  unified: 'common',
  detecting: 'spotting',
  detection: 'spotting',
  survey: 'overview',
  understanding: 'making sense of',
  framework: 'system',
  approach: 'way',
  towards: 'getting to',
  enhancing: 'boosting',
  adaptive: 'adjusting',
  accurate: 'precise',
}

export const QUESTIONS: readonly SetRule[] = [
  {
    name: 'paraphrased title',
    rule: 'a question with four to six telling words of a title, one inflected or replaced by another word, and two that the paper need not have',
    draw({ words, index, random }) {
      const telling = distinct(words.filter(isTelling))
      const chosen = inOrder(telling, random.shuffle(telling).slice(0, 4 + random.below(3)))
      if (chosen.length < 4) return null
      const known = (word: string) => index.frequency(word) >= 5
      const able = chosen.filter((word) => REPLACED[word] !== undefined || inflections(word, known).length > 0)
      const one = able.length > 0 ? random.pick(able) : null
      const said = chosen.map((word) => (word === one ? (REPLACED[word] ?? random.pick(inflections(word, known))) : word))
      const extra = random.pick([
        'without retraining',
        'for beginners',
        'in practice',
        'step by step',
        'on consumer hardware',
        'at low cost',
      ])
      const text = random.pick([
        `how can I use ${said.join(' ')} ${extra}?`,
        `is there a paper about ${said.join(' ')} ${extra}`,
        `what is the best way of ${said.join(' ')}, ${extra}?`,
        `papers that discuss ${said.join(' ')} ${extra}`,
      ])
      return { text, alone: index.titlesWith(chosen).length === 1 }
    },
  },
  {
    name: 'problem of an abstract',
    rule: 'seven to ten telling words of the first two sentences of an English abstract, in their order, as a question',
    draw({ paper, random }) {
      const sentences = paper.abstractEn
        .split(/(?<=[.!?])\s+/)
        .slice(0, 2)
        .join(' ')
        .toLowerCase()
      const telling = distinct((sentences.match(/[a-z]+/g) ?? []).filter(isTelling))
      const chosen = inOrder(telling, random.shuffle(telling).slice(0, 7 + random.below(4)))
      if (chosen.length < 7) return null
      return {
        text: `${random.pick(['why do', 'how do we deal with', 'which work addresses'])} ${chosen.join(' ')}?`,
        alone: true,
      }
    },
  },
  {
    name: 'question in Chinese',
    rule: '有没有…的论文 and the like around two terms or a stretch of 8 to 12 characters of a Chinese abstract; no other abstract has them',
    draw({ paper, index, random }) {
      const terms = random.shuffle(distinct(chineseTerms(paper.abstractZh))).slice(0, 2)
      const row = cutChinese(paper.abstractZh, 8 + random.below(5), random)
      const isRow = random.below(2) === 0 && row !== null && /^\p{Script=Han}+$/u.test(row)
      const said = isRow ? row : terms.join(random.pick(['和', '与', '在', '里的']))
      if (!isRow && terms.length < 2) return null
      const text = random.pick([
        `有没有${said}的论文`,
        `有哪些关于${said}的文章？`,
        `想找讲${said}的`,
        `${said}是怎么做的`,
        `请问${said}相关的研究`,
      ])
      return { text, alone: index.papersWithChinese(isRow ? [row] : terms).length === 1 }
    },
  },
  {
    name: 'Chinese words run together',
    rule: 'three terms of a Chinese abstract without spaces, in any order; no other abstract has them all',
    draw({ paper, index, random }) {
      const terms = random.shuffle(distinct(chineseTerms(paper.abstractZh))).slice(0, 3)
      return terms.length < 3 ? null : { text: terms.join(''), alone: index.papersWithChinese(terms).length === 1 }
    },
  },
]
