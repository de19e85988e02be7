// Holds the lock of the archive named on the command line until it is killed, as another program
// would.
import { DatabaseSync } from '@photostructure/sqlite'

const database = new DatabaseSync(`${process.argv[2]}.lock`)
database.exec('begin exclusive')
process.send('held')
setInterval(() => {}, 60_000)
