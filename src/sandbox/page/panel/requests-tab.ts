// Every request of the bot: route, body, answer, rate-limit bucket, and why it was refused.
import type { RequestEntry } from '../../feed.ts'
import { h } from '../dom/dom.ts'
import { exactTime } from '../dom/time.ts'
import type { Page } from '../page-parts.ts'
import { jsonView } from './json.ts'
import { createLogList } from './log-list.ts'
import { createTab, type Tab } from './tab.ts'

interface ErrorTree {
  readonly _errors?: readonly { code: string; message: string }[]
  readonly [key: string]: unknown
}

/** Discord's nested errors as lines: `embeds.0.title: BASE_TYPE_MAX_LENGTH Must be 256 or fewer in length.` */
export function errorLines(tree: unknown, path: readonly string[] = []): string[] {
  if (typeof tree !== 'object' || tree === null) return []
  const { _errors = [], ...rest } = tree as ErrorTree
  const own = _errors.map(({ code, message }) => `${path.join('.') || 'body'}: ${code} ${message}`)
  return [...own, ...Object.entries(rest).flatMap(([key, value]) => errorLines(value, [...path, key]))]
}

const statusText = ({ status }: RequestEntry): string => (status === 0 ? 'no answer' : String(status))
const isRefused = ({ status, fault }: RequestEntry): boolean => status >= 400 || status === 0 || fault !== null

function whyRefused(entry: RequestEntry): HTMLElement | null {
  if (!isRefused(entry)) return null
  const answer = (entry.answer ?? {}) as {
    message?: string
    code?: number
    errors?: unknown
    retry_after?: number
    global?: boolean
  }
  const lines = [
    entry.fault === null ? null : `struck by the fault "${entry.fault}"`,
    answer.message === undefined ? null : `${answer.code ?? entry.code ?? entry.status}: ${answer.message}`,
    answer.retry_after === undefined ? null : `retry after ${answer.retry_after} s${answer.global ? ', global' : ''}`,
    ...errorLines(answer.errors),
  ].filter((line) => line !== null)
  return lines.length > 0
    ? h(
        'ul',
        { class: 'refusal' },
        lines.map((line) => h('li', {}, line)),
      )
    : null
}

function bucketLine({ bucket }: RequestEntry): HTMLElement | null {
  if (!bucket) return null
  return h(
    'p',
    { class: 'muted small' },
    `Bucket ${bucket.id}: ${bucket.remaining} of ${bucket.limit} left, full again in ${bucket.resetAfter} s`,
  )
}

export function createRequestsTab(page: Page): Tab {
  const { store } = page
  const list = createLogList<RequestEntry>({
    idOf: ({ id }) => String(id),
    classOf: (entry) => (isRefused(entry) ? 'refused' : ''),
    line: (entry) => [
      h('span', { class: 'log-status' }, statusText(entry)),
      h('span', { class: 'log-route' }, entry.route),
      h(
        'span',
        { class: 'muted small' },
        `${exactTime(entry.at, 'en')} · ${entry.ms} ms${entry.bucket ? ` · ${entry.bucket.remaining}/${entry.bucket.limit}` : ''}`,
      ),
    ],
    details: (entry) => [
      whyRefused(entry),
      h('p', { class: 'small path' }, `${entry.method} ${entry.path}`),
      bucketLine(entry),
      jsonView('Body', entry.body),
      entry.files.length > 0 ? jsonView('Files', entry.files) : null,
      jsonView('Answer', entry.answer),
    ],
  })
  const onlyRefused = h('input', { type: 'checkbox', on: { change: () => tab.redraw() } })
  const filter = h('input', {
    type: 'search',
    placeholder: 'Filter by route or path',
    'aria-label': 'Filter requests',
    on: { input: () => tab.redraw() },
  })
  const element = h(
    'div',
    {},
    h('div', { class: 'panel-tools' }, filter, h('label', { class: 'inline' }, onlyRefused, 'only refused')),
    list.element,
  )
  const tab = createTab('Requests', element, () => {
    const wanted = filter.value.toLowerCase()
    list.set(
      store.requests.filter(
        (entry) =>
          (!onlyRefused.checked || isRefused(entry)) &&
          `${entry.route} ${entry.path} ${entry.status}`.toLowerCase().includes(wanted),
      ),
    )
  })
  store.on('requests', tab.redraw)
  return tab
}
