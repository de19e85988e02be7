// Faults at a click, and those that are waiting to strike.
import { api, Refused } from '../data/api.ts'
import { h } from '../dom/dom.ts'
import type { Page } from '../page-parts.ts'
import type { Tab } from './tab.ts'

const READY: readonly { label: string; about: string; fault: Record<string, unknown>; isImmediate?: boolean }[] = [
  { label: '429', about: 'rate limited, retry after 5 s', fault: { kind: 'rate-limit', retry_after: 5 } },
  {
    label: '429 global',
    about: 'the global limit, retry after 5 s',
    fault: { kind: 'rate-limit', scope: 'global', retry_after: 5 },
  },
  { label: '429 bare', about: 'the IP block: HTML, no Retry-After', fault: { kind: 'rate-limit-bare', html: true } },
  { label: '500', about: 'refused before the effect', fault: { kind: 'server-error', status: 500 } },
  { label: '503 HTML', about: 'a page of the proxy', fault: { kind: 'server-error', status: 503, html: true } },
  { label: 'Lost answer', about: 'takes effect, then the socket is cut', fault: { kind: 'lost-answer' } },
  { label: 'Cut request', about: 'the socket is cut before any effect', fault: { kind: 'cut' } },
  { label: 'Slow', about: 'the answer comes 4 s late', fault: { kind: 'slow', ms: 4_000 } },
  { label: '50013', about: 'Missing Permissions', fault: { kind: 'refuse', code: 50013 } },
  { label: 'Cut gateway', about: 'drops the connections, no close frame', fault: { kind: 'gateway-cut' }, isImmediate: true },
  { label: 'Reconnect', about: 'op 7 to every session', fault: { kind: 'gateway-reconnect' }, isImmediate: true },
  {
    label: 'Invalid session',
    about: 'op 9, not resumable',
    fault: { kind: 'gateway-invalid-session', resumable: false },
    isImmediate: true,
  },
  { label: 'Close 4000', about: 'unknown error', fault: { kind: 'gateway-close', code: 4_000 }, isImmediate: true },
]

const ROUTES = [
  '',
  'POST /channels/:id/messages',
  'PATCH /channels/:id/messages/:id',
  'POST /channels/:id/threads',
  'POST /interactions/:id/:token/callback',
  'POST /webhooks/:id/:token',
  'PATCH /webhooks/:id/:token/messages/:id',
  'PUT /applications/:id/commands',
]

export function createFaultsTab({ store, layers }: Page): Tab {
  const known = h(
    'datalist',
    { id: 'fault-routes' },
    ROUTES.map((route) => h('option', { value: route })),
  )
  const route = h('input', {
    type: 'text',
    list: 'fault-routes',
    placeholder: 'every request',
    'aria-label': 'Route that it strikes',
  })
  const count = h('input', { type: 'number', min: 0, value: 1, class: 'narrow', 'aria-label': 'How often; 0 is without end' })
  const share = h('input', {
    type: 'number',
    min: 1,
    max: 100,
    value: 100,
    class: 'narrow',
    'aria-label': 'Of how many in a hundred requests',
  })
  const active = h('div', { class: 'faults', 'aria-live': 'polite' })

  async function attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
    } catch (error) {
      layers.notice(error instanceof Refused ? error.message : String(error))
    }
  }
  const strike = (fault: Record<string, unknown>, isImmediate: boolean) => {
    const scope = isImmediate
      ? {}
      : {
          count: Number(count.value),
          probability: Number(share.value) / 100,
          ...(route.value.trim() && { route: route.value.trim() }),
        }
    void attempt(() => api.fault({ ...fault, ...scope }))
  }
  const button = ({ label, about, fault, isImmediate = false }: (typeof READY)[number]) =>
    h(
      'button',
      { type: 'button', class: 'fault-button', on: { click: () => strike(fault, isImmediate) } },
      h('strong', {}, label),
      h('span', { class: 'muted small' }, about),
    )
  const routes = h('div', { class: 'fault-buttons' }, READY.filter(({ isImmediate }) => !isImmediate).map(button))
  const gateway = h('div', { class: 'fault-buttons' }, READY.filter(({ isImmediate }) => isImmediate).map(button))

  function draw(): void {
    const rows = store.faults.map(({ id, kind, hits, count: times, route: where, probability = 1 }) =>
      h(
        'div',
        { class: 'fault' },
        h(
          'span',
          {},
          h('strong', {}, kind),
          ` ${probability < 1 ? `${Math.round(probability * 100)} % of ` : ''}${where ?? 'every request'} · hit ${hits}${times ? ` of ${times}` : ''}`,
        ),
        h(
          'button',
          {
            type: 'button',
            class: 'text-button',
            'aria-label': `Remove the fault ${kind}`,
            on: { click: () => void attempt(() => api.removeFault(id)) },
          },
          'Remove',
        ),
      ),
    )
    const clear = h(
      'button',
      { type: 'button', class: 'button secondary small', on: { click: () => void attempt(() => api.clearFaults()) } },
      'Remove all',
    )
    active.replaceChildren(
      ...(rows.length > 0 ? [...rows, clear] : [h('p', { class: 'muted' }, 'No fault is waiting to strike.')]),
    )
  }
  store.on('faults', draw)
  const element = h(
    'div',
    { class: 'stack' },
    h('h3', {}, 'Waiting to strike'),
    active,
    h('h3', {}, 'On requests'),
    h(
      'div',
      { class: 'panel-tools' },
      route,
      known,
      h('label', { class: 'inline' }, count, 'times'),
      h('label', { class: 'inline' }, share, '% of them'),
    ),
    routes,
    h('h3', {}, 'On the gateway, at once'),
    gateway,
  )
  return { title: 'Faults', element, shown: draw }
}
