// The connection for notices: it hears what is said on the channels that somebody listens to, and
// says what this process has to say. One that is lost is made again, for as long as it is needed.
import type { Client } from 'pg'
import type { Listening } from '../notices.ts'
import { openClient } from './open-client.ts'

export interface NoticeConnection {
  /** False where it was lost. */
  send(channel: string, text: string): Promise<boolean>
  /** `onNotice` gets null whenever it hears again: something may have been said meanwhile. */
  listen(channel: string, onNotice: (text: string | null) => void): Listening
  close(): Promise<void>
}

const AGAIN_MS = 1_000
const MAX_AGAIN_MS = 30_000
/** A connection on which nothing can be said for so long is made again. */
const MAX_SEND_MS = 5_000

export function createNoticeConnection(url: string): NoticeConnection {
  const listeners = new Map<string, Set<(text: string | null) => void>>()
  let client: Client | null = null
  let connecting: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let waitMs = AGAIN_MS

  async function connect(): Promise<void> {
    let opened: Client | null = null
    try {
      opened = await openClient(url, 'paperboy listens')
      const connected = opened
      connected.on('notification', ({ channel, payload, processId }) => {
        if (processId === ownNumber(connected)) return
        for (const onNotice of listeners.get(channel) ?? []) onNotice(payload ?? '')
      })
      connected.once('end', () => {
        if (client === connected) client = null
        connectLater()
      })
      for (const channel of listeners.keys()) await connected.query(`listen ${channel}`)
      if (isClosed) return await connected.end()
      client = connected
      waitMs = AGAIN_MS
      for (const all of listeners.values()) for (const onNotice of all) onNotice(null)
    } catch {
      // Whoever asks the server for something says that it is away.
      if (opened === null) connectLater()
      else await opened.end().catch(() => {})
    }
  }

  function connectNow(): void {
    clearTimeout(timer)
    connecting ??= connect().finally(() => {
      connecting = null
    })
  }

  function connectLater(): void {
    if (isClosed) return
    clearTimeout(timer)
    timer = setTimeout(connectNow, waitMs)
    timer.unref()
    waitMs = Math.min(waitMs * 2, MAX_AGAIN_MS)
  }

  /** One that does not answer is cut, and made again by its end. */
  async function ask(asked: Client, text: string, values: readonly string[] = []): Promise<boolean> {
    const cut = setTimeout(() => void asked.end().catch(() => {}), MAX_SEND_MS)
    try {
      await asked.query(text, [...values])
      return true
    } catch {
      return false
    } finally {
      clearTimeout(cut)
    }
  }

  return {
    async send(channel, text) {
      return client !== null && (await ask(client, 'select pg_notify($1, $2)', [channel, text]))
    },
    listen(channel, onNotice) {
      const all = listeners.get(channel)
      listeners.set(channel, (all ?? new Set()).add(onNotice))
      if (client === null) connectNow()
      else if (all !== undefined) onNotice(null)
      else void ask(client, `listen ${channel}`).then((isHeard) => isHeard && onNotice(null))
      return {
        async close() {
          listeners.get(channel)?.delete(onNotice)
        },
      }
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await connecting
      await client?.end().catch(() => {})
    },
  }
}

/** The server's number of this connection, which the driver's types leave out. */
const ownNumber = (client: Client) => (client as Client & { readonly processID?: number }).processID
