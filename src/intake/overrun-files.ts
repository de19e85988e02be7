// Files whose reading went beyond a limit, by their content: they are not read again, at no start
// either, until they or the limits change.
import type { Database } from '../database/database.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'

export interface OverrunFiles {
  /** What was found when it overran; null where it did not. */
  find(sha256: string, limits: string): Promise<Diagnostic | null>
  remember(sha256: string, limits: string, diagnostic: Diagnostic): Promise<void>
}

export function createOverrunFiles(database: Database, now: () => number): OverrunFiles {
  return {
    async find(sha256, limits) {
      const row = await database.query
        .selectFrom('overrun_files')
        .select('diagnostic')
        .where('sha256', '=', sha256)
        .where('limits', '=', limits)
        .executeTakeFirst()
      return row === undefined ? null : (JSON.parse(row.diagnostic) as Diagnostic)
    },
    async remember(sha256, limits, diagnostic) {
      const row = { sha256, limits, diagnostic: JSON.stringify(diagnostic), seen_at: now() }
      await database.query
        .insertInto('overrun_files')
        .values(row)
        .onConflict((conflict) => conflict.column('sha256').doUpdateSet(row))
        .execute()
    },
  }
}
