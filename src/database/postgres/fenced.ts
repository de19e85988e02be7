// The connections of a pool as one term of a lease uses them: each write looks at the lease in its
// own transaction, under the lock that writers take turns with, so no other term can begin between
// the look and the write.
import { type Fence, TermEnded } from '../fence.ts'
import type { Clients, KyselyClient } from './dialect.ts'

/** Ending them cuts what is under way in the term; the connections of others stay. */
export function fenceClients({ connect }: Clients, fence: Fence): Clients {
  const inUse = new Set<KyselyClient>()
  let isOver = false
  const over = () => new TermEnded(`Term ${fence.number} of the lease "${fence.lease}" is over.`)

  async function borrow(): Promise<KyselyClient> {
    if (isOver) throw over()
    const client = fenceClient(await connect(), fence)
    inUse.add(client)
    return {
      async query(text, parameters) {
        try {
          return await client.query(text, parameters)
        } catch (error) {
          throw isOver ? over() : error
        }
      },
      begin: client.begin,
      release(destroy) {
        // One that was cut has been given back.
        if (inUse.delete(client)) client.release(destroy)
      },
    }
  }

  return {
    connect: borrow,
    async end() {
      isOver = true
      for (const client of inUse) client.release(true)
      inUse.clear()
    },
  }
}

function fenceClient(client: KyselyClient, { lease, number }: Fence): KyselyClient {
  const look = `select 1 from leases where name = '${lease.replaceAll("'", "''")}' and fence = ${number}`
  let isInTransaction = false

  async function begin() {
    const found = await client.begin(look)
    if (found.rows.length > 0) return found
    await client.query('rollback', [])
    throw new TermEnded(`Another process has the lease "${lease}"; what was to be written in term ${number} is not.`)
  }

  /** A statement that Kysely runs outside a transaction. */
  async function writeAlone(text: string, parameters: readonly unknown[]) {
    await begin()
    try {
      const result = await client.query(text, parameters)
      await client.query('commit', [])
      return result
    } catch (error) {
      await client.query('rollback', [])
      throw error
    }
  }

  return {
    async query(text, parameters) {
      if (text === 'begin') {
        const found = await begin()
        isInTransaction = true
        return found
      }
      if (text === 'commit' || text === 'rollback') isInTransaction = false
      const isRead = isInTransaction || /^(?:select|commit|rollback)\b/.test(text)
      return isRead ? await client.query(text, parameters) : await writeAlone(text, parameters)
    },
    begin,
    release: client.release,
  }
}
