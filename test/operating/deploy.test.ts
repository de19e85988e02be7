// The files for operators name what there is: metrics, settings, exit codes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listSettings } from '../../config/settings.ts'
import { createMetrics } from '../../src/operating/metrics.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8')

/** Every name that is exposed, with the endings of histograms. */
async function exposed(): Promise<ReadonlySet<string>> {
  const metrics = createMetrics({ readings: () => null, isConnected: () => false })
  const types = [...(await metrics.text()).matchAll(/^# TYPE (\S+) (\S+)$/gm)]
  return new Set(
    types.flatMap(([, name = '', type]) => (type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name])),
  )
}

const namesIn = (expression: string) => expression.match(/\b(?:paperboy|nodejs|process)_[a-z0-9_]+/g) ?? []

describe('the metrics', () => {
  it('that the dashboard shows are exposed', async () => {
    const known = await exposed()
    const { panels } = JSON.parse(read('deploy/grafana-dashboard.json')) as { panels: { targets: { expr: string }[] }[] }
    const named = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr)))
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  it('that the rules watch are exposed, and the rules are those that are promised', async () => {
    const known = await exposed()
    const rules = read('deploy/alerts.yml')
    const named = namesIn(rules)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !known.has(name))).toEqual([])
    expect(rules).toContain('alert: PaperboyNoDigestByNoon')
    expect(rules).toMatch(/alert: PaperboyQueueOld\n\s+expr: paperboy_queue_oldest_age_seconds > 3600/)
  })

  it('of this program are all on the dashboard', async () => {
    const own = [...(await exposed())].filter((name) => name.startsWith('paperboy_'))
    const shown = read('deploy/grafana-dashboard.json')
    const families = new Set(own.map((name) => name.replace(/_(?:bucket|count|sum)$/, '')))
    expect([...families].filter((name) => !shown.includes(name))).toEqual([])
  })

  it('are named by the conventions of Prometheus', async () => {
    const metrics = createMetrics({ readings: () => null, isConnected: () => false })
    const types = [...(await metrics.text()).matchAll(/^# TYPE (paperboy_\S+) (\S+)$/gm)]
    expect(types.length).toBeGreaterThan(10)
    for (const [, name = '', type] of types) {
      expect(name).toMatch(/^[a-z]+(?:_[a-z0-9]+)+$/)
      if (type === 'counter') expect(name).toMatch(/_total$/)
      else expect(name).not.toMatch(/_total$/)
      if (type === 'histogram') expect(name).toMatch(/_seconds$/)
    }
  })
})

describe('the settings', () => {
  it.each(['Dockerfile', 'compose.yaml', 'deploy/paperboy.service'])('that %s sets exist', (name) => {
    const known = new Set(listSettings().map(({ env }) => env))
    const named = read(name).match(/\b(?:PAPERBOY|DISCORD)_[A-Z_]+\b/g) ?? []
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((one) => !known.has(one))).toEqual([])
  })
})

describe('the unit of systemd', () => {
  it('lets the bot end by itself, and does not start again what a person must mend', () => {
    const unit = read('deploy/paperboy.service')
    expect(unit).toContain('RestartPreventExitStatus=2')
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(10)
    expect(Number(/stop_grace_period: (\d+)s/.exec(read('compose.yaml'))?.[1])).toBeGreaterThan(10)
  })
})
