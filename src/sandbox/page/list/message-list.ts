// The open channel's messages: loads them by stretches, draws what is seen, and reads new ones out.

import type { Channel } from '../../world/types.ts'
import { displayName, nameOf } from '../data/store.ts'
import { FLAG, hasFlag, isForum, type Shown } from '../data/types.ts'
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import { relativeTime } from '../dom/time.ts'
import { isContinued, messageRow } from '../message/message.ts'
import { openMessageMenu } from '../message/message-menu.ts'
import type { Page } from '../page-parts.ts'
import { createVirtualList } from './virtual-list.ts'

export interface MessageListParts {
  reply(messageId: string): void
}

/** Far more than anybody scrolls. */
const MAX_LOADED = 20_000

export interface MessageList {
  readonly element: HTMLElement
  /**
   * Loads as far as the message, brings it into sight and marks it; says so where it is not there.
   */
  reveal(channelId: string, messageId: string): Promise<void>
}

export function createMessageList(page: Page, parts: MessageListParts): MessageList {
  const { store, say, layers } = page
  const identities = new WeakMap<object, number>()
  let lastIdentity = 0
  /** A number for each state of a message: the record is replaced whenever it changes. */
  const identityOf = (value: object | undefined): number => {
    if (!value) return 0
    const known = identities.get(value)
    if (known !== undefined) return known
    lastIdentity += 1
    identities.set(value, lastIdentity)
    return lastIdentity
  }

  const toNewest = h(
    'button',
    { type: 'button', class: 'to-newest', hidden: true, on: { click: () => list.toEnd() } },
    say('toNewest'),
    icon('down', 16),
  )
  const list = createVirtualList<Shown>({
    label: '',
    keyOf: ({ message }) => message.id,
    stampOf({ message, note }, before) {
      const press = store.presses.get(message.id)
      const thread = store.channels.get(message.id)
      const joined = `${before ? isContinued(message, before.message) : ''}${before ? before.message.timestamp.slice(0, 10) : 'first'}`
      return `${identityOf(message)} ${identityOf(note)} ${identityOf(press)} ${identityOf(thread)} ${joined}`
    },
    draw: (item, before) =>
      messageRow(page, item, before?.message, {
        openMenu: (message, at, row) => openMessageMenu(page, message, at, row, parts.reply),
      }),
    onNearTop: () => {
      if (current !== undefined) void store.shelves.loadOlder(current)
    },
    onMoved: (isAtEnd) => {
      toNewest.hidden = isAtEnd
      store.shelves.keepWhole(isAtEnd ? undefined : current)
    },
  })
  const element = h('div', { class: 'list' }, list.element, toNewest)
  let current: string | undefined
  let lastRead: string | undefined
  /** The newest answer to what the viewer did. */
  let answered: string | undefined
  let drawnAt = ''

  /** Made again only where it says something else: a new element would be laid out each time. */
  let head = { words: '', element: h('div') }
  function headOf(channel: Channel): HTMLElement {
    const name = nameOf(channel, store)
    const hasOlder = store.shelves.of(channel.id).hasOlder
    const words = JSON.stringify([hasOlder, name, channel.topic, store.viewer.locale])
    if (words !== head.words) head = { words, element: hasOlder ? olderLine() : beginningOf(channel, name) }
    return head.element
  }
  const olderLine = () => h('div', { class: 'older muted' }, say('loadingOlder'))
  const beginningOf = (channel: Channel, name: string) =>
    h(
      'div',
      { class: 'beginning' },
      h('h2', { dir: 'auto' }, name),
      h('p', { class: 'muted', dir: 'auto' }, channel.topic || say('beginning', { name })),
    )

  /**
   * New messages of others are read out, in few words; the answer to what the viewer did comes into
   * sight.
   */
  function noteNewest(items: readonly Shown[]): void {
    const last = items.at(-1)
    if (!last || last.message.id === lastRead) return
    const isFirst = lastRead === undefined
    lastRead = last.message.id
    if (isFirst) return
    const { content, embeds, author, interaction_metadata: used } = last.message
    const isOwn = author.id === store.viewer.userId
    if (isOwn || last.note) list.toEnd()
    else if (used?.user.id === store.viewer.userId) {
      // What follows an answer leaves the beginning of the answer in sight.
      const answer = used.original_response_message_id ?? last.message.id
      if (answer !== answered) list.hold(answer)
      answered = answer
    }
    if (isOwn || last.note || hasFlag(last.message, FLAG.thinking)) return
    const text = [content, ...embeds.map((embed) => embed.title ?? embed.description ?? '')].join(' ').slice(0, 200)
    layers.announce(say('newMessage', { name: displayName(author), text }))
  }

  function draw(): void {
    const channel = store.place
    if (!channel || isForum(channel)) return
    // Rows show names, colours and permissions, which no row's stamp knows.
    const turn = `${channel.id} ${store.turnsOf('viewer')} ${store.turnsOf('world')}`
    if (drawnAt !== turn) list.reset()
    drawnAt = turn
    if (current !== channel.id) {
      current = channel.id
      lastRead = undefined
      void store.shelves.load(channel.id)
    }
    const label = say('messages', { name: nameOf(channel, store) })
    list.element.setAttribute('aria-label', label)
    const items = store.shown(channel.id)
    list.element.classList.toggle('loaded', store.shelves.of(channel.id).isLoaded)
    list.element.setAttribute('aria-busy', String(!store.shelves.of(channel.id).isLoaded))
    list.setItems(items, headOf(channel))
    noteNewest(items)
  }

  store.on(['messages', 'notes', 'place', 'viewer', 'world'], draw)
  setInterval(() => refreshTimes(element, store.viewer.locale, store.now()), 15_000)
  store.on('clock', () => refreshTimes(element, store.viewer.locale, store.now()))
  return {
    element,
    async reveal(channelId, messageId) {
      await store.shelves.load(channelId)
      store.shelves.keepWhole(channelId)
      const shelf = () => store.shelves.of(channelId)
      const isThere = () => shelf().messages.some(({ id }) => id === messageId)
      while (!isThere() && shelf().hasOlder && shelf().messages.length < MAX_LOADED) await store.shelves.loadOlder(channelId)
      store.flush()
      if (store.place?.id !== channelId) return
      if (isThere()) list.reveal(messageId)
      else layers.notice(say('messageGone'))
    },
  }
}

function refreshTimes(element: HTMLElement, locale: string, now: number): void {
  for (const time of element.querySelectorAll<HTMLElement>('time[data-style="R"]'))
    time.textContent = relativeTime(Number(time.dataset.at), locale, now)
}
