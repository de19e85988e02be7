// What an operator gets to see of the running bot: alerts to the owners, health and metrics.
import { join } from 'node:path'
import type { Archive } from '../archive/archive.ts'
import type { Database } from '../database/database.ts'
import type { Requests } from '../delivery/limits/requests.ts'
import type { Answer, MessageSender, Outcome } from '../delivery/port.ts'
import type { IntakeReport } from '../intake/intake.ts'
import type { Log } from '../log/log.ts'
import { type Clock, sleep } from '../schedule/clock.ts'
import { type Alerts, createAlerts } from './alerts.ts'
import type { HealthServer } from './health-server.ts'
import type { Metrics } from './metrics.ts'
import { type Observations, UNOBSERVED } from './observations.ts'
import { readReadiness } from './readiness.ts'
import { createReadings, type Readings } from './readings.ts'
import { createTellOwner } from './tell-owner.ts'

export interface Operating {
  readonly alerts: Pick<Alerts, 'raise' | 'fault'>
  readonly observe: Observations
  digestRead(report: IntakeReport): void
  /** Counts what the sender is answered. */
  observed(sender: MessageSender): MessageSender
  /** From now on there is a bot to speak of, and a way to its owners. */
  connected(bot: {
    readonly sender: MessageSender
    readonly requests: Requests
    readonly owners: () => Promise<readonly string[]>
    readonly isConnected: () => boolean
  }): void
  /** Once a minute. */
  look(): void
  /** What the owners are to know before the process ends, once. */
  lastWords(): Promise<void>
  close(): Promise<void>
}

export interface OperatingSettings {
  readonly alerts: { readonly to: 'owners' | 'none' }
  readonly health: { readonly port: number | null; readonly host: string }
  readonly folders: { readonly digests: string; readonly data: string }
  /** Of the processes that share the data folder: 1 for the first. */
  readonly ordinal: number
}

const MAX_LAST_WORDS_MS = 5_000

export type OperatingOutcome =
  | { readonly kind: 'ready'; readonly operating: Operating }
  | { readonly kind: 'refused'; readonly why: string }

/** `refused`: the port of health cannot be had. */
export async function createOperating(parts: {
  readonly settings: OperatingSettings
  readonly database: Database
  readonly archive: Pick<Archive, 'indexing' | 'size'>
  readonly clock: Clock
  readonly log: Log
}): Promise<OperatingOutcome> {
  const { settings, database, archive, clock, log } = parts
  const path = join(settings.folders.data, settings.ordinal === 1 ? 'alerts.json' : `alerts-${settings.ordinal}.json`)
  const alerts = createAlerts({ probe: database.probe, path, clock, log })
  let isConnected = () => false
  let readings: Readings | null = null
  const metrics =
    settings.health.port === null ? null : await loadMetrics({ readings: () => readings, isConnected: () => isConnected() })
  const { port, host } = settings.health
  let server: HealthServer | null = null
  if (port !== null && metrics !== null) {
    const { startHealthServer } = await import('./health-server.ts')
    const readiness = async () => await readReadiness({ readings, isConnected: isConnected(), clock })
    try {
      server = await startHealthServer({ host, port, metrics, readiness })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      return {
        kind: 'refused',
        why: `Health cannot be served on ${host}:${port} (${why}). Processes of one machine need a port each: set another health.port (PAPERBOY_HEALTH_PORT) or health.host.`,
      }
    }
    log.info({ host, port: server.port }, `health and metrics are served on http://${host}:${server.port}`)
  }

  const observe: Observations = metrics ?? UNOBSERVED
  const operating: Operating = {
    alerts,
    observe,
    digestRead({ digest, outcome, held }) {
      observe.digest({ outcome: held === null ? outcome.kind : 'held', diagnostics: digest.diagnostics })
      if (held !== null) alerts.raise({ kind: 'held', file: digest.file, why: held })
    },
    observed: (sender) => ({
      ...sender,
      async perform(act, options): Promise<Answer<Outcome>> {
        const answer = await sender.perform(act, options)
        const { kind } = answer.outcome
        if (kind !== 'withdrawn') observe.delivery(kind === 'wait' ? 'rate-limited' : kind)
        return answer
      },
    }),
    connected({ sender, requests, owners, isConnected: connection }) {
      isConnected = connection
      readings = createReadings({ database, archive, clock, folders: settings.folders })
      // It could be opened and the bot has started: whatever was damaged is not.
      alerts.mended('damaged')
      alerts.connect({
        owners: settings.alerts.to === 'owners' ? owners : async () => [],
        send: createTellOwner({ sender, requests, log }),
      })
    },
    look: () => void alerts.look(),
    lastWords: async () => await Promise.race([alerts.stop(), sleep(clock, MAX_LAST_WORDS_MS)]),
    async close() {
      readings = null
      await server?.stop()
    },
  }
  return { kind: 'ready', operating }
}

/** Only where they are wanted: they cost memory and a timer. */
async function loadMetrics(sources: Parameters<typeof import('./metrics.ts').createMetrics>[0]): Promise<Metrics> {
  const { createMetrics } = await import('./metrics.ts')
  return createMetrics(sources)
}
