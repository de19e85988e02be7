// How tall the parts of a picture are, and which rows it has room for. Apart from the drawing, whose
// libraries only its own thread loads.

export interface BarRow {
  readonly label: string
  readonly value: number
  /** Said behind the bar. */
  readonly note: string
  /** By week, the oldest first. */
  readonly course: readonly number[]
}

export interface BarGroup {
  readonly heading: string
  readonly colour: string
  readonly rows: readonly BarRow[]
}

export const MARGIN = 24
export const ROW = 62
export const HEADING = 58
export const TITLE = 62

/** An embed is 350 pixels high at most for its picture: a taller one would be shown narrower. */
const MAX_HEIGHT = 700

/**
 * As many rows of each group as a picture has room for whose text can be read in an embed: the
 * first of each, the second of each, and so on.
 */
export function readableGroups(groups: readonly BarGroup[]): readonly BarGroup[] {
  const room = Math.floor((MAX_HEIGHT - TITLE - MARGIN - groups.length * HEADING) / ROW)
  const counts = groups.map(() => 0)
  for (let rank = 0, used = 0; used < room && groups.some(({ rows }) => rows.length > rank); rank++)
    for (const [at, { rows }] of groups.entries())
      if (rows.length > rank && used < room) {
        counts[at] = rank + 1
        used += 1
      }
  return groups.map((group, at) => ({ ...group, rows: group.rows.slice(0, counts[at]) }))
}
