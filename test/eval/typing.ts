// What somebody has typed so far when suggestions are asked for: the beginning or a middle piece of
// a title, in either language.
import type { Row } from './engines/engine.ts'
import { createRandom } from './random.ts'

const CASES = 400

export function typedSoFar(rows: readonly Row[]): string[] {
  const random = createRandom('typing')
  return Array.from({ length: CASES }, (_, number) => {
    const row = random.pick(rows)
    const title = (number % 3 === 0 && row.titleZh) || row.title
    const starts = number % 2 === 0 ? [0] : wordStarts(title)
    const from = random.pick(starts)
    const length = number % 3 === 0 ? 1 + random.below(8) : 2 + random.below(20)
    return title.slice(from, from + length).trim()
  }).filter((typed) => typed !== '')
}

function wordStarts(title: string): number[] {
  const starts = [...title.matchAll(/(?<=\s)\S|\p{Script=Han}/gu)].map(({ index }) => index)
  return starts.length > 0 ? starts : [0]
}
