// Three processes on one PostgreSQL database, in a Discord of four shards and forty servers. Again
// and again one is killed, paused, or cut off from the database or from Discord, while digests and
// corrections arrive and people use the commands. `CLUSTER_FAULTS=12 SEED=7 npm run test:cluster` is
// a short run with the same faults again.
import { expect, it, onTestFinished } from 'vitest'
import { findPostgres } from '../support/postgres-server.ts'
import { seeded } from '../support/seeded.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { startCluster } from './support/cluster.ts'
import { type Fault, planFaults, runFaults } from './support/faults.ts'
import { faultsOfCorrections, faultsOfLeaders, faultsOfPosts, judgeInteractions } from './support/judge.ts'
import { termsAmong } from './support/noted-leases.ts'
import { startPeople } from './support/people.ts'

const FAULTS = Number(process.env.CLUSTER_FAULTS ?? 100)
const PROCESSES = Number(process.env.CLUSTER_PROCESSES ?? 3)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const MINUTE = 60_000
/** From the last session of a shard to the next, while at least one process can take it. */
const MAX_OUTAGE_MS = MINUTE

const hasPostgres = findPostgres() !== null
if (!hasPostgres) console.log("PostgreSQL is not installed (Debian's package postgresql): the cluster's tests are skipped")

it.skipIf(!hasPostgres)(
  `after ${FAULTS} faults (SEED=${SEED}) every message came once and in order, and everybody was answered who could be`,
  async () => {
    const chance = seeded(SEED)
    const folder = temporaryFolder()
    const cluster = await startCluster(folder, PROCESSES, chance)
    onTestFinished(cluster.close)
    const { world, members, author, watched } = cluster
    const people = startPeople(world, seeded(SEED + 1))
    const faults: Fault[] = []
    author.writeDigest()
    await runFaults({
      members,
      rows: planFaults(chance, FAULTS, PROCESSES),
      onFault(fault, { number }) {
        cluster.demandAlive()
        faults.push(fault)
        if (number % 4 === 0) author.writeDigest()
        if (number % 4 === 2) author.correctDigest()
        if (number % 12 === 7) author.takeOutPaper()
      },
    })
    await cluster.untilPosted(3 * MINUTE)
    await people.stop()
    const held = { leases: await cluster.leases(), members }
    const interactions = judgeInteractions(watched.interactions, faults, held)
    const { identifies, outages, leaderRequests } = watched
    console.log(
      [
        `${FAULTS} faults (SEED=${SEED}): ${author.digests.length} digests, ${leaderRequests.length} requests of ${termsAmong(held.leases).length} terms`,
        `${interactions.answered} interactions answered (the slowest: ${interactions.slowest}), ${interactions.excused} in the hands of the struck, ${people.inVain()} while nobody was there`,
        `${identifies.all} sessions started, longest time without one of a shard ${Math.max(0, ...outages.map(({ ms }) => ms))} ms`,
      ].join('\n'),
    )
    expect(faults).toHaveLength(FAULTS)
    expect(faultsOfPosts(world, author)).toEqual([])
    expect(faultsOfCorrections(world, author)).toEqual([])
    expect(interactions.faults).toEqual([])
    expect(interactions.answered).toBeGreaterThan(FAULTS)
    expect(faultsOfLeaders(watched, held)).toEqual([])
    expect(identifies.refused).toBe(0)
    expect(outages.filter(({ ms }) => ms > MAX_OUTAGE_MS)).toEqual([])
    expect(await Promise.all(members.map((member) => member.stop()))).toEqual(members.map(() => 0))
  },
)
