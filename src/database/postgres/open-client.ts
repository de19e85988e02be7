// A connection of its own to a PostgreSQL server, for what belongs to one connection: locks and
// notices.
import type { Client } from 'pg'

export const MAX_CONNECT_MS = 10_000
/** A connection that was cut without a word is noticed after so long. */
const KEEP_ALIVE_MS = 10_000

/** `name` is what the server shows as the program. */
export async function openClient(url: string, name: string): Promise<Client> {
  // Loaded here, so that who uses SQLite does not pay for it.
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: MAX_CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  })
  // What ends a connection is followed by its end; what nobody listens to would end the process.
  client.on('error', () => {})
  await client.connect()
  return client
}
