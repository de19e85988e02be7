// All tables, by the part that owns them. Tables of the search index are not here: they belong to database/sqlite.
import type { Kysely, Transaction } from 'kysely'
import type { ArchiveSchema } from './archive.ts'
import type { DeliverySchema } from './delivery.ts'
import type { ReadersSchema } from './readers.ts'

export interface Schema extends ArchiveSchema, DeliverySchema, ReadersSchema {}

/** Where a statement runs: on its own, or inside a transaction. */
export type Handle = Kysely<Schema> | Transaction<Schema>
