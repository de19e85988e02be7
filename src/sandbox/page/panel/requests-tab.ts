// Every request of the bot: route, body, answer, rate-limit bucket, and why it was refused.
import type { RequestEntry } from '../../feed.ts'
import { errorLines } from '../../testing/error-lines.ts'
import { linkTo } from '../data/address.ts'
import { h } from '../dom/dom.ts'
import { exactTime } from '../dom/time.ts'
import type { Page } from '../page-parts.ts'
import { copyButton } from './copy.ts'
import { curlOf } from './curl.ts'
import { jsonView } from './json.ts'
import { createLogList } from './log-list.ts'
import { createTab, type Tab } from './tab.ts'

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
    entry.fault === null ? null : `answered by the fault "${entry.fault}"`,
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

export function createRequestsTab(page: Page): Tab & { open(id: string): void } {
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
      h('p', { class: 'small path' }, `${entry.method} ${entry.path}${entry.query && `?${entry.query}`}`),
      bucketLine(entry),
      h(
        'div',
        { class: 'buttons' },
        copyButton(page, 'Copy as curl', () => curlOf(entry, location.origin, store.token)),
        copyButton(page, 'Copy link', () =>
          linkTo({ channel: store.place?.id ?? '', panel: 'requests', entry: String(entry.id) }),
        ),
      ),
      jsonView('Body', entry.body),
      entry.files.length > 0 ? jsonView('Files', entry.files) : null,
      jsonView('Answer', entry.answer),
    ],
  })
  const onlyRefused = h('input', { type: 'checkbox', on: { change: () => tab.redraw() } })
  const filter = h('input', {
    type: 'search',
    placeholder: 'Filter by route, path, status or code',
    'aria-label': 'Filter requests',
    on: { input: () => tab.redraw() },
  })
  const element = h(
    'div',
    {},
    h('div', { class: 'panel-tools' }, filter, h('label', { class: 'inline' }, onlyRefused, 'only refused')),
    list.element,
  )
  /** Asked for by an address, perhaps before the log has come. */
  let awaited: string | undefined
  const tab = createTab('Requests', element, () => {
    const wanted = filter.value.toLowerCase()
    list.set(
      store.requests.filter(
        (entry) =>
          (!onlyRefused.checked || isRefused(entry)) &&
          `${entry.route} ${entry.path}?${entry.query} ${entry.status} ${entry.code ?? ''}`.toLowerCase().includes(wanted),
      ),
    )
    if (awaited !== undefined && list.open(awaited)) awaited = undefined
  })
  store.on('requests', tab.redraw)
  return {
    ...tab,
    open(id) {
      filter.value = ''
      onlyRefused.checked = false
      awaited = id
      tab.redraw()
    },
  }
}
