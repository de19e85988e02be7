// Lists of papers in an answer: one line or one embed each, and the menu that opens one.
import type { APIEmbed } from 'discord-api-types/v10'
import type { ArchivedPaper, SearchHit, Snippet } from '../../../src/archive/archive.ts'
import { embedLength, withUniqueUrls } from '../../../src/render/message.ts'
import { categoryColour } from '../../../src/render/parts/colours.ts'
import { fitLine, fitNames, fitText } from '../../../src/render/parts/fit.ts'
import { mainLink, titleIn } from '../../../src/render/view.ts'
import type { Language } from '../../../src/text/bilingual.ts'
import { countCodePoints, graphemeEnds, longestPrefix } from '../../../src/text/graphemes.ts'
import { escapeMarkdown, oneLine } from '../../../src/text/markdown.ts'
import { firstSentence } from '../../../src/text/sentences.ts'

/** Title, the other title, `CV · 2021-07-10`. */
export function paperLine(paper: ArchivedPaper, number: number, language: Language, jump: string | null = null): string {
  const title = fitLine(titleIn(paper, language), 180)
  const link = jump ?? mainLink(paper, 300)
  const facts = [
    paper.categories
      .slice(0, 3)
      .map((code) => fitLine(code, 24))
      .join(', '),
    paper.date ?? '',
  ].filter((part) => part !== '')
  const second = otherTitle(paper, language)
  return [
    `**${number}.** ${link === null ? title : `[${title}](${link})`} · ${facts.join(' · ')}`,
    ...(second === null ? [] : [`-# ${fitLine(second, 160)}`]),
  ].join('\n')
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

/**
 * Most code points of a snippet, from the most generous: the first with which a whole page fits is
 * taken.
 */
const SNIPPETS = [260, 180, 110, 60, 0]

/** The papers of a page of results, within `room` characters for all of them. */
export function hitEmbeds(hits: readonly Hit[], language: Language, room: number): APIEmbed[] {
  const made = SNIPPETS.map((longest) => () => hits.map((hit) => hitEmbed(hit, language, longest)))
  let embeds: APIEmbed[] = []
  for (const make of made) {
    embeds = make()
    if (embeds.reduce((sum, embed) => sum + embedLength(embed), 0) <= room) break
  }
  return withUniqueUrls(embeds)
}

function hitEmbed({ paper, snippet, titles, number, jump }: Hit, language: Language, longest: number): APIEmbed {
  const url = mainLink(paper)
  const second = otherTitle(paper, language)
  const sides = language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const)
  const texts = sides.map((side) => passage(snippet[side], paper.abstract[side], longest)).filter((text) => text !== '')
  const people = [
    fitNames(paper.authors, 110, 4, (count) => `+${count}`),
    fitNames(paper.affiliations, 80, 2, (count) => `+${count}`),
  ]
  const facts = [
    paper.categories
      .slice(0, 3)
      .map((code) => fitLine(code, 24))
      .join(', '),
    paper.date ?? '',
    ...people,
  ].filter((part) => part !== '')
  const lines = [
    ...(second === null ? [] : [markedTitle(second, titles[sides[1]], 130, '**')]),
    ...texts,
    `-# ${facts.join(' · ')}`,
    ...(jump === null ? [] : [`[↪ ${jump.label}](${jump.url})`]),
  ]
  return {
    title: `${number}. ${markedTitle(titleIn(paper, language), titles[sides[0]], 160, '__')}`,
    ...(url === null ? {} : { url }),
    description: lines.join('\n'),
    color: categoryColour(paper.categories[0]),
  }
}

/** Where the query was found; the abstract's first sentence where it was found elsewhere. */
function passage(snippet: Snippet | null, abstract: string | null, longest: number): string {
  if (longest === 0) return ''
  if (snippet !== null && snippet.length > 0) return snippetText(snippet, longest)
  return abstract === null ? '' : fitText(firstSentence(abstract), longest).text
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
