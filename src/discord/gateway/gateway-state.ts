// Whether any connection of the process to the gateway is down.
import type { Outage } from '../outage.ts'

/** What one connection says of its shards. */
export interface ConnectionState {
  /** True where it was not down before. */
  down(shard: number, why: string): boolean
  up(shard: number): void
  /** The connection is not wanted any more. */
  end(): void
}

export interface GatewayState {
  connection(): ConnectionState
}

export function createGatewayState(outage: Outage): GatewayState {
  const down = new Set<object>()

  function leave(mark: object | undefined): void {
    if (mark !== undefined) down.delete(mark)
    if (down.size === 0) outage.up('gateway')
  }

  return {
    connection() {
      const marks = new Map<number, object>()
      return {
        down(shard, why) {
          outage.down('gateway', why)
          if (marks.has(shard)) return false
          const mark = {}
          marks.set(shard, mark)
          down.add(mark)
          return true
        },
        up(shard) {
          leave(marks.get(shard))
          marks.delete(shard)
        },
        end() {
          for (const mark of marks.values()) leave(mark)
          marks.clear()
        },
      }
    },
  }
}
