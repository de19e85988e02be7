// What a paper did, in a sentence or two: the digest's own summary, else the abstract from where it
// says so.
import type { Language } from '../../text/bilingual.ts'
import { countCodePoints } from '../../text/graphemes.ts'
import { oneLine } from '../../text/markdown.ts'
import { sentenceEnds } from '../../text/sentences.ts'
import type { PaperView } from '../message.ts'
import { fitText } from '../parts/fit.ts'

const MAX_LEAD = 220

/** How a sentence begins or goes on that says what the authors did. */
const DONE: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:(?:in )?this (?:paper|work|article|study|report)|we (?:\w+ly )?(?:propose|present|introduce|show|describe|develop|study|design|investigate|demonstrate|explore|report|release|build|train)|is (?:proposed|presented|introduced))\b/i,
  zh: /本文|我们(?:首次)?(?:提出|介绍|展示|证明|研究|设计|发布|构建|开发)|(?:该|这篇)(?:论文|文章|工作|研究)|提出了?|旨在/u,
}

/** Escaped, one line; empty where the paper has no text in the language. */
export function leadOf(paper: PaperView, language: Language): string {
  const takeaway = language === 'zh' ? oneLine(paper.takeaway ?? '') : ''
  const text = takeaway === '' ? fromDone(oneLine(paper.abstract[language] ?? ''), DONE[language]) : takeaway
  return fitText(text, MAX_LEAD).text
}

/**
 * From the sentence that says what was done, and the next where both fit; else from the beginning.
 */
function fromDone(text: string, done: RegExp): string {
  const ends = [...new Set([...sentenceEnds(text), text.length])]
  const sentences = ends.map((end, i) => text.slice(ends[i - 1] ?? 0, end))
  const at = Math.max(
    0,
    sentences.findIndex((sentence) => done.test(sentence)),
  )
  const [first = '', second = ''] = sentences.slice(at)
  const both = `${first}${second}`
  return (countCodePoints(both) <= MAX_LEAD ? both : first).trim()
}
