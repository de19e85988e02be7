// A new process that opens the same database and reads one row by its key. It loads nothing but the
// driver.
import { DatabaseSync } from '@photostructure/sqlite'

const database = new DatabaseSync(process.argv[2] ?? '', { readOnly: true })
database.prepare('select * from papers where pid = ?').get(1)
const ms = performance.now()
database.close()
process.send?.({ ms }, undefined, undefined, () => process.disconnect())
