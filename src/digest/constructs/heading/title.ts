// [Title](https://…)      Title [[pdf](https://…)] [[code](https://…)]
// Title https://… 网页链接      Title [PDF] [Code]
// A title and the addresses that it is linked to or that follow it.
import { createTrim } from '../../../text/edges.ts'
import { absolute, isLinkName, link } from '../link.ts'

export interface LinkedTitle {
  readonly title: string
  readonly links: readonly string[]
  /** What follows a linked title and is not a name of a link, such as a venue or categories. */
  readonly behind: string
}

const MARKDOWN_LINK =
  /(!?)\[((?:[^[\]\n]|\[[^[\]\n]{0,200}\]){0,1000})\]\(\s*<?([^\s)>]{1,2000})>?(?:\s+["'][^"'\n]{0,200}["'])?\s*\)/g
const ADDRESS = /https?:\/\/[^\s<>"'`，、。；：！？（）【】「」《》\u3400-\u9fff)\]]{1,2000}/
/** A link of Markdown, with or without brackets around it, or an address by itself. */
const LINK = new RegExp(`[[【(（]?${MARKDOWN_LINK.source}[\\]】)）]?|[<(（【[]?(${ADDRESS.source})[>)）】\\]]?`, 'gi')
/** `[PDF]`, `(code)`, `【论文】` without addresses, as a copy leaves them. */
const NAME = '(?:pdf|code|arxiv|paper|project|page|link|html|abs|ps|other|demo|video|论文|代码|项目|链接|原文)'
const BUTTONS = new RegExp(`(?:\\s*[[【(（]${NAME}(?:\\s?[,，/|]\\s?${NAME}){0,5}[\\]】)）])+\\s*$`, 'i')
const LAST_NAMES = /\s+(?:网页链接|原文链接|论文链接|链接)\s*$/
const withoutEdges = createTrim(/[\s|·,，;；:：—–-]/, /[\s|·,，;；:：—–-]/)
const withoutEnd = createTrim(null, /[\s|·,，;；—–-]/)
const MAX_TITLE = 4000
const MAX_IDENTIFIER = 80

interface Found {
  readonly start: number
  readonly end: number
  /** Null for an address by itself. */
  readonly words: string | null
  readonly url: string
}

export function readTitle(text: string): LinkedTitle {
  const bare = withoutButtons(text)
  if (!bare.includes('](') && !bare.includes('://')) {
    // An identifier is not a title: `[1] arXiv:2103.03206`.
    const named = bare.length < MAX_IDENTIFIER && /\d/.test(bare) ? link.read(bare) : null
    return named?.kind === 'links' ? { title: '', links: named.urls, behind: '' } : { title: bare, links: [], behind: '' }
  }
  const links = findLinks(bare.slice(0, MAX_TITLE))
  const [first] = links
  if (first === undefined) return { title: bare, links: [], behind: '' }
  const isLinked = first.words !== null && first.words !== '' && !isLinkName(first.words) && isEdge(bare.slice(0, first.start))
  if (isLinked) return linkedTitle(bare, first, links)
  const end = titleEnd(bare, links)
  return { title: withoutLinks(bare.slice(0, end), links), links: links.flatMap(addressOf), behind: '' }
}

function withoutButtons(text: string): string {
  const tail = text.slice(-80)
  if (!/[\]】)）接]\s*$/.test(tail)) return text
  const bare = tail.replace(LAST_NAMES, '').replace(BUTTONS, '')
  return bare === tail ? text : (text.slice(0, -80) + bare).trim()
}

function findLinks(text: string): Found[] {
  return [...text.matchAll(LINK)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    words: match[2] ?? null,
    url: match[3] ?? match[4] ?? '',
  }))
}

/** `[Title](https://…) (Oral) [code](https://…)`: what is linked is the title. */
function linkedTitle(text: string, first: Found, links: readonly Found[]): LinkedTitle {
  const words = (first.words ?? '').trim()
  const isPartOfMore = continues(text, first, links)
  const title = isPartOfMore ? withoutLinks(text, links) : words
  const behind = isPartOfMore ? '' : withoutLinks(text.slice(first.end), links.slice(1), first.end)
  return { title, links: links.flatMap(addressOf), behind: withoutEdges(behind) }
}

/** "[Attention](https://…) is all you need": words in lower case go on behind the link. */
function continues(text: string, first: Found, links: readonly Found[]): boolean {
  const next = text.slice(first.end, links[1]?.start)
  return /^\s+(?:\p{Ll}{2,}\s+){1,}\p{L}/u.test(next) && !/^\s+(?:by|in|at|et)\s/.test(next)
}

/** From here to the end stand only links and their names. */
function titleEnd(text: string, links: readonly Found[]): number {
  let end = text.length
  for (let i = links.length - 1; i >= 0; i--) {
    const link = links[i]
    if (link === undefined) break
    const between = text.slice(link.end, end)
    if (!isEdge(between) && !isLinkName(between)) break
    end = link.start
  }
  const name = /\s+[|·(（[【]?\s*(\p{L}{1,12}[:：])\s*$/u.exec(text.slice(0, end).slice(-24))
  return end < text.length && name !== null && isLinkName(name[1] ?? '') ? end - name[0].length : end
}

function isEdge(text: string): boolean {
  return withoutEdges(text).replace(/^[()（）[\]【】<>《》\s]+$/, '') === ''
}

function withoutLinks(text: string, links: readonly Found[], offset = 0): string {
  let plain = ''
  let from = 0
  for (const { start, end, words, url } of links) {
    if (end - offset > text.length) break
    plain += `${text.slice(from, start - offset)}${words !== null && !isLinkName(words) ? words : url === '' ? '' : ' '}`
    from = end - offset
  }
  return withoutEnd(`${plain}${text.slice(from)}`.replace(/\s{2,}/g, ' ')).trim()
}

/** Only addresses of the web: an anchor or a page of the same site is none of the paper. */
function addressOf({ url }: Found): string[] {
  return /^https?:\/\//i.test(url) ? [absolute(url)] : []
}
