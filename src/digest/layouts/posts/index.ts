// Posts of a micro-blog, one paper a line, alone or on a copied page with its counters and other
// posts between them.
import { createCharacterTest } from '../../../text/character-test.ts'
import { languageOf } from '../../../text/script.ts'
import { classify } from '../../constructs/index.ts'
import { isDayLine } from '../../dates/day-line.ts'
import type { Line } from '../../lines/lines.ts'
import { resolveNumbered } from '../../outline/numbered.ts'
import type { Item, Token } from '../../tokens.ts'
import { type Layout, pieceOf, type Survey } from '../layout.ts'
import { type Post, readPost } from './post.ts'

export const posts: Layout = {
  name: 'posts',
  title: 'one paper a line, its title in 《》',
  signs: (survey) => openings(survey).map(({ number, text }) => ({ line: number, what: text })),
  read,
}

function openings({ beginningWith, holds, lines }: Survey): readonly Line[] {
  if (!holds('《')) return []
  const alone = titlesAlone(lines)
  return beginningWith(beginsPost).filter((line) => alone.has(line) || readPost(line.text)?.isPaper === true)
}

const ALONE =
  /^(?:[*＊★☆⭐🌟]\ufe0f?){0,4}\s*(?:\d{1,3}\s*[、.．)）:：]\s*)?(?:【(?![A-Z]{2}[】/,、 ])[^】]{1,120}】\s*)?(?:[*＊★☆⭐🌟]\ufe0f?)?《[^《》]{3,400}》\s*(?:[(（](?:19|20)\d{2}[)）])?$/u
const MAX_LOOK = 4
/** `[Lab & Lab] (2020)`, and the year alone. */
const YEAR_BEHIND = /^(?:([[［【][^[\]［］【】]{2,600}[\]］】])\s*)?[(（]\s*(?:19|20)\d{2}\s*[)）]$/

/** Titles on lines of their own, with their authors or their places and an address below. */
function titlesAlone(lines: readonly Line[]): ReadonlySet<Line> {
  return new Set(lines.filter(({ text }, i) => text.includes('《') && ALONE.test(text) && hasFields(lines, i)))
}

function hasFields(lines: readonly Line[], title: number): boolean {
  const below = lines.slice(title + 1, title + 1 + MAX_LOOK)
  const end = below.findIndex(({ text }) => ALONE.test(text))
  const kinds = classify(end === -1 ? below : below.slice(0, end)).map(({ line, token }) =>
    YEAR_BEHIND.test(line.text) ? 'affiliations' : token.kind === 'people' && !token.sure ? 'prose' : token.kind,
  )
  const count = (['people', 'affiliations', 'links'] as const).filter((kind) => kinds.includes(kind)).length
  return count > 1 && kinds[0] !== 'boilerplate'
}

const beginsPost = createCharacterTest(/[《*＊★☆⭐【\d]/)

const PAGE: Token = { kind: 'boilerplate', closes: false }
/** The sign of a link or a name as a copy leaves it, and counters with the rest of a picture. */
const OF_PAGE =
  /^O(?=[\u4e00-\u9fff])|^(?:展开|收起)(?:全文)?\s*[a-z]?$|\sO(?:网页链接|\S{1,20}的微博视频)\s*$|^(?:收藏|转发)[^。]{0,40}[赞\u00f1]\D{0,3}\d*$/
/**
 * Another post that may be a paper's after all: its address at arXiv, or its places and its year.
 */
const PAPER = /arxiv\.org\/|[[【][^\]】]{2,300}[\]】]\s*[(（](?:19|20)\d{2}[)）]|^[*＊★]?《[^》]{0,80}[A-Za-z]{3} [^》]{0,200}》$/
const UNREAD: Token = { kind: 'unread' }
/** What a page has below each post. */
const BELOW_POST = /^(?:微博位置|发布时间|发布工具|点赞数|转发数|评论数)\s*[:：]/

function read({ lines }: Survey): readonly Item[] {
  const isPage = lines.some(({ text }) => BELOW_POST.test(text))
  let isOther = false
  let isHead = true
  const alone = titlesAlone(lines)
  const items = lines.flatMap((line): readonly Item[] => {
    const post = readPost(line.text)
    if (post !== null && (post.isPaper || alone.has(line))) {
      isOther = false
      isHead = false
      return itemsOf(line, post)
    }
    const [year, places] = isOther || isHead ? [] : (YEAR_BEHIND.exec(line.text) ?? [])
    if (year !== undefined) return places === undefined ? [{ line, token: PAGE }] : classify([{ ...line, text: places }])
    if (BELOW_POST.test(line.text)) {
      isOther = true
      return [{ line, token: PAGE }]
    }
    const [item] = classify([line])
    if (item?.token.kind === 'boilerplate' || OF_PAGE.test(line.text)) {
      // Behind counters, buttons and stamps the post is over.
      isOther = !isHead
      return [{ line, token: PAGE }]
    }
    // On a page with counters, what is not a paper is another post, in front of the papers too.
    const isPost = isOther || post !== null || (isPage && isHead && !isDayLine(line.text))
    return isPost || item === undefined ? [{ line, token: PAPER.test(line.text) ? UNREAD : PAGE }] : [item]
  })
  return resolveNumbered(items)
}

function itemsOf(line: Line, post: Post): readonly Item[] {
  const piece = (text: string) => pieceOf(line, text)
  const { number, starred, title, lead, authors, places, links, rest } = post
  return [
    { line: { ...line, text: title }, token: { kind: 'heading', number, categories: [], starred, title, links: [] } },
    ...(lead === null ? [] : [{ line: piece(lead), token: { kind: 'label', field: 'title.zh', rest: lead } as const }]),
    ...(authors.length === 0
      ? []
      : [{ line: piece(authors.join(', ')), token: { kind: 'people', names: authors, sure: true } as const }]),
    ...(places.length === 0
      ? []
      : [{ line: piece(places.join(' & ')), token: { kind: 'affiliations', names: places, open: false } as const }]),
    ...(/\p{L}{2}/u.test(rest) ? [{ line: piece(rest), token: { kind: 'prose', language: languageOf(rest) } as const }] : []),
    ...(links.length === 0 ? [] : [{ line: piece(links.join(' ')), token: { kind: 'links', urls: links } as const }]),
  ]
}
