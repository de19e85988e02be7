// The metrics that Prometheus collects. Their names are held against the dashboard and the alert
// rules by a test.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Observations } from './observations.ts'
import type { Readings } from './readings.ts'

export interface Metrics extends Observations {
  readonly contentType: string
  text(): Promise<string>
}

/** Null before the bot is logged in. */
export interface MetricSources {
  readonly readings: () => Readings | null
  readonly isConnected: () => boolean
}

export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]

  const gauge = (name: string, help: string, read: (readings: Readings) => Promise<number | null>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const readings = sources.readings()
        const value = readings === null ? null : await read(readings).catch(() => null)
        if (value === null) this.remove()
        else this.set(value)
      },
    })

  new Gauge({
    name: 'paperboy_gateway_connected',
    help: 'Whether the gateway of Discord is connected.',
    registers,
    collect() {
      this.set(sources.isConnected() ? 1 : 0)
    },
  })
  gauge('paperboy_queue_messages', 'Messages that are owed.', async (readings) => (await readings.queue()).messages)
  gauge(
    'paperboy_queue_oldest_age_seconds',
    'Age of the oldest message that may go out.',
    async (readings) => (await readings.queue()).oldestAgeMs / 1000,
  )
  gauge('paperboy_last_digest_timestamp_seconds', 'When the newest digest arrived, in seconds since 1970.', async (readings) => {
    const at = await readings.lastDigestAt()
    return at === null ? null : at / 1000
  })
  gauge('paperboy_archive_papers', 'Papers in the archive.', async (readings) => (await readings.index()).papers)
  gauge(
    'paperboy_index_waiting_papers',
    'Papers that search does not find yet.',
    async (readings) => (await readings.index()).waiting,
  )
  new Gauge({
    name: 'paperboy_subscriptions',
    help: 'Subscriptions, by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      const counts = await sources
        .readings()
        ?.subscriptions()
        .catch(() => null)
      for (const [state, count] of Object.entries(counts ?? {})) this.set({ state }, count)
    },
  })

  const requests = new Counter({
    name: 'paperboy_discord_requests_total',
    help: "Requests to Discord's API, by route and status; the status is `none` where no answer came.",
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const rateLimited = new Counter({
    name: 'paperboy_discord_rate_limited_total',
    help: 'Answers 429 of Discord.',
    registers,
  })
  const deliveries = new Counter({
    name: 'paperboy_deliveries_total',
    help: 'Acts in channels and direct messages, by outcome.',
    labelNames: ['outcome'],
    registers,
  })
  const lateness = new Histogram({
    name: 'paperboy_delivery_lateness_seconds',
    help: 'Time from the decision to post a message until it was sent.',
    buckets: [1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400],
    registers,
  })
  const answers = new Histogram({
    name: 'paperboy_answer_duration_seconds',
    help: 'Time until a command, button or form was answered.',
    labelNames: ['command', 'outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10],
    registers,
  })
  const digests = new Counter({
    name: 'paperboy_digests_total',
    help: 'Digests that were read, by outcome.',
    labelNames: ['outcome'],
    registers,
  })
  const diagnostics = new Counter({
    name: 'paperboy_diagnostics_total',
    help: 'Diagnostics of digests that were read, by severity and code.',
    labelNames: ['severity', 'code'],
    registers,
  })

  return {
    contentType: registry.contentType,
    text: async () => await registry.metrics(),
    request({ method, route, status }) {
      requests.inc({ method, route, status: status ?? 'none' })
      if (status === 429) rateLimited.inc()
    },
    answer: ({ command, outcome, ms }) => answers.observe({ command, outcome }, ms / 1000),
    digest({ outcome, diagnostics: found }) {
      digests.inc({ outcome })
      for (const { severity, code } of found) diagnostics.inc({ severity, code })
    },
    delivery: (outcome) => deliveries.inc({ outcome: outcome.replace('-', '_') }),
    lateness: (ms) => lateness.observe(Math.max(0, ms) / 1000),
  }
}
