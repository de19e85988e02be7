// What completes what is being typed, in spite of a slip and from the middle of a word.
import type { Archive } from '../../../src/archive/archive.ts'
import type { Row } from '../engines/engine.ts'
import { createRandom } from '../random.ts'
import { isTelling, latinWords, slip } from '../words.ts'
import { counting, plainShare, type Share } from './share.ts'

export interface TypingShares {
  readonly slips: Share
  readonly withinWords: Share
  readonly wholeNames: Share
}

const CASES = 150

export async function typingShares(archive: Archive, rows: readonly Row[], authors: readonly string[]): Promise<TypingShares> {
  const random = createRandom('typing shares')
  const [slips, withinWords, wholeNames] = [counting(), counting(), counting()]
  const finds = async (typed: string, id: string) =>
    (await archive.suggest(typed, { kinds: ['title'] })).some(({ paperId }) => paperId?.includes(id) === true)
  for (const { id, title } of random.shuffle(rows)) {
    const words = latinWords(title).filter(isTelling)
    const long = words.filter((word) => word.length >= 8)
    if (words.length < 3 || long.length === 0) continue
    const wrong = random.pick(long)
    const others = random.shuffle(words.filter((word) => word !== wrong)).slice(0, 2)
    const misspelt = [...others, slip(wrong, random)].join(' ')
    const begunWithin = [...others, wrong.slice(2)].join(' ')
    slips.count(await finds(misspelt, id), `${misspelt} (${title})`)
    withinWords.count(await finds(begunWithin, id), `${begunWithin} (${title})`)
    if (withinWords.of === CASES) break
  }
  for (const name of random.shuffle(authors)) {
    const [given = '', surname = '', ...more] = name.split(' ')
    if (more.length > 0 || !/^\p{L}{3,}$/u.test(given) || !/^\p{L}{4,}$/u.test(surname)) continue
    const found = await archive.suggest(`${given} ${surname.slice(0, 3)}`, { kinds: ['author'] })
    wholeNames.count(
      found.some(({ text }) => text.startsWith(given.charAt(0)) && text.endsWith(surname)),
      name,
    )
    if (wholeNames.of === CASES) break
  }
  return { slips: plainShare(slips), withinWords: plainShare(withinWords), wholeNames: plainShare(wholeNames) }
}
