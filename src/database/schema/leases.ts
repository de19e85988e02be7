// What the processes that run on a database agree by. The fence of a lease only grows: the row of
// one that has a use for it is never deleted.

export interface LeaseTable {
  name: string
  holder: string
  /** Counts up with every holder. */
  fence: number
  /** Milliseconds since 1970, by the clock of the database; in the past where nobody holds it. */
  expires_at: number
}

export interface GatewayShardsTable {
  /** There is one row: 1. */
  id: number
  /** Over how many shards the servers are spread. */
  count: number
}

export interface LeasesSchema {
  leases: LeaseTable
  gateway_shards: GatewayShardsTable
}
