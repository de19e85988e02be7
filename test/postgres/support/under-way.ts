// How much the driver of PostgreSQL has been asked and not answered yet: a stage that lets
// everything happen has to wait for it.
import pg from 'pg'

let underWay = 0
let asked = 0

/** What is open now, and how much there ever was. */
export const queriesUnderWay = (): { readonly open: number; readonly asked: number } => ({ open: underWay, asked })

function counted<Args extends unknown[]>(
  call: (this: unknown, ...args: Args) => unknown,
): (this: unknown, ...args: Args) => unknown {
  return function (this: unknown, ...args: Args): unknown {
    const answer = call.apply(this, args)
    if (!(answer instanceof Promise)) return answer
    underWay += 1
    asked += 1
    const end = () => {
      underWay -= 1
    }
    answer.then(end, end)
    return answer
  }
}

/** Connections that exist already are counted too: what changes is the driver itself. */
export function countQueries(): void {
  if (asked > 0) return
  asked = 1
  const client = pg.Client.prototype as { query: (...args: unknown[]) => unknown }
  const pool = pg.Pool.prototype as unknown as { connect: (...args: unknown[]) => unknown }
  client.query = counted(client.query)
  pool.connect = counted(pool.connect)
}
