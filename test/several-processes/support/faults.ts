// What befalls the processes, from a seed: each has its own row of faults, and at least one process
// is always spared.
import { setTimeout as wait } from 'node:timers/promises'
import type { Seeded } from '../../support/seeded.ts'
import type { Member } from './member.ts'

const KINDS = ['kill', 'pause', 'database cut', 'database silent', 'Discord cut', 'Discord silent'] as const
export type FaultKind = (typeof KINDS)[number]

export interface PlannedFault {
  readonly number: number
  readonly kind: FaultKind
  /** How long the process is left in peace before. */
  readonly peaceMs: number
  /** How long it lasts; after a kill, until the process is started again. */
  readonly lastsMs: number
}

/** A fault that was: from the first moment until the process works as before. */
export interface Fault {
  readonly process: string
  readonly host: string
  readonly kind: FaultKind
  readonly from: number
  until: number
}

const PAUSE_MS = 20_000

/** As many rows as processes, with `count` faults in all. */
export function planFaults(chance: Seeded, count: number, processes: number): readonly (readonly PlannedFault[])[] {
  const rows = Array.from({ length: processes }, (): PlannedFault[] => [])
  for (let number = 0; number < count; number++) {
    const kind = KINDS[chance.whole(0, KINDS.length - 1)] ?? 'kill'
    // Some are over before anybody has noticed, some outlast every lease.
    const lastsMs = kind === 'pause' ? PAUSE_MS : chance.whole(0, 2) === 0 ? chance.whole(0, 3_000) : chance.whole(3_000, 18_000)
    rows[number % processes]?.push({ number, kind, lastsMs, peaceMs: chance.whole(500, 6_000) })
  }
  return rows
}

async function carryOut(member: Member, { kind, lastsMs }: PlannedFault): Promise<void> {
  const { toDatabase, toDiscord } = member
  switch (kind) {
    case 'kill':
      await member.kill()
      await wait(lastsMs)
      return await member.start()
    case 'pause':
      member.pause()
      await wait(lastsMs)
      return member.goOn()
    case 'database cut':
      toDatabase.cut()
      await wait(lastsMs)
      return toDatabase.heal()
    case 'database silent':
      toDatabase.stop()
      await wait(lastsMs)
      return toDatabase.heal()
    case 'Discord cut':
      toDiscord.cut()
      await wait(lastsMs)
      return toDiscord.heal()
    case 'Discord silent':
      toDiscord.swallow()
      await wait(lastsMs)
      return toDiscord.heal()
  }
}

interface FaultRun {
  readonly members: readonly Member[]
  readonly rows: readonly (readonly PlannedFault[])[]
  /** Called when one begins; it is changed when it ends. */
  readonly onFault: (fault: Fault, planned: PlannedFault) => void
}

/** Resolves when all are over; rejects where a process could not be started again. */
export async function runFaults({ members, rows, onFault }: FaultRun): Promise<void> {
  const takeTurn = createTurns(Math.max(1, members.length - 1))
  await Promise.all(
    members.map(async (member, index) => {
      for (const planned of rows[index] ?? []) {
        await wait(planned.peaceMs)
        const end = await takeTurn()
        const fault: Fault = {
          process: member.name,
          host: member.host,
          kind: planned.kind,
          from: Date.now(),
          until: Number.POSITIVE_INFINITY,
        }
        onFault(fault, planned)
        await carryOut(member, planned)
        fault.until = Date.now()
        end()
      }
    }),
  )
}

/** So many at once; who comes later waits. */
function createTurns(atOnce: number): () => Promise<() => void> {
  let free = atOnce
  const waiting: (() => void)[] = []
  const end = () => {
    free += 1
    waiting.shift()?.()
  }
  return async () => {
    while (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    free -= 1
    return end
  }
}
