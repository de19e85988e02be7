// Two processes over one database: what is done in one of them and matters to the other.
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { createSignals, type Signal } from '../../src/cluster/signals.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { until } from '../support/until.ts'
import { createTestDatabase, TEMPLATE } from './support/databases.ts'
import { openProxy } from './support/proxy.ts'

const server = inject('postgres') ?? ''

async function openProcess(url: string) {
  const heard: Signal[] = []
  const database = await openDatabase(url)
  const notices = database.shared?.notices
  if (notices === undefined) throw new Error('nobody shares it')
  const signals = createSignals({ notices, clock: systemClock, onSignal: (signal) => heard.push(signal) })
  const close = async () => {
    await signals.close()
    await database.close()
  }
  onTestFinished(close)
  return { signals, heard, database }
}

describe.skipIf(inject('postgres') === null)('what one process tells', () => {
  it('is heard by the others, and not by itself', async () => {
    const url = await createTestDatabase(server, `template ${TEMPLATE}`)
    const [one, two, three] = [await openProcess(url), await openProcess(url), await openProcess(url)]
    const plan: Signal = { kind: 'plan', digestId: 7 }
    await until(() => {
      one.signals.tell(plan)
      return two.heard.length > 0 && three.heard.length > 0
    }, 'the signal')
    expect([two.heard[0], three.heard[0]]).toEqual([plan, plan])
    expect(one.heard).toEqual([])
  })

  it('is heard again after the connection was cut, with what was told meanwhile', async () => {
    const url = await createTestDatabase(server, `template ${TEMPLATE}`)
    const proxy = await openProxy(server)
    onTestFinished(proxy.close)
    const [far, near] = [await openProcess(proxy.urlOf(url)), await openProcess(url)]
    await until(() => {
      near.signals.tell({ kind: 'wake' })
      far.signals.tell({ kind: 'wake' })
      return far.heard.length > 0 && near.heard.length > 0
    }, 'the signals')
    proxy.cut()
    far.signals.tell({ kind: 'plan', digestId: 7 })
    const before = far.heard.length
    proxy.heal()
    await until(() => near.heard.some(({ kind }) => kind === 'plan'), 'what was told meanwhile', 20_000)
    await until(
      () => {
        near.signals.tell({ kind: 'wake' })
        return far.heard.length > before
      },
      'what is told now',
      20_000,
    )
  })
})
