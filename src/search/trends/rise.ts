// Whether a count rises from the earlier half of the weeks to the later by more than chance.

export interface Rising {
  readonly text: string
  /** Papers a week. */
  readonly counts: readonly number[]
  /** Share of the papers in the later half over that in the earlier. */
  readonly rise: number
  /** Papers of the later half. */
  readonly count: number
}

/** What is rare may rise tenfold by chance. */
const MIN_PAPERS = 3
/** The same as a share of the papers of the later half. */
const MIN_PAPERS_SHARE = 0.004
/**
 * How likely it may be that the later half has so many by chance: four papers against none, and
 * hardly less.
 */
const MAX_CHANCE = 0.07

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Null where it does not rise, or may by chance. `sizes` are the papers of each week. */
export function riseOf(text: string, counts: readonly number[], sizes: readonly number[]): Rising | null {
  const half = Math.floor(sizes.length / 2)
  const [earlier, later] = [sum(sizes.slice(0, half)), sum(sizes.slice(half))]
  const [before, after] = [sum(counts.slice(0, half)), sum(counts.slice(half))]
  // One paper more on either side, so that nothing is divided by nothing.
  const rise = (after + 1) / (later + 1) / ((before + 1) / (earlier + 1))
  if (after < Math.max(MIN_PAPERS, later * MIN_PAPERS_SHARE) || rise <= 1) return null
  if (earlier > 0 && chanceOf(after, before + after, later / (earlier + later)) > MAX_CHANCE) return null
  return { text, counts, rise, count: after }
}

/** How likely at least `hits` of `draws` are, each with probability `share`: the binomial tail. */
export function chanceOf(hits: number, draws: number, share: number): number {
  if (share >= 1) return 1
  let [total, ways] = [0, 0]
  for (let k = 0; k <= draws; k++) {
    if (k > 0) ways += Math.log((draws - k + 1) / k)
    if (k >= hits) total += Math.exp(ways + k * Math.log(share) + (draws - k) * Math.log(1 - share))
  }
  return Math.min(1, total)
}

/** Steep and frequent first. */
export const weightOf = ({ rise, count }: Pick<Rising, 'rise' | 'count'>) => Math.log(rise) * Math.sqrt(count)
