// The migrations of an archive in SQLite, oldest first: those from before there was another engine,
// then those that every engine runs. A new one belongs to the latter.
import { SHARED_MIGRATIONS } from '../../migrations/index.ts'
import type { ColumnTypes, Migration } from '../../migrations/migration.ts'
import { archiveTables } from './001-archive.ts'
import { deliveryTables } from './002-delivery.ts'
import { readersTable } from './003-readers.ts'
import { dormantSubscriptions } from './004-dormant.ts'
import { keepingTables } from './005-keeping.ts'
import { toldWatchers } from './006-told.ts'
import { indexApart } from './007-index-apart.ts'
import { locale } from './008-locale.ts'
import { oneOutbox } from './009-one-outbox.ts'
import { deliveryWaits } from './010-delivery-waits.ts'
import { overrunFiles } from './011-overrun-files.ts'
import { movedDigests } from './012-moved-digests.ts'
import { departedServers } from './013-departed-servers.ts'
import { reopenedEditions } from './014-reopened-editions.ts'

export const COLUMN_TYPES: ColumnTypes = { text: 'text', number: 'integer' }

export const MIGRATIONS: readonly Migration[] = [
  archiveTables,
  deliveryTables,
  readersTable,
  dormantSubscriptions,
  keepingTables,
  toldWatchers,
  indexApart,
  locale,
  oneOutbox,
  deliveryWaits,
  overrunFiles,
  movedDigests,
  departedServers,
  reopenedEditions,
  ...SHARED_MIGRATIONS,
]
