// What an owner of the bot must know and would otherwise find in the log too late. It is gathered
// for a moment and sent as one direct message, without the database, which may be what is wrong.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { databaseFaultOf } from '../database/faults.ts'
import type { Log } from '../log/log.ts'
import type { Clock } from '../schedule/clock.ts'
import { type Alert, type AlertLine, alertText, type Condition } from './alert-text.ts'

export interface Alerts {
  raise(alert: Alert): void
  /** Any failure: a full disk and a damaged archive are alerts, others are not. */
  fault(error: unknown): void
  /** What was wrong is right again; nothing where it was not wrong. */
  mended(condition: Condition): void
  /** Once a minute: whether a full disk has room again. */
  look(): Promise<void>
  /** What waits is sent now. Resolves when it was, or could not be. */
  flush(): Promise<void>
  /** Before that everything waits. */
  connect(recipients: Recipients): void
  /** The last is sent, where it can be at once. */
  stop(): Promise<void>
}

export interface Recipients {
  readonly owners: () => Promise<readonly string[]>
  /** False where it did not arrive and is to be tried again. */
  readonly send: (userId: string, text: { readonly zh: string; readonly en: string }) => Promise<boolean>
}

export interface AlertParts {
  /** Throws while the disk is full. */
  readonly probe: () => Promise<void>
  /** A file that remembers what is wrong over a restart. */
  readonly path: string
  readonly clock: Clock
  readonly log: Log
}

const GATHER_MS = 60_000
/** After a message, and before another try. */
const REST_MS = 10 * 60_000
/** While Discord is out of reach for long, what came first says enough. */
const MAX_WAITING = 500

const openSchema = z.partialRecord(z.enum(['disk-full', 'damaged']), z.number())

export function createAlerts(parts: AlertParts): Alerts {
  const { clock, log } = parts
  const open = new Map<Condition, number>(Object.entries(readOpen(parts.path)) as [Condition, number][])
  let waiting: AlertLine[] = []
  let notBefore = 0
  let cancel = () => {}
  let isTimed = false
  let sending: Promise<void> | null = null
  let isStopped = false
  let recipients: Recipients | null = null

  function add(line: AlertLine): void {
    if (isStopped || waiting.length >= MAX_WAITING) return
    waiting.push(line)
    arm(Math.max(GATHER_MS, notBefore - clock.now()))
  }

  function arm(ms: number): void {
    if (isTimed || isStopped || recipients === null) return
    isTimed = true
    cancel = clock.after(ms, () => {
      isTimed = false
      void flush()
    })
  }

  async function sendAll({ owners, send }: Recipients): Promise<void> {
    const lines = waiting
    waiting = []
    const text = alertText(lines)
    let isLost = false
    try {
      for (const owner of await owners()) if (!(await send(owner, text))) isLost = true
    } catch (error) {
      log.warn({ err: error }, 'the owners of the bot could not be looked up; what they should know is kept for later')
      isLost = true
    }
    notBefore = clock.now() + REST_MS
    if (!isLost) return
    waiting = [...lines, ...waiting]
    if (!isStopped) arm(REST_MS)
  }

  function flush(): Promise<void> {
    cancel()
    isTimed = false
    if (waiting.length === 0 || recipients === null) return sending ?? Promise.resolve()
    sending ??= sendAll(recipients).finally(() => {
      sending = null
      if (waiting.length > 0 && !isStopped) arm(Math.max(GATHER_MS, notBefore - clock.now()))
    })
    return sending
  }

  function remember(): void {
    try {
      if (open.size === 0) rmSync(parts.path, { force: true })
      else writeFileSync(parts.path, `${JSON.stringify(Object.fromEntries(open))}\n`, { mode: 0o600 })
    } catch {
      // Where the disk is full it is remembered by this process alone.
    }
  }

  function mended(condition: Condition): void {
    const since = open.get(condition)
    if (since === undefined) return
    open.delete(condition)
    remember()
    const ms = clock.now() - since
    // Both in one message would alarm for nothing.
    waiting = waiting.filter(({ kind }) => kind !== condition)
    add({ kind: 'mended', condition, ms })
  }

  function raise(alert: Alert): void {
    if (alert.kind === 'disk-full' || alert.kind === 'damaged') {
      if (open.has(alert.kind)) return
      open.set(alert.kind, clock.now())
      remember()
    }
    add(alert)
  }

  return {
    raise,
    fault(error) {
      const fault = databaseFaultOf(error)
      if (fault === 'full') raise({ kind: 'disk-full' })
      if (fault === 'damaged') raise({ kind: 'damaged' })
    },
    mended,
    async look() {
      if (!open.has('disk-full')) return
      try {
        await parts.probe()
      } catch {
        return
      }
      mended('disk-full')
    },
    flush,
    connect(to) {
      recipients = to
      // Who they are must be known when nothing can be asked any more.
      to.owners().catch(() => undefined)
      if (waiting.length > 0) arm(GATHER_MS)
    },
    async stop() {
      isStopped = true
      cancel()
      await flush()
    },
  }
}

function readOpen(path: string): z.infer<typeof openSchema> {
  try {
    return openSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}
