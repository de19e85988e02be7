// The connections of a pool as one term of a lease uses them: each write looks at the lease in its
// own transaction, under the lock that writers take turns with, so no other term can begin between
// the look and the write.
import { type Fence, TermEnded } from '../fence.ts'
import type { Clients, KyselyClient } from './dialect.ts'

export function fenceClients({ connect }: Clients, fence: Fence): Clients {
  return {
    connect: async () => fenceClient(await connect(), fence),
    // The connections are those of the whole program.
    end: async () => {},
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
