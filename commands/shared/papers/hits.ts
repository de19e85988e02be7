// The papers of a page of results, two or three lines each.
import type { ArchivedPaper, SearchHit, Snippet } from '../../../src/archive/archive.ts'
import { LIMITS } from '../../../src/render/message.ts'
import { clipColumns, fitLine, fitNames, fitText, LINE } from '../../../src/render/parts/fit.ts'
import { linkMarkdown, linkTitle } from '../../../src/render/parts/link.ts'
import { mainLink, titleIn } from '../../../src/render/view.ts'
import type { Language } from '../../../src/text/bilingual.ts'
import { countCodePoints, graphemeEnds, longestPrefix } from '../../../src/text/graphemes.ts'
import { escapeMarkdown, oneLine } from '../../../src/text/markdown.ts'
import { firstSentence } from '../../../src/text/sentences.ts'
import { displayWidth } from '../../../src/text/width.ts'
import { factsOf, otherTitle } from './papers-list.ts'

export interface Hit {
  readonly paper: ArchivedPaper
  readonly number: number
  readonly snippet: SearchHit['snippet']
  readonly titles: SearchHit['titles']
  readonly jump: { readonly url: string; readonly label: string } | null
}

/** What one line of an embed holds, in code points: a Chinese character is twice as wide. */
const ONE_LINE: Readonly<Record<Language, number>> = { zh: LINE.text / 2, en: LINE.text }
/** The number before a title. */
const NUMBER = 5
const MAX_LINK = 200

/** Of all of them the description of an embed has room; where long addresses fill it, titles stay. */
export function hitTexts(hits: readonly Hit[], language: Language): string[] {
  const texts = hits.map((hit) => hitText(hit, language))
  const isTooLong = countCodePoints(texts.join('\n')) > LIMITS.embedDescription - 800
  return isTooLong ? hits.map(({ paper, number }) => `**${number}.** ${fitLine(titleIn(paper, language), 120)}`) : texts
}

/** A title of two lines leaves no room for the passage, unless only that has what was found. */
function hitText({ paper, snippet, titles, number, jump }: Hit, language: Language): string {
  const sides = language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const)
  const title = titleIn(paper, language)
  const isLong = displayWidth(title) > LINE.text - NUMBER
  const text = passage(sides, snippet, paper)
  const hasPassage = text !== '' && (!isLong || (titles[sides[0]] === null && text.includes('**')))
  const columns = (hasPassage ? 1 : 2) * (LINE.text - NUMBER)
  const found = isLong && hasPassage ? null : titles[sides[0]]
  const head = `**${number}.** ${linkedTitle(clipColumns(title, columns), found, mainLink(paper, MAX_LINK))}`
  return [head, ...(hasPassage ? [text] : []), `-# ${factsLine(paper, titles[sides[1]], jump, language)}`].join('\n')
}

function linkedTitle(title: string, found: Snippet | null, link: string | null): string {
  const isWhole = found !== null && oneLine(found.map(({ text }) => text).join('')) === title
  const marked = isWhole && !title.includes('://') ? linkMarkdown(snippetText(found, 300, '__'), link) : null
  return marked ?? linkTitle(title, link, 250)
}

/** Day, categories, first author, where it was posted, and as much of the other title as fits. */
function factsLine(paper: ArchivedPaper, found: Snippet | null, jump: Hit['jump'], language: Language): string {
  const author = fitNames(paper.authors.slice(0, 1), 30, 1, () => '')
  const plain = [...factsOf(paper), author + (paper.authors.length > 1 ? ` +${paper.authors.length - 1}` : '')]
  const facts = [...plain.filter((part) => part !== ''), ...(jump === null ? [] : [`[↪ ${jump.label}](${jump.url})`])]
  const used = displayWidth([...plain, jump === null ? '' : `↪ ${jump.label}`].join(' · '))
  const second = otherTitle(paper, language)
  const room = LINE.small - used - 3
  if (second === null || room < 16) return facts.join(' · ')
  const limit = Math.floor((room * countCodePoints(second)) / Math.max(1, displayWidth(second)))
  return [...facts, markedTitle(second, found, limit)].join(' · ')
}

/**
 * Where the query was found, in the reader's language before the other; the abstract's first
 * sentence where it was found elsewhere.
 */
function passage(sides: readonly Language[], snippet: SearchHit['snippet'], paper: ArchivedPaper): string {
  for (const side of sides) {
    const found = snippet[side]
    if (found?.some(({ match }) => match)) return snippetText(aroundMatch(found, ONE_LINE[side]), ONE_LINE[side])
  }
  const side = sides.find((one) => paper.abstract[one] !== null)
  return side === undefined ? '' : fitText(firstSentence(paper.abstract[side] ?? ''), ONE_LINE[side]).text
}

/** The snippet from shortly before its first match, so that the match is on the line. */
function aroundMatch(snippet: Snippet, room: number): Snippet {
  const first = snippet.findIndex(({ match }) => match)
  const before = snippet
    .slice(0, first)
    .map(({ text }) => text)
    .join('')
  const ends = graphemeEnds(before)
  const kept = Math.floor(room / 3)
  if (ends.length <= kept) return snippet
  const tail = before.slice(ends[ends.length - kept - 1])
  return [{ text: `…${/\s/.test(tail) ? tail.replace(/^\S*\s+/u, '') : tail}`, match: false }, ...snippet.slice(first)]
}

/** A title with what was found in it bold. */
function markedTitle(title: string, found: Snippet | null, limit: number): string {
  const isWhole = found !== null && oneLine(found.map(({ text }) => text).join('')) === title
  return isWhole ? snippetText(found, limit) : fitLine(title, limit)
}

/** A link has its own look: what was found in it is underlined. */
type Mark = '**' | '__'

/**
 * What the query found is bold. Neighbouring pieces are joined: `**a****b**` would show stars.
 */
export function snippetText(snippet: Snippet, limit: number, bold: Mark = '**'): string {
  let text = ''
  let open = false
  for (const piece of snippet) {
    const escaped = escapeMarkdown(piece.text.replace(/\s+/gu, ' '))
    if (escaped === '') continue
    const isBold = piece.match && escaped.trim() !== ''
    const mark = isBold === open ? '' : bold
    const room = limit - countCodePoints(text) - mark.length - 3
    if (countCodePoints(escaped) > room) {
      // What is cut is shown plain: a bold half of a word would say that this half was found.
      const head = longestPrefix(piece.text, graphemeEnds(piece.text), (part) => countCodePoints(escapeMarkdown(part)) <= room)
      return `${text}${open ? bold : ''}${escapeMarkdown(head.replace(/\s+/gu, ' ')).trimEnd()}…`
    }
    // Stars next to a space are stars: the space goes outside.
    if (isBold && !open) text += `${/^\s*/.exec(escaped)?.[0] ?? ''}${bold}${escaped.trimStart()}`
    else if (!isBold && open) text = `${text.trimEnd()}${bold}${text.slice(text.trimEnd().length)}${escaped}`
    else text += escaped
    open = isBold
  }
  return open ? `${text.trimEnd()}${bold}` : text
}
