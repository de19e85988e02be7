// LG - 机器学习 CV - 计算机视觉 CL - 计算与语言      AI：人工智能      GR 图形学
// (*表示值得重点关注)
// One pair or several on a line; the star's meaning may stand behind them or alone.
import { CATEGORIES } from '../../../text/categories.ts'
import { createCharacterTest } from '../../../text/character-test.ts'
import { createMemo } from '../../../text/memo.ts'
import { hasCjk } from '../../../text/script.ts'
import type { Construct, Token } from '../../tokens.ts'

const PAIR =
  /(?<![A-Za-z\d-])([A-ZＡ-Ｚ][A-Za-zＡ-Ｚ]{1,4}(?:-[A-Z]{2,5})?)[\]】］)）]?(?:\s+[-–—－]{1,2}\s+|\s*[-–—－]{1,2}\s*(?=[\u3400-\u9fff])|\s*(?:[:：=＝~～→]|->)\s*)/g
/** A known code right before its name, with a blank or nothing between. */
const LOOSE_PAIR = /(?<=^|[\s,，;；、|/])([A-Z]{2,3})\s*(?=[\u3400-\u9fff])/g
const LOOSE = /^(?:[A-Z]{2,3}\s*[\u3400-\u9fff、与和及]{2,14}(?:[\s,，;；|/·]+|$))+$/
const LEAD = /^[\s#*_>([【［（]*(?:(?:图例|说明|分类|类别|注|legend|categories|note)\s*[:：]\s*[[【［(（]?)?$/i
/** `图例:` on a line of its own, above the pairs. */
const ALONE = /^[\s#*_>([【［（]*(?:图例|类别说明|分类说明|legend)(?:[\s\]】］)）*_]*[:：])?[\s\]】］)）*_]*$/i
/** A cheap look before the costly one: a code and a dash or colon near the beginning. */
const FIRST =
  /^[^A-ZＡ-Ｚ]{0,16}(?:[Ll]egend|[Cc]ategories|[Nn]ote)?[^A-ZＡ-Ｚ]{0,6}[A-ZＡ-Ｚ][A-Za-zＡ-Ｚ-]{1,9}[\]】］)）]?\s*[-–—－:：=＝~～→]/
const isFirstEdge = createCharacterTest(/[\s,，;；、|/·。.]/)
const isLastEdge = createCharacterTest(/[\s,，;；、|/·。.()（）[\]【】［］]/)
const STAR = /(?:[(（]\s*)?[*＊★☆⭐]\s*(?:(?:号|标记)\s*)?(?:表示|代表|为|[:：=]|means)\s*[^)）]{1,30}[)）]?/i
const ANY_STAR = /[*＊★☆⭐]/
const MAX_NAME = 30

export const legend: Construct = {
  name: 'legend',
  starts: /[A-ZＡ-Ｚ图说分类注LCNlcn#*＊★☆⭐_>([【［（]/,
  maxLength: 600,
  read: readLegend,
  plain: { starts: /[A-Z]/, read: readPlain },
}

/** Nearly every legend: `LG - 机器学习 CV - 计算机视觉`, and nothing else. */
const PLAIN = /^[A-Z]{2,3} - [\u4e00-\u9fff]{1,30}(?: [A-Z]{2,3} - [\u4e00-\u9fff]{1,30})+$/

function readPlain(text: string): Token | null {
  return text.startsWith(' - ', 2) || text.startsWith(' - ', 3) ? readPairs(text) : null
}

/** A series has the same legend in each of its digests. */
const readPairs = createMemo((text): Token | null => {
  if (!PLAIN.test(text)) return null
  const words = text.split(' ')
  const names: Record<string, string> = {}
  for (let i = 0; i < words.length; i += 3) names[words[i] ?? ''] = words[i + 2] ?? ''
  return { kind: 'legend', names }
})

function readLegend(text: string): Token | null {
  const loose = readLoose(text)
  if (loose !== null) return { kind: 'legend', names: loose }
  if (!mayBegin(text)) return null
  const hasStar = ANY_STAR.test(text)
  if (!hasStar && !FIRST.test(text) && !ALONE.test(text)) return null
  const star = hasStar ? STAR.exec(text) : null
  const pairs = star ? text.replace(star[0], ' ').trim() : text
  if (star && pairs === '') return { kind: 'legend', names: {} }
  if (ALONE.test(pairs)) return { kind: 'legend', names: {} }
  if (!FIRST.test(pairs)) return null
  const lead = pairs.search(PAIR)
  if (lead === -1 || (lead > 0 && !LEAD.test(pairs.slice(0, lead)))) return null
  const found = [...pairs.matchAll(PAIR)]
  const names: Record<string, string> = {}
  for (const [i, match] of found.entries()) {
    const name = withoutEdges(pairs.slice(match.index + match[0].length, found[i + 1]?.index))
    const { first, others } = looseNames(name)
    if (first === '' || first.length > MAX_NAME || /[。,，!?！？]/.test(first)) return null
    names[codeOf(match[1] ?? '')] = first
    if (others !== NONE) Object.assign(names, others)
  }
  return isLegend(names) ? { kind: 'legend', names } : null
}

const CODE = /^[A-Z-]+$/

function codeOf(written: string): string {
  return CODE.test(written) ? written : written.normalize('NFKC').toUpperCase()
}

function withoutEdges(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isFirstEdge(text.charCodeAt(start))) start++
  while (end > start && isLastEdge(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

/** `CV 计算机视觉 GR 图形学`: names that known codes go by, so that `AI 绘画` stays a title. */
function readLoose(text: string): Readonly<Record<string, string>> | null {
  const first = text.charCodeAt(0)
  if (first < 65 || first > 90 || text.length > MAX_LOOSE || !hasCjk(text.slice(2, LOOSE_NEAR))) return null
  const star = STAR.exec(text)
  const pairs = star ? text.replace(star[0], ' ').trim() : text
  if (!LOOSE.test(pairs)) return null
  const { others } = looseNames(` ${pairs}`)
  const all = Object.entries(others)
  const good = all.filter(([code, name]) => isLike(name, CATEGORIES[code]?.zh ?? '')).length
  return good > 0 && good * 2 >= all.length ? others : null
}

const MAX_LOOSE = 200
const LOOSE_NEAR = 8

const CAPITALS = /[A-Z]{2}/
const NONE: Readonly<Record<string, string>> = {}

/** What is before the first known code, and the pairs from there. */
function looseNames(text: string): { first: string; others: Readonly<Record<string, string>> } {
  if (!CAPITALS.test(text)) return { first: text, others: NONE }
  const found = [...text.matchAll(LOOSE_PAIR)].filter((match) => Object.hasOwn(CATEGORIES, match[1] ?? ''))
  const others: Record<string, string> = {}
  for (const [i, match] of found.entries())
    others[match[1] ?? ''] = withoutEdges(text.slice(match.index + match[0].length, found[i + 1]?.index))
  return { first: withoutEdges(text.slice(0, found[0]?.index)), others }
}

/** Two characters beside each other in both. */
function isLike(name: string, known: string): boolean {
  for (let i = 0; i + 2 <= name.length; i++) if (known.includes(name.slice(i, i + 2))) return true
  return false
}

/**
 * A line that begins with a word of Latin capitals is a legend only with a dash or a colon behind
 * its first word or two.
 */
function mayBegin(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first < 65 || first > 90) return true
  const end = Math.min(text.length, 24)
  for (let i = 1; i < end; i++) {
    const code = text.charCodeAt(i)
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 0x20) continue
    return true
  }
  return false
}

/** One pair alone must look like one: `BERT: a survey` in the head is a title. */
function isLegend(names: Readonly<Record<string, string>>): boolean {
  const all = Object.values(names)
  const chinese = all.filter(hasCjk)
  if (all.length > 1) return chinese.length * 2 >= all.length || all.every((name) => name.length <= 30)
  return chinese.length === 1 && (all[0]?.length ?? 0) <= 12
}
