// The migrations that every engine runs, oldest first. To add one: write NNN-name.ts next to this
// file and append it here. What SQLite ran before there was another engine is in its own folder;
// PostgreSQL begins with the tables as they were after it.
import { leases } from './015-leases.ts'
import { gatewayShards } from './016-gateway-shards.ts'
import { notedServers } from './017-noted-servers.ts'
import type { Migration } from './migration.ts'

export const SHARED_MIGRATIONS: readonly Migration[] = [leases, gatewayShards, notedServers]
