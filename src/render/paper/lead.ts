// What a paper did, in a sentence or two: the digest's own summary, else the abstract from where it
// says so.
import type { Language } from '../../text/bilingual.ts'
import { countCodePoints } from '../../text/graphemes.ts'
import { escapeMarkdown, oneLine } from '../../text/markdown.ts'
import { cutAtSentence, sentenceEnds } from '../../text/sentences.ts'
import { displayWidth } from '../../text/width.ts'
import type { PaperView } from '../message.ts'
import { LINE } from '../parts/fit.ts'

const MAX_LEAD = 220
/** Three lines of Chinese say as much as four of English. */
const MAX_COLUMNS: Readonly<Record<Language, number>> = { zh: 3 * LINE.text - 4, en: 4 * LINE.text - 24 }

/** Nothing behind it ever fits. */
const MAX_TEXT = 2 * MAX_LEAD + 64

/** How a sentence begins or goes on that says what the authors did. */
const DONE: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:(?:in )?this (?:paper|work|article|study|report)|we (?:\w+ly )?(?:propose|present|introduce|show|describe|develop|study|design|investigate|demonstrate|explore|report|release|build|train)|is (?:proposed|presented|introduced))\b/i,
  zh: /本文|我们(?:首次)?(?:提出|介绍|展示|证明|研究|设计|发布|构建|开发)|(?:该|这篇)(?:论文|文章|工作|研究)|提出了?|旨在/u,
}

/** Escaped, one line; empty where the paper has no text in the language. */
export function leadOf(paper: PaperView, language: Language): string {
  const takeaway = language === 'zh' ? oneLine(paper.takeaway ?? '') : ''
  const fits = (text: string) => countCodePoints(escapeMarkdown(text)) <= MAX_LEAD && displayWidth(text) <= MAX_COLUMNS[language]
  const text = takeaway === '' ? fromDone(oneLine(paper.abstract[language] ?? ''), DONE[language], fits) : takeaway
  return escapeMarkdown(cutAtSentence(text.slice(0, MAX_TEXT), fits).text)
}

/**
 * From the sentence that says what was done, and the next where both fit; else from the beginning.
 */
function fromDone(text: string, done: RegExp, fits: (text: string) => boolean): string {
  const ends = [...new Set([...sentenceEnds(text), text.length])]
  const sentences = ends.map((end, i) => text.slice(ends[i - 1] ?? 0, end))
  const at = Math.max(
    0,
    sentences.findIndex((sentence) => done.test(sentence)),
  )
  const [first = '', second = ''] = sentences.slice(at)
  const both = `${first}${second}`
  return (fits(both.trim()) ? both : first).trim()
}
