// The shards at rest: over how many of them the servers are spread, and who holds which. Every
// number of shards has leases of its own, and those of two numbers are never valid together.
import type { Database } from '../../database/database.ts'
import type { Handle } from '../../database/schema/index.ts'
import type { Leases } from '../leases.ts'
import type { ShardLeases, Sight } from './allot.ts'

/** `shard`: answers there. `successor`: connects to take it over. `prepared`: is connected. */
export type ShardRole = 'shard' | 'successor' | 'prepared'

export interface ShardStore {
  /**
   * Takes part in what the processes share, and answers over how many shards the servers are
   * spread:
   * `wanted`, where that is more than before, or where nobody else takes part.
   */
  join(holder: string, wanted: number, ttlMs: number): Promise<number>
  /** Null before anybody has joined. */
  sight(): Promise<Sight | null>
  /** Answers those that are this process's now. */
  claim(
    role: ShardRole,
    shards: readonly number[],
    of: { holder: string; count: number; ttlMs: number },
  ): Promise<readonly number[]>
  /** From `before` shards on, unless another process has changed it already. */
  change(before: number, count: number): Promise<void>
}

export const processLease = (holder: string) => `process ${holder}`
export const shardLease = (role: ShardRole, shard: number, count: number) => `${role} ${shard}/${count}`

const SHARD_LEASE = /^(shard|successor|prepared) (\d+)\/(\d+)$/
const PROCESS = 'process '

export function createShardStore({ database, leases }: { readonly database: Database; readonly leases: Leases }): ShardStore {
  const db = database.shared?.urgent ?? database.query
  const counts = db.selectFrom('gateway_shards').select('count')

  async function set(handle: Handle, count: number): Promise<void> {
    await handle
      .insertInto('gateway_shards')
      .values({ id: 1, count })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ count }))
      .execute()
  }

  return {
    join: (holder, wanted, ttlMs) =>
      leases.together(async (handle, { all, claim, forget }) => {
        const others = (await all()).filter(({ name }) => name.startsWith(PROCESS) && name !== processLease(holder))
        const before = (await handle.selectFrom('gateway_shards').select('count').executeTakeFirst())?.count ?? 0
        const count = others.length === 0 ? wanted : Math.max(wanted, before)
        if (count !== before) await set(handle, count)
        await forget(PROCESS)
        await claim(processLease(holder), holder, ttlMs)
        return count
      }),
    async sight() {
      const count = (await counts.executeTakeFirst())?.count
      if (count === undefined) return null
      const valid = await leases.all()
      const held = new Map(valid.map(({ name, holder }) => [name, holder]))
      const shards = Array.from({ length: count }, (_, shard): ShardLeases => {
        const of = (role: ShardRole) => held.get(shardLease(role, shard, count)) ?? null
        const successor = of('successor')
        return { holder: of('shard'), successor, isPrepared: successor !== null && of('prepared') === successor }
      })
      const processes = valid.filter(({ name }) => name.startsWith(PROCESS)).map(({ holder }) => holder)
      return { count, processes, shards }
    },
    claim: (role, shards, { holder, count, ttlMs }) =>
      leases.together(async (handle, { all, claim }) => {
        const inForce = (await handle.selectFrom('gateway_shards').select('count').executeTakeFirst())?.count
        const isOfAnother = ({ name }: { name: string }) => {
          const [, , , of] = SHARD_LEASE.exec(name) ?? []
          return of !== undefined && Number(of) !== count
        }
        const valid = await all()
        if (inForce !== count || valid.some(isOfAnother)) return []
        const mine: number[] = []
        for (const shard of shards) {
          // Who is about to take over a shard is not overtaken.
          const successor = valid.find(({ name }) => name === shardLease('successor', shard, count))?.holder ?? holder
          if (successor === holder && (await claim(shardLease(role, shard, count), holder, ttlMs))) mine.push(shard)
        }
        return mine
      }),
    change: (before, count) =>
      leases.together(async (handle) => {
        const inForce = (await handle.selectFrom('gateway_shards').select('count').executeTakeFirst())?.count
        if (inForce === before) await set(handle, count)
      }),
  }
}
