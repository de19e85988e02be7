// All tables, by the part that owns them. The search index is not among them: it is a file of its own.
import type { ArchiveSchema } from './archive.ts'
import type { DeliverySchema } from './delivery.ts'
import type { ReadersSchema } from './readers.ts'

export interface Schema extends ArchiveSchema, DeliverySchema, ReadersSchema {}
