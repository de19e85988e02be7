// The search box of the head with its results, and the way to a day, as Discord has them.
import { snowflakeAt } from '../../snowflake.ts'
import type { Message } from '../../world/types.ts'
import { api } from '../data/api.ts'
import { displayName, nameOf } from '../data/store.ts'
import { FLAG, hasFlag } from '../data/types.ts'
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import { messageTime } from '../dom/time.ts'
import type { Page } from '../page-parts.ts'
import { FILTERS, readSearch, startOfDay } from './search-query.ts'

export interface Search {
  /** In the head. */
  readonly box: HTMLElement
  /** Next to the messages; hidden while nothing was searched. */
  readonly results: HTMLElement
  focus(): void
}

const PAGE = 25
const MAX_TEXT = 200

export function createSearch(page: Page, reveal: (channelId: string, messageId: string) => Promise<void>): Search {
  const { store, say, layers } = page
  const field = h('input', { type: 'search', class: 'search-field', autocomplete: 'off', spellcheck: 'false', dir: 'auto' })
  const form = h('form', { class: 'search', role: 'search', on: { submit } }, icon('search', 16), field)
  const date = h('button', { type: 'button', class: 'icon-button', on: { click: askForDay } }, icon('calendar', 20))
  const box = h('div', { class: 'search-tools' }, date, form)
  const heading = h('h2', { class: 'results-heading', tabindex: -1 })
  const close = h('button', { type: 'button', class: 'icon-button', on: { click: hide } }, icon('close', 18))
  const list = h('ol', { class: 'results-list' })
  const results = h('section', { class: 'results', hidden: true }, h('header', { class: 'results-head' }, heading, close), list)
  let filters: { close(): void } | undefined
  /** Counts up with each search: an answer that comes late is of no use any more. */
  let turn = 0

  function hide(): void {
    results.hidden = true
    field.focus()
  }

  const guildId = () => store.place?.guild_id
  const names = {
    people: (name: string) =>
      [...store.users.values()]
        .filter((user) => [user.username, displayName(user)].some((one) => one.toLowerCase() === name.toLowerCase()))
        .map(({ id }) => id),
    channels: (name: string) =>
      [...store.channels.values()]
        .filter((one) => one.guild_id === guildId() && one.name?.toLowerCase() === name.toLowerCase())
        .map(({ id }) => id),
  }

  function submit(event: Event): void {
    event.preventDefault()
    filters?.close()
    const query = readSearch(field.value, names)
    if (query.kind === 'unknown') {
      layers.notice(say('filterUnknown', { value: query.value, filter: `${query.filter}:` }))
      return
    }
    if (query.parameters.length > 0) void show(query.parameters, 0)
  }

  async function show(parameters: readonly (readonly [string, string])[], offset: number): Promise<void> {
    if (!store.place) return
    turn += 1
    const mine = turn
    const where = [['channel', store.place.id] as const, ['user', store.viewer.userId] as const]
    const found = await api.search([...where, ...parameters, ['limit', String(PAGE)], ['offset', String(offset)]])
    if (mine !== turn) return
    const rows = found.messages.map((message) => h('li', {}, card(message)))
    if (offset === 0) list.replaceChildren()
    list.querySelector('.results-more')?.remove()
    list.append(...rows)
    if (found.total > offset + found.messages.length) list.append(moreButton(parameters, offset + found.messages.length))
    heading.textContent = found.total === 0 ? say('nothingFound') : say('results', { count: found.total })
    results.hidden = false
    const first = rows[0]?.querySelector('button') ?? heading
    first.focus()
    layers.announce(heading.textContent)
  }

  function moreButton(parameters: readonly (readonly [string, string])[], offset: number): HTMLElement {
    const more = () => void show(parameters, offset)
    return h(
      'li',
      { class: 'results-more' },
      h('button', { type: 'button', class: 'button', on: { click: more } }, say('moreResults')),
    )
  }

  function card(message: Message): HTMLElement {
    const channel = store.channels.get(message.channel_id)
    const open = () => {
      if (store.place?.id !== message.channel_id) store.open(message.channel_id)
      store.flush()
      void reveal(message.channel_id, message.id)
    }
    return h(
      'button',
      { type: 'button', class: 'result', on: { click: open } },
      h(
        'span',
        { class: 'result-head muted small' },
        h('strong', { dir: 'auto' }, displayName(message.author)),
        ` · ${channel ? nameOf(channel, store) : ''} · ${messageTime(Date.parse(message.timestamp), store.viewer.locale, store.now())}`,
      ),
      h('span', { class: 'result-text', dir: 'auto' }, textOf(message)),
    )
  }

  function offerFilters(): void {
    if (field.value !== '') {
      filters?.close()
      return
    }
    const take = (filter: string) => {
      field.value = `${field.value}${field.value === '' || field.value.endsWith(' ') ? '' : ' '}${filter}:`
      field.focus()
    }
    const rows = FILTERS.map((filter) =>
      h(
        'button',
        {
          type: 'button',
          class: 'filter',
          tabindex: -1,
          on: { pointerdown: (event: Event) => event.preventDefault(), click: () => take(filter) },
        },
        h('code', {}, `${filter}:`),
        ` ${say(`filter_${filter}`)}`,
      ),
    )
    const content = h('div', { class: 'filters', role: 'group', 'aria-label': say('searchFilters') }, ...rows)
    filters = layers.popover({ at: form, content })
  }
  field.addEventListener('focus', offerFilters)
  field.addEventListener('input', offerFilters)
  field.addEventListener('blur', () => filters?.close())
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !results.hidden) results.hidden = true
  })
  results.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      hide()
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const all = [...list.querySelectorAll<HTMLElement>('button')]
    const next = all[all.indexOf(document.activeElement as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1)]
    if (!next) return
    event.preventDefault()
    next.focus()
  })

  function askForDay(): void {
    const input = h('input', { type: 'date', class: 'text-field', 'aria-label': say('jumpToDate') })
    const content = h(
      'form',
      {
        class: 'date-jump',
        on: {
          submit: (event: Event) => {
            event.preventDefault()
            layers.closePopover()
            void jumpTo(input.value)
          },
        },
      },
      h('label', {}, say('jumpToDate'), input),
      h('button', { type: 'submit', class: 'button primary' }, say('jump')),
    )
    layers.popover({ at: date, content })
    input.focus()
  }

  async function jumpTo(day: string): Promise<void> {
    const channel = store.place
    const at = startOfDay(day)
    if (!channel || Number.isNaN(at)) return
    const before = snowflakeAt(Math.max(at - 1, 1_420_070_400_000))
    const { messages } = await api.messages(channel.id, { after: before, limit: 50 })
    const first = messages.find((message) => !hasFlag(message, FLAG.ephemeral))
    if (first) await reveal(channel.id, first.id)
    else layers.notice(say('noMessageThen'))
  }

  function draw(): void {
    field.placeholder = say('search')
    field.setAttribute('aria-label', say('searchMessages'))
    results.setAttribute('aria-label', say('searchMessages'))
    for (const [button, word] of [
      [date, 'jumpToDate'],
      [close, 'close'],
    ] as const) {
      button.setAttribute('aria-label', say(word))
      button.title = say(word)
    }
    box.hidden = store.place === undefined
  }
  let scope: string | undefined
  store.on(['place', 'viewer', 'world'], () => {
    draw()
    const now = `${guildId() ?? store.place?.id} ${store.viewer.userId}`
    // Results of another server, or of what somebody else may read, go away.
    if (scope !== now) results.hidden = true
    scope = now
  })
  return { box, results, focus: () => field.focus() }
}

function textOf({ content, embeds, attachments }: Message): string {
  const embedded = embeds.map(({ title, description }) => [title, description].filter(Boolean).join(' — '))
  const text = [content, ...embedded, ...attachments.map(({ filename }) => filename)].filter(Boolean).join(' · ')
  const plain = text
    .replace(/<[@#:a][^>]*>/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\(.)/g, '$1')
    .replace(/[*_~|`#>]/g, '')
  return plain.length > MAX_TEXT ? `${plain.slice(0, MAX_TEXT)}…` : plain
}
