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

function openings({ beginningWith, holds }: Survey): readonly Line[] {
  return !holds('《') ? [] : beginningWith(beginsPost).filter(({ text }) => readPost(text)?.isPaper === true)
}

const beginsPost = createCharacterTest(/[《*＊★☆⭐【\d]/)

const PAGE: Token = { kind: 'boilerplate', closes: false }
/** The sign of a link or a name as a copy leaves it, and counters with the rest of a picture. */
const OF_PAGE =
  /^O(?=[\u4e00-\u9fff])|^(?:展开|收起)(?:全文)?\s*[a-z]?$|\sO(?:网页链接|\S{1,20}的微博视频)\s*$|^(?:收藏|转发)[^。]{0,40}[赞\u00f1]\D{0,3}\d*$/
/** Another post that may be a paper's after all: its address at arXiv, or its places and its year. */
const PAPER = /arxiv\.org\/|[[【][^\]】]{2,300}[\]】]\s*[(（](?:19|20)\d{2}[)）]|^[*＊★]?《[^》]{0,80}[A-Za-z]{3} [^》]{0,200}》$/
const UNREAD: Token = { kind: 'unread' }
/** What a page has below each post. */
const BELOW_POST = /^(?:微博位置|发布时间|发布工具|点赞数|转发数|评论数)\s*[:：]/

function read({ lines }: Survey): readonly Item[] {
  const isPage = lines.some(({ text }) => BELOW_POST.test(text))
  let isOther = false
  let isHead = true
  const items = lines.flatMap((line): readonly Item[] => {
    const post = readPost(line.text)
    if (post?.isPaper) {
      isOther = false
      isHead = false
      return itemsOf(line, post)
    }
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
