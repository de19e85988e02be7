// Whether the disk of the database has room.
import type { Database } from './database.ts'

/** More than the pages that a file may have left over. */
const PROBE_LENGTH = 256 * 1024
const PROBE = 'room on the disk'

/** Throws where it has none. */
export async function probeRoom(query: Database['query']): Promise<void> {
  await query
    .insertInto('settings')
    .values({ name: PROBE, value: 'x'.repeat(PROBE_LENGTH) })
    .execute()
  await query.deleteFrom('settings').where('name', '=', PROBE).execute()
}
