// What goes over the gateway, in both directions.
import type { GatewayEntry } from '../../feed.ts'
import { h } from '../dom/dom.ts'
import { exactTime } from '../dom/time.ts'
import type { Page } from '../page-parts.ts'
import { jsonView } from './json.ts'
import { createLogList } from './log-list.ts'
import { createTab, type Tab } from './tab.ts'

const OPCODES: Record<number, string> = {
  0: 'DISPATCH',
  1: 'HEARTBEAT',
  2: 'IDENTIFY',
  3: 'PRESENCE UPDATE',
  4: 'VOICE STATE UPDATE',
  6: 'RESUME',
  7: 'RECONNECT',
  8: 'REQUEST GUILD MEMBERS',
  9: 'INVALID SESSION',
  10: 'HELLO',
  11: 'HEARTBEAT ACK',
}

const nameOfEntry = (entry: GatewayEntry): string =>
  entry.direction === 'closed' ? `closed ${entry.code}` : (entry.t ?? OPCODES[entry.op] ?? `op ${entry.op}`)
const arrow = { in: '→ sandbox', out: '→ bot', closed: '✕' } as const

export function createGatewayTab({ store }: Page): Tab {
  const numbers = new WeakMap<GatewayEntry, string>()
  let last = 0
  const idOf = (entry: GatewayEntry): string => {
    const known = numbers.get(entry) ?? String(++last)
    numbers.set(entry, known)
    return known
  }
  const list = createLogList<GatewayEntry>({
    idOf,
    classOf: (entry) => (entry.direction === 'closed' ? 'refused' : ''),
    line: (entry) => [
      h('span', { class: 'log-status' }, arrow[entry.direction]),
      h('span', { class: 'log-route' }, nameOfEntry(entry)),
      h(
        'span',
        { class: 'muted small' },
        `${exactTime(entry.at, 'en')}${entry.direction !== 'closed' && typeof entry.s === 'number' ? ` · s ${entry.s}` : ''} · ${entry.session.slice(0, 8)}`,
      ),
    ],
    details: (entry) =>
      entry.direction === 'closed'
        ? [h('p', {}, entry.reason || 'without a reason')]
        : [jsonView('Payload', { op: entry.op, ...(entry.t && { t: entry.t }), s: entry.s ?? null, d: entry.d })],
  })
  const beats = h('input', { type: 'checkbox', on: { change: () => tab.redraw() } })
  const element = h(
    'div',
    {},
    h('div', { class: 'panel-tools' }, h('label', { class: 'inline' }, beats, 'heartbeats too')),
    list.element,
  )
  const isBeat = (entry: GatewayEntry) => entry.direction !== 'closed' && (entry.op === 1 || entry.op === 11)
  const tab = createTab('Gateway', element, () => list.set(store.gateway.filter((entry) => beats.checked || !isBeat(entry))))
  store.on('gateway', tab.redraw)
  return tab
}
