// Queries of words and characters as a paper's title, abstract and authors have them.
import { surnames } from '../word-index.ts'
import { chineseTerms, inflections, isTelling, slip } from '../words.ts'
import { cutChinese, distinct, inOrder, type SetRule } from './set-rule.ts'

export const TITLE_AND_ABSTRACT: readonly SetRule[] = [
  {
    name: 'shuffled title',
    rule: 'four to all of the words of a title, in any order; no other title has them all',
    draw({ words, index, random }) {
      const some = random.shuffle(words).slice(0, 4 + random.below(Math.max(1, words.length - 3)))
      return some.length < 4 ? null : { text: some.join(' '), alone: index.titlesWith(some).length === 1 }
    },
  },
  {
    name: 'Chinese cut',
    rule: '6 to 10 characters in a row from anywhere in a Chinese abstract, marks included, no Latin word cut in two; no other abstract has them',
    draw({ paper, index, random }) {
      const text = cutChinese(paper.abstractZh, 6 + random.below(5), random)
      return text === null ? null : { text, alone: index.papersWithChinese([text]).length === 1 }
    },
  },
  {
    name: 'Chinese terms',
    rule: 'two or three terms of 2 to 6 characters from a Chinese abstract, split at marks and joining characters such as 的; no other abstract has them all',
    draw({ paper, index, random }) {
      const terms = random.shuffle(distinct(chineseTerms(paper.abstractZh))).slice(0, 2 + random.below(2))
      return terms.length < 2 ? null : { text: terms.join(' '), alone: index.papersWithChinese(terms).length === 1 }
    },
  },
  {
    name: 'title with typos',
    rule: 'a whole title, in two of its words of five letters or more one letter lost, added, replaced or swapped with the next',
    draw({ words, random }) {
      const wrong = random.shuffle(words.filter((word) => /^[a-z]{5,}$/.test(word))).slice(0, 2)
      if (wrong.length < 2) return null
      return { text: words.map((word) => (wrong.includes(word) ? slip(word, random) : word)).join(' '), alone: true }
    },
  },
  {
    name: 'mixed',
    rule: 'one or two telling words of a title (four letters or more) and one or two Chinese terms of its abstract, in any order; no other paper has them all',
    draw({ paper, words, index, random }) {
      const english = random.shuffle(distinct(words.filter(isTelling))).slice(0, 1 + random.below(2))
      const chinese = random.shuffle(distinct(chineseTerms(paper.abstractZh))).slice(0, 1 + random.below(2))
      if (english.length === 0 || chinese.length === 0) return null
      const fitting = index
        .papersWithChinese(chinese)
        .filter((position) => english.every((word) => index.englishHas(position, word)))
      return { text: random.shuffle([...english, ...chinese]).join(' '), alone: fitting.length === 1 }
    },
  },
  {
    name: 'inflected',
    rule: 'three or four telling words of a title in their order, two or more of them in another inflection; no other title has them',
    draw({ words, index, random }) {
      const telling = distinct(words.filter(isTelling))
      const chosen = inOrder(telling, random.shuffle(telling).slice(0, 3 + random.below(2)))
      const known = (word: string) => index.frequency(word) >= 5
      const bent = random.shuffle(chosen.filter((word) => inflections(word, known).length > 0)).slice(0, 2 + random.below(2))
      if (chosen.length < 3 || bent.length < 2) return null
      const text = chosen.map((word) => (bent.includes(word) ? random.pick(inflections(word, known)) : word)).join(' ')
      return { text, alone: index.titlesWith(chosen).length === 1 }
    },
  },
  {
    name: 'last word begun',
    rule: 'three to five words in a row of a title, of the last one only the first letters (three or more, half to two thirds of it); no other title fits',
    draw({ words, index, random }) {
      const count = 3 + random.below(3)
      const ends = [...words.keys()].filter((at) => at >= count - 1 && /^[a-z]{6,}$/.test(words[at] ?? ''))
      if (ends.length === 0) return null
      const end = random.pick(ends)
      const last = words[end] ?? ''
      const least = Math.max(3, Math.ceil(last.length / 2))
      const begun = last.slice(0, least + random.below(Math.max(1, Math.floor((last.length * 2) / 3) - least + 1)))
      const before = words.slice(end - count + 1, end)
      return { text: [...before, begun].join(' '), alone: index.titlesWith(before, begun).length === 1 }
    },
  },
  {
    name: 'author and word',
    rule: 'the surname of one of the authors and one telling word of the title, in any order; no other paper has both',
    draw({ paper, words, index, random }) {
      const telling = words.filter(isTelling)
      const names = surnames(paper).filter((name) => /^\p{Script=Latin}{2,}$/u.test(name))
      if (telling.length === 0 || names.length === 0) return null
      const [name, word] = [random.pick(names), random.pick(telling)]
      const fitting = index.titlesWith([word]).filter((position) => index.authorHas(position, name))
      return { text: random.shuffle([name, word]).join(' '), alone: fitting.length === 1 }
    },
  },
]
