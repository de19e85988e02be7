// Lists of papers in an answer: one line or one embed each, and the menu that opens one.
import type { APIEmbed } from 'discord-api-types/v10'
import type { ArchivedPaper, SearchHit, Snippet } from '../../../src/archive/archive.ts'
import { withUniqueUrls } from '../../../src/render/message.ts'
import { categoryColour } from '../../../src/render/parts/colours.ts'
import { fitLine, fitNames, fitText } from '../../../src/render/parts/fit.ts'
import { linkTitle } from '../../../src/render/parts/link.ts'
import { mainLink, titleIn } from '../../../src/render/view.ts'
import type { Language } from '../../../src/text/bilingual.ts'
import { countCodePoints, graphemeEnds, longestPrefix } from '../../../src/text/graphemes.ts'
import { escapeMarkdown, oneLine } from '../../../src/text/markdown.ts'
import { firstSentence } from '../../../src/text/sentences.ts'

/**
 * The title, and a line below with the day, the categories and the other title. The line begins
 * with the day: a date in the middle of one would break at its hyphens.
 */
export function paperLine(paper: ArchivedPaper, number: number, language: Language, jump: string | null = null): string {
  const link = jump ?? mainLink(paper, 300)
  const second = otherTitle(paper, language)
  const facts = [...factsOf(paper), ...(second === null ? [] : [fitLine(second, 160)])]
  return [
    `**${number}.** ${linkTitle(titleIn(paper, language), link, 180)}`,
    ...(facts.length === 0 ? [] : [`-# ${facts.join(' · ')}`]),
  ].join('\n')
}

function factsOf(paper: ArchivedPaper): readonly string[] {
  const codes = paper.categories.slice(0, 3).map((code) => fitLine(code, 24))
  return [paper.date ?? '', codes.join(', ')].filter((part) => part !== '')
}

function otherTitle(paper: ArchivedPaper, language: Language): string | null {
  const other = oneLine(paper.title[language === 'zh' ? 'en' : 'zh'] ?? '')
  return other === '' || other === titleIn(paper, language) ? null : other
}

export interface Hit {
  readonly paper: ArchivedPaper
  readonly number: number
  readonly snippet: SearchHit['snippet']
  readonly titles: SearchHit['titles']
  readonly jump: { readonly url: string; readonly label: string } | null
}

/** What one line of an embed holds, in code points: a Chinese character is twice as wide. */
const ONE_LINE: Readonly<Record<Language, number>> = { zh: 34, en: 68 }

/** The papers of a page of results: a title and two lines each, so that five fit a window. */
export function hitEmbeds(hits: readonly Hit[], language: Language): APIEmbed[] {
  return withUniqueUrls(hits.map((hit) => hitEmbed(hit, language)))
}

function hitEmbed({ paper, snippet, titles, number, jump }: Hit, language: Language): APIEmbed {
  const url = mainLink(paper)
  const second = otherTitle(paper, language)
  const sides = language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const)
  const facts = [
    ...factsOf(paper),
    fitNames(paper.authors.slice(0, 1), 30, 1, () => '') + (paper.authors.length > 1 ? ` +${paper.authors.length - 1}` : ''),
    ...(jump === null ? [] : [`[↪ ${jump.label}](${jump.url})`]),
    second === null ? '' : markedTitle(second, titles[sides[1]], ONE_LINE[sides[1]] - 4, '**'),
  ].filter((part) => part !== '')
  const lines = [passage(sides, snippet, paper), `-# ${facts.join(' · ')}`].filter((line) => line !== '')
  return {
    title: `${number}. ${markedTitle(titleIn(paper, language), titles[sides[0]], 120, '__')}`,
    ...(url === null ? {} : { url }),
    description: lines.join('\n'),
    color: categoryColour(paper.categories[0]),
  }
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

/** A title with what was found in it marked; whole and bold, or as it is, where nothing was. */
function markedTitle(title: string, found: Snippet | null, limit: number, mark: Mark): string {
  const isWhole = found !== null && oneLine(found.map(({ text }) => text).join('')) === title
  if (isWhole) return snippetText(found, limit, mark)
  const fitted = fitLine(title, limit)
  return mark === '**' ? `**${fitted}**` : fitted
}

/** A heading is bold already: what was found in it is underlined. */
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
