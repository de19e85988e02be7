// Who writes the digests into the folder that all processes watch: new ones, corrections, and papers
// that are taken out again.
import { type NumberedDigest, numberedDigest, putDigest } from '../../support/numbered-digests.ts'
import type { Seeded } from '../../support/seeded.ts'

export interface Author {
  writeDigest(): void
  /** Every featured paper of a digest changes a sentence. */
  correctDigest(): void
  /** A digest loses a paper that is in no other. */
  takeOutPaper(): void
  /** As they were when they came. */
  readonly digests: readonly NumberedDigest[]
  /** Which edition the file of a digest is now. */
  editionOf(digest: NumberedDigest): number
  readonly takenOut: ReadonlySet<string>
}

const FEATURED = 3
const BRIEF = 2

export function createAuthor(folder: string, chance: Seeded): Author {
  const digests: NumberedDigest[] = []
  const editions = new Map<NumberedDigest, number>()
  const takenOut = new Set<string>()
  /** In several digests: a correction of one says nothing of what the others say. */
  const repeated = new Set<string>()
  let edition = 1

  const put = (digest: NumberedDigest) => {
    editions.set(digest, edition)
    const papers = digest.papers.filter(({ token }) => !takenOut.has(token))
    putDigest(folder, { ...digest, papers }, edition)
  }
  const anyDigest = () => digests[chance.whole(0, digests.length - 1)]

  return {
    digests,
    takenOut,
    editionOf: (digest) => editions.get(digest) ?? 1,
    writeDigest() {
      const number = digests.length + 1
      const again = digests[number - 3]?.papers.filter(({ brief, token }) => brief && !takenOut.has(token)).slice(0, 1) ?? []
      for (const { token } of again) repeated.add(token)
      const digest = numberedDigest(number, FEATURED, BRIEF, again)
      digests.push(digest)
      put(digest)
    },
    correctDigest() {
      edition += 1
      const digest = anyDigest()
      if (digest !== undefined) put(digest)
    },
    takeOutPaper() {
      edition += 1
      const digest = anyDigest()
      // The last of the featured ones; where it has gone already this is a correction like others.
      const last = digest?.papers.filter(({ brief, token }) => !brief && !repeated.has(token)).at(-1)
      if (last !== undefined) takenOut.add(last.token)
      if (digest !== undefined) put(digest)
    },
  }
}
