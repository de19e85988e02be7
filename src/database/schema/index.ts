// All tables, by the part that owns them. The search index is not among them: it has a file of its
// own.
import type { Kysely, Transaction } from 'kysely'
import type { ArchiveSchema } from './archive.ts'
import type { DeliverySchema } from './delivery.ts'
import type { LeasesSchema } from './leases.ts'
import type { ReadersSchema } from './readers.ts'
import type { ServersSchema } from './servers.ts'

export interface Schema extends ArchiveSchema, DeliverySchema, LeasesSchema, ReadersSchema, ServersSchema {}

/** Where a statement runs: on its own, or inside a transaction. */
export type Handle = Kysely<Schema> | Transaction<Schema>
