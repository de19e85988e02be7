// Q1: 这篇论文试图解决什么问题？      A1: 论文研究…      问：…      答：…      **Q**: What is new?
// A paper in questions and answers, as programs that read it write. Each pair is a point.
import type { Construct } from '../tokens.ts'

const QUESTION = /^[\s#*_>]{0,12}(?:(?:q|question|问题)\s?\d{1,2}|q|question|问)[\s*_]{0,4}[:：][\s*_]{0,4}(?=\S)/i
const ANSWER = /^[\s#*_>]{0,12}(?:(?:a|answer|回答|答案|答)\s?\d{1,2}|a|answer|回答|答案|答)[\s*_]{0,4}[:：][\s*_]{0,4}/i
/** Behind a question on the same line. */
const ANSWER_INSIDE = /(?<=[?？。])\s*(?:(?:a|answer|回答|答案|答)\s?\d{0,2})\s*[:：]\s*/i
const MAX_MARK = 40

export const question: Construct = {
  name: 'question',
  starts: /[qa问答回\s#*_>]/i,
  maxLength: Number.POSITIVE_INFINITY,
  read(text) {
    const head = text.slice(0, MAX_MARK)
    if (!head.includes(':') && !head.includes('：')) return null
    const asked = QUESTION.exec(head)
    if (asked !== null) return { kind: 'label', field: 'question', rest: text.slice(asked[0].length).replace(ANSWER_INSIDE, ' ') }
    const answered = ANSWER.exec(head)
    return answered === null ? null : { kind: 'label', field: 'answer', rest: text.slice(answered[0].length) }
  },
}
