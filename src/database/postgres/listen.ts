// Hears when something has changed, over a connection of its own. A notice may be lost with the
// connection, so who is woken by it looks from time to time anyway.
import type { Client } from 'pg'
import { CHANNEL } from './follow.ts'
import { openClient } from './open-client.ts'

export interface Listening {
  close(): Promise<void>
}

const AGAIN_MS = 1_000
const MAX_AGAIN_MS = 30_000

/** `onNotice` is also called whenever it hears again: something may have changed meanwhile. */
export function listen(url: string, onNotice: () => void): Listening {
  let client: Client | null = null
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let waitMs = AGAIN_MS

  async function connect(): Promise<void> {
    try {
      const opened = await openClient(url, 'paperboy listens')
      if (isClosed) return await opened.end()
      client = opened
      opened.on('notification', onNotice)
      opened.once('end', () => {
        client = null
        connectLater()
      })
      await opened.query(`listen ${CHANNEL}`)
      waitMs = AGAIN_MS
      onNotice()
    } catch {
      // Whoever asks the server for something says that it is away.
      const failed = client
      client = null
      if (failed === null) connectLater()
      else await failed.end().catch(() => {})
    }
  }

  function connectLater(): void {
    if (isClosed) return
    clearTimeout(timer)
    timer = setTimeout(() => void connect(), waitMs)
    timer.unref()
    waitMs = Math.min(waitMs * 2, MAX_AGAIN_MS)
  }

  const first = connect()
  return {
    async close() {
      isClosed = true
      clearTimeout(timer)
      await first
      await client?.end().catch(() => {})
    },
  }
}
