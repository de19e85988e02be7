// What a paper did, in a sentence or two: the digest's own summary, else the abstract from where it
// says so.
import type { Language } from '../../text/bilingual.ts'
import { countCodePoints } from '../../text/graphemes.ts'
import { escapeMarkdown, oneLine } from '../../text/markdown.ts'
import { cutAtSentence, sentenceEnds } from '../../text/sentences.ts'
import { displayWidth } from '../../text/width.ts'
import type { PaperView } from '../message.ts'
import { LINE } from '../parts/fit.ts'
import { namesInTitle, pointOf } from './point.ts'

const MAX_LEAD = 220
/** Three lines of Chinese say as much as four of English. */
const MAX_COLUMNS: Readonly<Record<Language, number>> = { zh: 3 * LINE.text - 4, en: 4 * LINE.text - 24 }

/** Nothing behind it ever fits. */
const MAX_TEXT = 2 * MAX_LEAD + 64

/** Escaped, one line; empty where the paper has no text in the language. */
export function leadOf(paper: PaperView, language: Language): string {
  const takeaway = language === 'zh' ? oneLine(paper.takeaway ?? '') : ''
  const fits = (text: string) => countCodePoints(escapeMarkdown(text)) <= MAX_LEAD && displayWidth(text) <= MAX_COLUMNS[language]
  const names = namesInTitle(oneLine(paper.title.en ?? paper.title.zh ?? ''))
  const point = (sentence: string) => pointOf(sentence, language, names)
  const text = takeaway === '' ? fromPoint(oneLine(paper.abstract[language] ?? ''), point, fits) : takeaway
  return escapeMarkdown(cutAtSentence(text.slice(0, MAX_TEXT), fits).text)
}

/** From the sentence that says best what was done, the first of several; the next too where it fits. */
function fromPoint(text: string, pointOf: (sentence: string) => number, fits: (text: string) => boolean): string {
  const ends = [...new Set([...sentenceEnds(text), text.length])]
  const sentences = ends.map((end, i) => text.slice(ends[i - 1] ?? 0, end))
  const points = sentences.map(pointOf)
  const at = points.indexOf(Math.max(...points))
  const [first = '', second = ''] = sentences.slice(at)
  const both = `${first}${second}`
  return (fits(both.trim()) ? both : first).trim()
}
