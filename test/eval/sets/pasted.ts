// What people paste: references, addresses, ids, lines of a PDF, abstracts; and the signs of the
// query language.
import { chineseTerms, isTelling } from '../words.ts'
import { distinct, type SetRule } from './set-rule.ts'

const LIGATURES: readonly (readonly [string, string])[] = [
  ['ffi', 'ﬃ'],
  ['ffl', 'ﬄ'],
  ['fi', 'ﬁ'],
  ['fl', 'ﬂ'],
  ['ff', 'ﬀ'],
]

/** As a two-column page breaks it: lines of some forty characters, a word cut at some ends. */
function asInPdf(text: string, cutEvery: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line.length + word.length < 38) line = line === '' ? word : `${line} ${word}`
    else if (/^[a-z]{7,}$/.test(word) && lines.length % cutEvery === 0) {
      lines.push(`${line} ${word.slice(0, 4)}-`)
      line = word.slice(4)
    } else {
      lines.push(line)
      line = word
    }
  }
  return LIGATURES.reduce((set, [letters, ligature]) => set.replaceAll(letters, ligature), [...lines, line].join('\n'))
}

export const PASTED: readonly SetRule[] = [
  {
    name: 'reference',
    rule: 'a reference in one of four styles: authors, quoted or plain title, year, with or without the arXiv number',
    draw({ paper, date, random }) {
      const year = date.slice(0, 4)
      const [first = '', second] = paper.authors
      const initials = (name: string) => `${name.charAt(0)}. ${name.split(' ').at(-1)}`
      const reversed = (name: string) => `${name.split(' ').at(-1)}, ${name.charAt(0)}.`
      return {
        text: random.pick([
          `${initials(first)}${second ? ` and ${initials(second)}` : ''}, "${paper.title}," arXiv preprint arXiv:${paper.id}, ${year}.`,
          `[12] ${initials(first)}, et al. "${paper.title}." arXiv preprint (${year}).`,
          `${reversed(first)}${second ? ` & ${reversed(second)}` : ''} (${year}). ${paper.title}. In Proceedings of NeurIPS, pp. 1234-1245.`,
          `${first} et al. ${paper.title}. CoRR, abs/${paper.id}, ${year}`,
        ]),
        alone: true,
      }
    },
  },
  {
    name: 'id or address',
    rule: 'the arXiv number in one of ten spellings, some within a sentence',
    draw: ({ paper: { id }, random }) => ({
      text: random.pick([
        `arxiv ${id}`,
        `arXiv:${id}v2 [cs.CL]`,
        `https://arxiv.org/abs/${id}?context=cs.LG`,
        `see https://arxiv.org/pdf/${id}v1.pdf`,
        `https://huggingface.co/papers/${id}`,
        `10.48550/arXiv.${id}`,
        `https://doi.org/10.48550/arXiv.${id}`,
        `https://www.alphaxiv.org/abs/${id}`,
        `(arXiv: ${id})`,
        `论文 ${id} 在哪`,
        `abs/${id}`,
      ]),
      alone: true,
    }),
  },
  {
    name: 'text of a PDF',
    rule: '20 to 30 words in a row of an English abstract in short lines, words cut by hyphens at line ends, with ligatures',
    draw({ paper, random }) {
      const words = paper.abstractEn.split(/\s+/)
      const count = 20 + random.below(11)
      if (words.length < count + 5) return null
      const start = random.below(words.length - count)
      return { text: asInPdf(words.slice(start, start + count).join(' '), 2), alone: true }
    },
  },
  {
    name: 'whole abstract',
    rule: 'a whole abstract in one of the two languages',
    draw: ({ paper, random }) => ({ text: random.below(2) === 0 ? paper.abstractEn : paper.abstractZh, alone: true }),
  },
  {
    name: 'bracket and hyphen',
    rule: 'two or three words of a title, one of them as (word)-based or (word)-like; no other title has them',
    draw({ words, index, random }) {
      const telling = random.shuffle(distinct(words.filter(isTelling))).slice(0, 2 + random.below(2))
      const [first, ...others] = telling
      if (others.length === 0) return null
      const text = [`(${first})-${random.pick(['based', 'driven', 'aware', 'like'])}`, ...others].join(' ')
      return { text, alone: index.titlesWith(telling).length === 1 }
    },
  },
  {
    name: 'exclusion',
    rule: 'two words of a title and -word, NOT word or -"two words" of a paper that has the first two as well; no third paper has them',
    draw({ paper, words, index, random }) {
      const chosen = random.shuffle(distinct(words.filter(isTelling))).slice(0, 2)
      const fitting = index.titlesWith(chosen)
      const other = fitting.map((position) => index.paperAt(position)).find((one) => one?.id !== paper.id)
      if (chosen.length < 2 || fitting.length !== 2 || !other) return null
      const own = `${paper.title} ${paper.abstractEn} ${paper.abstractZh}`.toLowerCase()
      const wrong = other.title
        .toLowerCase()
        .split(/[^a-z]+/)
        .filter((word) => isTelling(word) && !own.includes(word.slice(0, 5)))
      if (wrong.length === 0) return null
      const word = random.pick(wrong)
      return { text: `${chosen.join(' ')} ${random.pick([`-${word}`, `NOT ${word}`, `-"${word}"`])}`, alone: true }
    },
  },
  {
    name: 'quoted phrase',
    rule: 'two or three words in a row of a title in quotation marks of some kind, and one more word or Chinese term',
    draw({ paper, words, index, random }) {
      const count = 2 + random.below(2)
      const start = random.below(Math.max(1, words.length - count + 1))
      const row = words.slice(start, start + count)
      const others =
        random.below(2) === 0 ? words.filter((word) => isTelling(word) && !row.includes(word)) : chineseTerms(paper.abstractZh)
      if (row.length < 2 || others.length === 0) return null
      const other = random.pick(others)
      const [open, close] = random.pick([
        ['"', '"'],
        ['“', '”'],
        ['「', '」'],
        ['《', '》'],
      ] as const)
      const fitting = index
        .titlesWith(row)
        .filter((position) => index.titleHas(position, other) || index.paperAt(position)?.abstractZh.includes(other))
      return { text: `${open}${row.join(' ')}${close} ${other}`, alone: fitting.length === 1 }
    },
  },
]
