// *《English title》A Author, B Author [Lab & Lab] (2020) https://… view:https://… GitHub:https://… [组图共4张] 原图
// A paper in one line, as it was posted; the star marks it, the rest may be missing.

import { isName, splitPeople } from '../../../names/split-people.ts'
import { createTrim } from '../../../text/edges.ts'
import { languageOf } from '../../../text/script.ts'
import { isChineseName } from '../../constructs/names/chinese-names.ts'
import { splitPlaces } from '../../constructs/names/places.ts'

export interface Post {
  readonly number: number | null
  readonly starred: boolean
  readonly title: string
  /** 【…】 in front of the title. */
  readonly lead: string | null
  readonly authors: readonly string[]
  readonly places: readonly string[]
  readonly links: readonly string[]
  /** What a reader would read on: a sentence behind the addresses. */
  readonly rest: string
  /**
   * A year, places, or authors with an address: other posts of a page have a title in 《》 as well.
   */
  readonly isPaper: boolean
}

const MAX_POST = 4000
const OPENING =
  /^(?:[*＊★☆⭐🌟]\ufe0f?){0,4}\s*(?:(?<number>\d{1,3})\s*[、.．)）:：]\s*)?(?<star>(?:[*＊★☆⭐🌟]\ufe0f?){0,4})\s*(?:【(?<lead>[^】]{1,120})】\s*)?(?<mark>[*＊★☆⭐🌟]?)《(?<title>[^《》]{3,400})》\s*(?<body>.*)$/su
const STARRED = /^[*＊★☆⭐🌟]/u
const ADDRESS =
  /(?:(?:[A-Za-z]{2,12}|\p{Script=Han}{2,4})\s*)?(?:[:：]\s*)?(https?:\/\/[^\s\u3000-\u9fff\uff00-\uffef<>"'，。；]+)/gu
const YEAR = /[(（]\s*(?:[A-Za-z][\w &@'-]{0,40}\s*)?[12]\d{3}(?:[.\-/年]\d{1,2}){0,2}\s*[)）]/
const PLACES = /[[［【]([^[\]［］【】]{2,600})[\]］】]/
const EMPTY = /[[［]\s*[\]］]/g
const PAGE =
  /(?:#[^#\s][^#]{0,30}#|[[［]?组图共\s*\d+\s*张[\]］]?|(?<!\S)原图(?!\S)|网页链接|(?:展开|收起)(?:全文)?\s*[ca-z]?$|全文$|\S{1,20}的微博视频|\u200b)/g

/** A post may speak of something else first, and of the paper behind it. */
const PAPER_BEHIND = /(?:paper|论文|文章|pdf)\s*[:：]?\s*(?=[*＊]?《)/i

/** `今日推荐` has the length of a name, and no surname. */
function isPerson(name: string): boolean {
  return isName(name) && (/^\p{Script=Latin}/u.test(name) || isChineseName(name))
}

const withoutStops = createTrim(null, /[.,;:)\]]/)

/** 【论文】 and 【今日推荐】 name a kind of post. */
function isTitle(lead: string): boolean {
  return (lead.match(/[\u3400-\u9fff]/g)?.length ?? 0) >= MIN_TITLE
}

const MIN_TITLE = 6

const SECOND = /^《([^《》]{3,400})》\s*/

/** `《中文标题》《English title》` */
function withoutSecondTitle(title: string, lead: string | undefined, body: string) {
  const [written = '', second] = SECOND.exec(body) ?? []
  const languages = second === undefined ? null : `${languageOf(title)} ${languageOf(second)}`
  if (second === undefined || (languages !== 'zh en' && languages !== 'en zh')) return { title, lead, body }
  const rest = body.slice(written.length)
  return languages === 'zh en' ? { title: second, lead: title, body: rest } : { title, lead: second, body: rest }
}

export function readPost(written: string): Post | null {
  if (written.length > MAX_POST || !written.includes('《')) return null
  const behind = PAPER_BEHIND.exec(written)
  const text = behind === null || behind.index === 0 ? written : written.slice(behind.index + behind[0].length)
  const groups = OPENING.exec(text)?.groups
  if (groups === undefined) return null
  const { number, star = '', mark = '' } = groups
  const { title, lead, body } = withoutSecondTitle(groups.title ?? '', groups.lead, groups.body ?? '')
  const links = [...body.matchAll(ADDRESS)].map(([, address = '']) => withoutStops(address))
  const plain = body.replace(ADDRESS, ' ').replace(PAGE, ' ').replace(EMPTY, ' ')
  const places = PLACES.exec(plain)
  const year = YEAR.exec(plain)
  const end = Math.min(places?.index ?? plain.length, year?.index ?? plain.length)
  const before = plain.slice(0, end).trim()
  const isBy = /^(?:by|作者\s*[:：])\s*/i.test(before)
  const authors = splitPeople(before.replace(/^(?:by|作者\s*[:：])\s*/i, ''))
  const areNames = authors.length > 0 && authors.filter(isPerson).length * 5 >= authors.length * 4
  const after = Math.max(areNames ? end : 0, places ? places.index + places[0].length : 0, year ? year.index + year[0].length : 0)
  return {
    number: number === undefined ? null : Number(number),
    starred: STARRED.test(text) || star !== '' || mark !== '',
    title: title.trim(),
    lead: lead !== undefined && isTitle(lead) ? lead : null,
    authors: areNames ? authors : [],
    places: places ? splitPlaces(places[1] ?? '') : [],
    links,
    rest: [areNames ? '' : before, plain.slice(after)].join(' ').replace(/\s+/g, ' ').trim(),
    isPaper: areNames ? year !== null || places !== null || (!isBy && links.length > 0) : places !== null && year !== null,
  }
}
