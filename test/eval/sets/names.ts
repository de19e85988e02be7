// Names as people say them. The digests print initials: "Kaiming He" is in none of them.
import { isTelling, latinWords } from '../words.ts'
import type { Draw, SetRule, Source } from './set-rule.ts'

const PRINTED = 14
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' }
const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '')
const initialAndSurname = (name: string) => {
  const words = plain(name).toLowerCase().trim().split(/\s+/)
  return `${words[0]?.charAt(0)} ${words.at(-1)}`
}

/**
 * An author whom the digest prints, and a word of the title that no other paper has with that
 * initial and surname.
 */
function withWord(source: Source, fits: (name: string) => boolean, written: (name: string) => string): Draw | null {
  const { paper, words, index, random } = source
  const names = paper.authors
    .slice(0, PRINTED)
    .filter((name) => /^\p{L}{2,}[\p{L}-]* (?:\p{L}+\.? )?\p{L}{2,}$/u.test(name) && fits(name))
  const telling = words.filter(isTelling)
  if (names.length === 0 || telling.length === 0) return null
  const [name, word] = [random.pick(names), random.pick(telling)]
  const meant = initialAndSurname(name)
  const fitting = index.titlesWith([word]).filter((position) =>
    index
      .paperAt(position)
      ?.authors.slice(0, PRINTED)
      .some((other) => initialAndSurname(other) === meant),
  )
  const named = written(name)
  return { text: named.includes(':') ? `${named} ${word}` : random.shuffle([named, word]).join(' '), alone: fitting.length === 1 }
}

const any = () => true
const swapped = (name: string) => [name.split(' ').at(-1), ...name.split(' ').slice(0, -1)].join(' ')

export const NAMES: readonly SetRule[] = [
  {
    name: 'whole name',
    rule: 'an author with the given name written out and one telling word of the title; no other paper has both',
    draw: (source) => withWord(source, any, (name) => name),
  },
  {
    name: 'name swapped',
    rule: 'the same with the surname first',
    draw: (source) => withWord(source, any, swapped),
  },
  {
    name: 'name without accents',
    rule: 'the same of a name with accents, typed without them',
    draw: (source) => withWord(source, (name) => plain(name) !== name, plain),
  },
  {
    name: 'umlaut written out',
    rule: 'the same of a surname with ä, ö or ü, typed as ae, oe or ue',
    draw: (source) =>
      withWord(
        source,
        (name) => /[äöü]/i.test(name.split(' ').at(-1) ?? ''),
        (name) => name.replace(/[äöü]/gi, (letter) => UMLAUTS[letter] ?? letter),
      ),
  },
  {
    name: 'hyphenated given name',
    rule: 'the same of a given name of two parts, which is typed joined where the paper hyphenates it and in two where it is joined',
    draw: (source) =>
      withWord(
        source,
        (name) => /^\p{Lu}\p{Ll}+-\p{L}+ /u.test(name),
        (name) =>
          source.random.below(2) === 0 ? name.replace('-', ' ') : name.replace(/-(\p{L})/u, (_, letter) => letter.toLowerCase()),
      ),
  },
  {
    name: 'whole name in author:',
    rule: 'the same as author:"Kaiming He" or author:Kaiming He',
    draw: (source) => withWord(source, any, (name) => (source.random.below(2) === 0 ? `author:"${name}"` : `author:${name}`)),
  },
  {
    name: 'whole name alone',
    rule: 'an author with the given name written out, of whom there is one paper',
    draw(source) {
      const drawn = withWord(source, any, (name) => name)
      const name = source.random.pick(source.paper.authors.slice(0, PRINTED))
      if (drawn === null || latinWords(name).length < 2) return null
      const meant = initialAndSurname(name)
      const all = source.index.papersOfSurname(meant.split(' ')[1] ?? '')
      const same = all.filter((position) =>
        source.index
          .paperAt(position)
          ?.authors.slice(0, PRINTED)
          .some((other) => initialAndSurname(other) === meant),
      )
      return { text: name, alone: same.length === 1 }
    },
  },
]
