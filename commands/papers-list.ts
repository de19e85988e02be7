// Lists of papers in an answer: one line or one embed each, and the menu that opens one.
import type { APIEmbed } from 'discord-api-types/v10'
import type { ArchivedPaper, Snippet } from '../src/archive/archive.ts'
import { categoryColour } from '../src/render/colours.ts'
import { fitLine, fitNames, fitText } from '../src/render/fit.ts'
import { mainLink, titleIn } from '../src/render/view.ts'
import type { Language } from '../src/text/bilingual.ts'
import { countCodePoints } from '../src/text/graphemes.ts'
import { escapeMarkdown, oneLine } from '../src/text/markdown.ts'
import { firstSentence } from '../src/text/sentences.ts'

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

export interface HitParts {
  readonly number: number
  readonly snippets: readonly (Snippet | null)[]
  readonly jump: { readonly url: string; readonly label: string } | null
}

/** One paper of a page of results. Five of them, and a heading, stay within the 6000 characters of a message. */
export function hitEmbed(paper: ArchivedPaper, language: Language, parts: HitParts): APIEmbed {
  const url = mainLink(paper)
  const second = otherTitle(paper, language)
  const shown = parts.snippets.flatMap((snippet) => (snippet === null || snippet.length === 0 ? [] : [snippetText(snippet, 260)]))
  const abstract = paper.abstract[language] ?? paper.abstract[language === 'zh' ? 'en' : 'zh']
  const texts = shown.length > 0 || abstract === null ? shown : [fitText(firstSentence(abstract), 260).text]
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
    ...(second === null ? [] : [`**${fitLine(second, 130)}**`]),
    ...texts,
    `-# ${facts.join(' · ')}`,
    ...(parts.jump === null ? [] : [`[↪ ${parts.jump.label}](${parts.jump.url})`]),
  ]
  return {
    title: `${parts.number}. ${fitLine(titleIn(paper, language), 160)}`,
    ...(url === null ? {} : { url }),
    description: lines.join('\n'),
    color: categoryColour(paper.categories[0]),
  }
}

/** What the query found is bold. Pieces beside each other are joined: `**a****b**` would show stars. */
export function snippetText(snippet: Snippet, limit: number): string {
  let text = ''
  let open = false
  for (const piece of snippet) {
    const escaped = escapeMarkdown(piece.text.replace(/\s+/gu, ' '))
    if (escaped === '') continue
    const isBold = piece.match && escaped.trim() !== ''
    const mark = isBold === open ? '' : '**'
    if (countCodePoints(text) + countCodePoints(mark + escaped) + 3 > limit) {
      text += `${open ? '**' : ''}…`
      return text
    }
    // Stars next to a space are stars: the space goes outside.
    if (isBold && !open) text += `${/^\s*/.exec(escaped)?.[0] ?? ''}**${escaped.trimStart()}`
    else if (!isBold && open) text = `${text.trimEnd()}**${text.slice(text.trimEnd().length)}${escaped}`
    else text += escaped
    open = isBold
  }
  return open ? `${text.trimEnd()}**` : text
}
