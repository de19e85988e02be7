// What readers are shown comes from the copy, so that the server need not be there. Where the copy
// is behind, the server is asked.

import type { ReadOnlyDatabase } from '../../database/database.ts'
import { databaseFaultOf } from '../../database/faults.ts'
import { createReading, type Reading } from '../reading.ts'

export function createCopyReading(parts: {
  readonly truth: ReadOnlyDatabase
  readonly copy: ReadOnlyDatabase
  readonly random: () => number
  /** While it is filled for the first time most is missing. */
  readonly isFilling: () => boolean
}): Reading {
  const { random, isFilling } = parts
  const local = createReading({ database: parts.copy, random })
  const remote = createReading({ database: parts.truth, random })

  async function orWithoutServer<T>(ask: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T> {
    try {
      return await ask()
    } catch (error) {
      if (databaseFaultOf(error) === null) throw error
      return await otherwise()
    }
  }
  const whole = <T>(of: (reading: Reading) => Promise<T>): Promise<T> =>
    isFilling()
      ? orWithoutServer(
          () => of(remote),
          () => of(local),
        )
      : of(local)

  /** A paper may be asked for by another id than it has, so that which are missing is not known. */
  const papers: Reading['papers'] = async (ids) => {
    const found = await local.papers(ids)
    if (found.length === ids.length) return found
    return await orWithoutServer(
      () => remote.papers(ids),
      () => found,
    )
  }
  return {
    papers,
    paper: async (id) =>
      (await local.paper(id)) ??
      (await orWithoutServer(
        () => remote.paper(id),
        () => null,
      )),
    digest: async (id) => {
      const found = await whole((reading) => reading.digest(id))
      return (
        found ??
        (await orWithoutServer(
          () => remote.digest(id),
          () => null,
        ))
      )
    },
    digests: (options) => whole((reading) => reading.digests(options)),
    digestsOfDay: (date) => whole((reading) => reading.digestsOfDay(date)),
    sightings: (id) => whole((reading) => reading.sightings(id)),
    random: (options) => whole((reading) => reading.random(options)),
    size: () => whole((reading) => reading.size()),
    // The copy has no bytes.
    figures: (id) =>
      orWithoutServer(
        () => remote.figures(id),
        () => [],
      ),
  }
}
