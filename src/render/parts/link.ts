// A title that leads somewhere, whatever is in the title.
import { countCodePoints, graphemeEnds, longestPrefix } from '../../text/graphemes.ts'
import { escapeMarkdown, oneLine } from '../../text/markdown.ts'
import { fitLine } from './fit.ts'

/** How Discord's clients find the text of `[text](address)`: they do not see backslashes. */
const LINK_TEXT = /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(/
/** An address in the text of a link makes the whole link plain text; this mark is not seen. */
const JOINER = '\u2060'
const RIGHT_TO_LEFT = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}]/u

/**
 * `[title](url)`; where brackets in the title would break that, the title and an arrow with the link.
 * `limit` is for the title; the rest adds at most the address and eight characters.
 */
export function linkTitle(title: string, url: string | null, limit: number): string {
  const line = oneLine(title)
  if (url === null) return withDirection(fitLine(line, limit - 2), line)
  const text = fitLinkText(line, limit - 2)
  if (isLinkText(text)) return `[${withDirection(text, line)}](${url})`
  return `${withDirection(fitLine(line, limit - 2), line)} [→](${url})`
}

/** The same for a title that is finished markdown; null where it can not be the text of a link. */
export function linkMarkdown(text: string, url: string | null): string | null {
  if (url === null) return text
  return isLinkText(text) ? `[${text}](${url})` : null
}

/** A left-to-right mark behind text that runs the other way: what follows stays behind it. */
const withDirection = (text: string, line: string) => (RIGHT_TO_LEFT.test(line) ? `${text}\u200e` : text)

function fitLinkText(line: string, limit: number): string {
  const whole = linkText(line)
  if (countCodePoints(whole) <= limit) return whole
  const head = longestPrefix(line, graphemeEnds(line), (prefix) => countCodePoints(linkText(prefix)) < limit)
  return `${linkText(head)}…`
}

/** Addresses are taken apart first: what is left has none that would be a link of its own. */
const linkText = (line: string) =>
  line
    .split('://')
    .map((part) => escapeMarkdown(part))
    .join(`:${JOINER}//`)

const isLinkText = (text: string) => LINK_TEXT.exec(`[${text}](x)`)?.[1] === text
