// The usual form in one walk: `1、[CV] Title` opens a paper, its fields follow line by line. Nearly
// every digest has nothing else in it, and then each look at the whole text, for mails, tables,
// other layouts and repeated papers, finds nothing. Where every line is one that none of them would
// touch, the outline of the digest is known when the last line is read; where one is not, the text
// is read in steps, as texts of all other forms are.
import type { Encoded } from '../decode/decode.ts'
import type { Line } from '../lines/lines.ts'
import { hasWideGap, splitAtFeeds } from '../lines/lines.ts'
import type { Outline } from '../outline/outline.ts'
import type { Token } from '../tokens.ts'
import { createOutliner } from './outliner.ts'
import { readUsualLine, traitsOf } from './read-line.ts'

export interface UsualText {
  readonly raws: readonly string[]
  readonly outline: Outline
}

/** Null where the text is not of the usual form as a whole. */
export function readUsual(text: string, encoded: Encoded | undefined): UsualText | null {
  if (hasWideGap(text, encoded?.units)) return null
  const { raws, ascii } = splitAtFeeds(text, encoded)
  const outliner = createOutliner()
  let gap = true
  const place = { text, units: encoded?.units, from: 0, isAscii: false }
  let last = ''
  let token: Token | null = null
  let found = 0
  for (let i = 0; i < raws.length; i++) {
    const raw = raws[i] ?? ''
    if (raw !== '') {
      place.isAscii = ascii[i] === true
      // `image.png` comes ten times below each other.
      if (raw !== last) {
        found = traitsOf(raw, gap, place)
        token = readUsualLine(raw, found, gap)
      }
      if (token === null || !outliner.add({ number: i + 1, raw, text: raw, gap, traits: found }, token)) return null
      last = raw
    }
    gap = raw === ''
    place.from += raw.length + 1
  }
  const outline = outliner.close()
  return outline === null ? null : { raws, outline }
}

/** The lines as the steps see them: nothing was taken off any of them. */
export function usualLines(raws: readonly string[]): readonly Line[] {
  return raws.flatMap((raw, i) => (raw === '' ? [] : [{ number: i + 1, raw, text: raw, gap: i === 0 || raws[i - 1] === '' }]))
}
