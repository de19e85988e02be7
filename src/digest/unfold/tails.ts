// What may follow a text on its own line: a label, the same in the other language, an address,
// pictures.
import { isCjk, isWidePunctuation } from '../../text/script.ts'
import { simplifiedText } from '../../text/traditional.ts'
import { labelWords } from '../constructs/label-words.ts'

/** Labels that part a line wherever they stand; others are words of a sentence as well. */
const STRONG = [...labelWords]
  .filter(([word, field]) => (field === 'points' || field === 'takeaway') && /[\u4e00-\u9fff]{2}/.test(word) && word !== '总结')
  .map(([word]) => word)
  .sort((a, b) => b.length - a.length)
  .join('|')
const BEHIND_SENTENCE = new RegExp(`(?<=[。！？!?；;.])\\s*(?=(?:${STRONG})\\s*[:：])`, 'g')
/** In a copy without line ends they stand right behind the text before. */
const BEHIND_ANYTHING = new RegExp(`(?<=[\\w\\u3400-\\u9fff。！？!?；;.…)）\\]】])\\s*(?=(?:${STRONG})\\s*[:：])`, 'g')
const ASPECTS = [...labelWords]
  .filter(([word, field]) => field === 'aspect' && word.length >= 2)
  .map(([word]) => word)
  .sort((a, b) => b.length - a.length)
  .join('|')
/** What the points of a paper begin with where nothing says that points follow. */
const FIRST_ASPECT = /(?<=[\w\u3400-\u9fff)）”"])\s*(?=(?:研究|论文)?(?:动机|背景|目的)\s*[:：])/
const ASPECT_BEHIND = new RegExp(`(?<=[。；;.!！?？]["”）)]?)\\s*(?=(?:${ASPECTS})\\s*[:：])`, 'g')
/** How these labels end, in front of their colon. */
const ENDINGS = new Set([...STRONG.split('|').map((word) => word.slice(-2)), '动机', '背景', '目的'])

/** An address or the mark of a picture. */
const LINKED = /^(?:(?:https?:\/\/|www\.)\S{4,2000}|image\.png|图片)$/i
/** The end of a text, right before an address without a blank. */
const ADDRESS_BEHIND = /(?<=[。！？.!?）)”"])(?=https?:\/\/\S{4,2000}$)/
const ENDS = /[。！？.!?）)”"]$/
/** Right behind an address that has lost its line end. */
const PICTURE_BEHIND = /(?<=[^\s/])(?=(?:image\.png){1,40}$)/
/** Nobody puts more addresses behind a paragraph. */
const MAX_LINKED = 40

const ENGLISH_BEHIND = /(?<=[。！？])\s*(?=[A-Z“"][^\u3400-\u9fff。！？]{19,}[.!?]["”)]?$)/g
const CHINESE_BEHIND = /(?<=[a-z)\]”"][.!?]["”)]?)\s*(?=[\u3400-\u9fff《“A-Z])/g

/** Pieces of a text in order; one where nothing follows it. */
export function splitTails(text: string, isGlued: boolean): string[] {
  const pieces: string[] = []
  for (const labelled of splitAtLabels(text, isGlued))
    for (const piece of splitEnding(labelled, isGlued)) pieces.push(...splitLanguages(piece))
  return pieces
}

/** A cheap look for the labels that part a line: colons are rare. */
export function mayHoldLabels(text: string): boolean {
  return endsLabelAt(text, ':') || endsLabelAt(text, '：')
}

function endsLabelAt(text: string, colon: string): boolean {
  for (let at = text.indexOf(colon, 2); at !== -1; at = text.indexOf(colon, at + 1)) {
    const end = text.charCodeAt(at - 1) === 0x20 ? at - 1 : at
    // The colon of an address is behind a letter.
    if (isCjk(text.charCodeAt(end - 1)) && ENDINGS.has(simplifiedText(text.slice(end - 2, end)))) return true
  }
  return false
}

function splitAtLabels(text: string, isGlued: boolean): string[] {
  if (!mayHoldLabels(text)) return [text]
  const folded = simplifiedText(text)
  const places = [...folded.matchAll(isGlued ? BEHIND_ANYTHING : BEHIND_SENTENCE)].map(({ index }) => index)
  return cut(text, [...aspectsBefore(folded.slice(0, places[0])), ...places])
}

/** `中文标题动机：…。方法：…。`: a title, and points that lost their line ends. */
function aspectsBefore(folded: string): number[] {
  const first = FIRST_ASPECT.exec(folded)?.index ?? -1
  if (first <= 0 || /[:：。！？!?；;]/.test(withoutName(folded.slice(0, first)))) return []
  const others = [...folded.slice(first).matchAll(ASPECT_BEHIND)].map(({ index }) => first + index)
  return others.length === 0 ? [] : [first, ...others]
}

/** `Adam：一种随机优化方法` has a colon behind its name. */
function withoutName(title: string): string {
  return title.replace(/^[^\u3400-\u9fff:：]{1,60}[:：]/, '')
}

/**
 * The addresses and pictures at the end of a text, each by itself, where the text in front of them
 * ends, or where line ends are lost.
 */
function splitEnding(text: string, isGlued: boolean): string[] {
  if (!text.includes('://') || text.startsWith('<') || text.startsWith('!')) return [text]
  const picture = isGlued && text.endsWith('image.png') ? text.search(PICTURE_BEHIND) : -1
  if (picture !== -1) return [...splitEnding(text.slice(0, picture), true), ...(text.slice(picture).match(/image\.png/g) ?? [])]
  const linked: string[] = []
  let end = text.length
  while (linked.length < MAX_LINKED) {
    const start = text.lastIndexOf(' ', end - 1) + 1
    const piece = text.slice(start, end)
    const glued = LINKED.test(piece) ? -1 : piece.search(ADDRESS_BEHIND)
    if (glued === -1 && !LINKED.test(piece)) break
    linked.unshift(glued === -1 ? piece : piece.slice(glued))
    end = glued === -1 ? start : start + glued
    if (glued !== -1 || start === 0) break
    while (text.charAt(end - 1) === ' ') end--
  }
  const before = text.slice(0, end).trim()
  return before !== '' && linked.some((piece) => piece.includes('://')) && (isGlued || ENDS.test(before))
    ? [before, ...linked]
    : [text]
}

/** Chinese with English behind it, or the other way round, each of whole sentences. */
function splitLanguages(text: string): string[] {
  if (text.length < 30) return [text]
  const last = text.charCodeAt(text.length - 1)
  const endsWide = isCjk(last) || isWidePunctuation(last) || last === 0x201d
  if (endsWide) {
    if (isCjk(text.charCodeAt(0)) || !/^[^\u3400-\u9fff]{40}/.test(text)) return [text]
    const first = text.search(/[\u3400-\u9fff]/)
    // The place in front of the first Chinese character, at the sentence's end before it.
    const place = [...text.slice(0, first + 1).matchAll(CHINESE_BEHIND)].at(-1)?.index
    return place === undefined || first - place > 24 ? [text] : cut(text, [place])
  }
  if (!/[。！？]/.test(text)) return [text]
  const place = [...text.matchAll(ENGLISH_BEHIND)][0]?.index
  return place === undefined ? [text] : cut(text, [place])
}

export function cut(text: string, places: readonly number[]): string[] {
  const bounds = [0, ...places, text.length]
  return bounds
    .slice(0, -1)
    .map((from, i) => text.slice(from, bounds[i + 1]).trim())
    .filter((piece) => piece !== '')
}
