// One message as a row: who, when, what, and what can be done with it.
import type { Channel, Message } from '../../world/types.ts'
import { displayName } from '../data/store.ts'
import { FLAG, hasFlag, type Note, type Shown } from '../data/types.ts'
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import { clockTime, dayName, dayOf, fullTime, messageTime } from '../dom/time.ts'
import { messagesSaid } from '../dom/words.ts'
import { renderMarkdown } from '../markdown/render.ts'
import type { Page } from '../page-parts.ts'
import { avatar } from './avatar.ts'
import { emojiOf, messageComponents } from './components.ts'
import { markdownContext } from './context.ts'
import { embedCard } from './embed.ts'
import { fileCard, gallery } from './media.ts'

const GROUP_MS = 7 * 60_000
const SYSTEM: readonly number[] = [6, 18]
const STARTER = 21

export interface RowParts {
  openMenu(message: Message, at: HTMLElement | { x: number; y: number }, row: HTMLElement): void
}

/** A message soon after one of the same author is under it without a head of its own. */
export function isContinued(message: Message, before: Message | undefined): boolean {
  if (!before || before.author.id !== message.author.id || SYSTEM.includes(before.type) || message.type !== 0) return false
  if (hasFlag(message, FLAG.ephemeral) || hasFlag(before, FLAG.ephemeral)) return false
  const [at, earlier] = [Date.parse(message.timestamp), Date.parse(before.timestamp)]
  return at - earlier < GROUP_MS && dayOf(at) === dayOf(earlier)
}

export function messageRow(page: Page, shown: Shown, before: Message | undefined, parts: RowParts): HTMLElement {
  const { message, note } = shown
  const { locale } = page.store.viewer
  const at = Date.parse(message.timestamp)
  const isNewDay = !before || dayOf(Date.parse(before.timestamp)) !== dayOf(at)
  const continued = !note && !isNewDay && isContinued(message, before)
  const body = SYSTEM.includes(message.type) ? systemLine(page, message) : messageBody(page, pointedTo(message), note, continued)
  const classes = ['message', continued && 'continued', hasFlag(message, FLAG.ephemeral) && 'ephemeral', note && 'note']
  const row = h(
    'div',
    {
      class: classes.filter(Boolean).join(' '),
      role: 'article',
      tabindex: -1,
      'data-id': message.id,
      'aria-label': `${displayName(message.author)}, ${messageTime(at, locale, page.store.now())}`,
    },
    body,
    !note && toolbar(page, message, parts),
  )
  row.addEventListener('keydown', (event) => {
    const isMenuKey = event.key === 'Enter' || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')
    if (note || event.target !== row || !isMenuKey) return
    event.preventDefault()
    parts.openMenu(message, row, row)
  })
  row.addEventListener('contextmenu', (event) => {
    if (note || (event.target as Element).closest('a')) return
    event.preventDefault()
    const isPointer = event.clientX !== 0 || event.clientY !== 0
    parts.openMenu(message, isPointer ? { x: event.clientX, y: event.clientY } : row, row)
  })
  if (!isNewDay) return row
  const divider = h('div', { class: 'day', 'aria-hidden': 'true' }, h('span', {}, dayName(at, locale)))
  return h('div', { class: 'with-day' }, divider, row)
}

/**
 * A thread that began with a message opens with a pointer to it, and shows that message in its
 * place.
 */
const pointedTo = (message: Message): Message => (message.type === STARTER ? message.referenced_message : null) ?? message

function toolbar({ say }: Page, message: Message, parts: RowParts): HTMLElement {
  const open = (event: Event) => {
    const button = event.currentTarget as HTMLElement
    parts.openMenu(message, button, button)
  }
  const button = h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': say('moreOf'),
      'aria-haspopup': 'menu',
      tabindex: -1,
      on: { click: open },
    },
    icon('more'),
  )
  return h('div', { class: 'toolbar' }, button)
}

function systemLine(page: Page, message: Message): HTMLElement {
  const user = displayName(message.author)
  const thread = message.type === 18 ? page.store.channels.get(message.message_reference?.channel_id ?? '') : undefined
  const words = message.type === 18 ? page.say('threadStarted', { user, name: message.content }) : page.say('pinned', { user })
  return h(
    'div',
    { class: 'system' },
    icon(message.type === 18 ? 'thread' : 'text', 18),
    h('span', { dir: 'auto' }, words),
    thread &&
      h(
        'button',
        { type: 'button', class: 'text-button', on: { click: () => page.store.open(thread.id) } },
        page.say('openThread', { name: '' }).trim(),
      ),
  )
}

function messageBody(page: Page, message: Message, note: Note | undefined, continued: boolean): HTMLElement {
  const { locale } = page.store.viewer
  const at = Date.parse(message.timestamp)
  const side = continued
    ? h('span', { class: 'side-time', 'aria-hidden': 'true' }, clockTime(at, locale))
    : h('span', { class: 'side-avatar' }, avatar(message.author, 40))
  return h(
    'div',
    { class: 'message-grid' },
    referenceLine(page, message),
    side,
    h(
      'div',
      { class: 'message-main' },
      !continued && head(page, message),
      note ? noteLine(page, note) : content(page, message),
      !note && reactions(page, message),
      !note && threadCard(page, message),
      failure(page, message),
      hasFlag(message, FLAG.ephemeral) && note?.state !== 'sending' && onlyYou(page, message),
    ),
  )
}

function head(page: Page, message: Message): HTMLElement {
  const { locale } = page.store.viewer
  const role = roleColour(page, message)
  return h(
    'div',
    { class: 'message-head' },
    h('span', { class: 'author', dir: 'auto', style: { color: role } }, displayName(message.author)),
    message.author.bot && h('span', { class: 'badge' }, page.say('app')),
    timeOf(message.timestamp, locale, page.store.now()),
  )
}

/** Its whole date is written once somebody points at it. */
function timeOf(timestamp: string, locale: string, now: number): HTMLElement {
  const at = Date.parse(timestamp)
  const time = h('time', { class: 'muted small', datetime: timestamp }, messageTime(at, locale, now))
  time.addEventListener('pointerenter', () => {
    time.title = fullTime(at, locale)
  })
  return time
}

function roleColour({ store }: Page, message: Message): string | undefined {
  const guild = store.guilds.get(store.channels.get(message.channel_id)?.guild_id ?? '')
  const mine = guild?.members.find(({ user }) => user.id === message.author.id)?.roles ?? []
  const coloured = guild?.roles
    .filter(({ id, color }) => color !== 0 && mine.includes(id))
    .sort((a, b) => b.position - a.position)[0]
  return coloured && `color-mix(in srgb, #${coloured.color.toString(16).padStart(6, '0')} 65%, var(--text-strong))`
}

function referenceLine(page: Page, message: Message): HTMLElement | null {
  const { say } = page
  const used = message.interaction_metadata
  const name = used?.name
  if (name !== undefined && (message.type === 20 || message.type === 23)) {
    const command = message.type === 23 || used?.command_type === 3 ? name : `/${name}`
    return h(
      'div',
      { class: 'reference' },
      avatar(used?.user ?? message.author, 16),
      h('span', { dir: 'auto' }, say('used', { user: displayName(used?.user ?? message.author), command })),
    )
  }
  if (message.type !== 19) return null
  const original = message.referenced_message
  if (!original) return h('div', { class: 'reference' }, h('em', {}, say('deletedOriginal')))
  const text = original.content || (original.embeds[0]?.title as string | undefined) || '…'
  return h(
    'div',
    { class: 'reference' },
    avatar(original.author, 16),
    h('strong', { dir: 'auto' }, displayName(original.author)),
    h('span', { class: 'reference-text', dir: 'auto' }, text.slice(0, 200)),
  )
}

function noteLine({ say }: Page, note: Note): HTMLElement {
  if (note.state === 'sending') return h('div', { class: 'muted pending' }, say('sending'))
  return h('div', { class: 'failure', role: 'alert' }, icon('warning', 18), h('span', { dir: 'auto' }, note.why ?? say('failed')))
}

function content(page: Page, message: Message): HTMLElement[] {
  const { say, store } = page
  if (hasFlag(message, FLAG.thinking)) {
    return [
      h(
        'div',
        { class: 'thinking muted' },
        h('span', { class: 'dots', 'aria-hidden': 'true' }, '•••'),
        say('thinking', { name: displayName(message.author) }),
      ),
    ]
  }
  if (message.type === STARTER) return [h('em', { class: 'muted' }, say('deletedOriginal'))]
  const context = markdownContext(page)
  const parts: HTMLElement[] = []
  const edited =
    message.edited_timestamp &&
    h(
      'span',
      { class: 'edited', title: fullTime(Date.parse(message.edited_timestamp), store.viewer.locale) },
      ` ${say('edited')}`,
    )
  if (message.content)
    parts.push(h('div', { class: 'md content', dir: 'auto' }, renderMarkdown(message.content, context), edited))
  const isV2 = hasFlag(message, FLAG.components)
  if (!isV2) {
    const pictures = message.attachments.filter(
      ({ content_type, width }) => content_type.startsWith('image/') && width !== undefined,
    )
    const shownInEmbeds = new Set(
      message.embeds
        .flatMap((embed) => [embed.image, embed.thumbnail] as ({ url?: string } | undefined)[])
        .map((media) => media?.url),
    )
    const free = pictures.filter(({ url }) => !shownInEmbeds.has(url))
    if (free.length > 0)
      parts.push(
        gallery(
          page,
          free.map((each) => ({ ...each, isSpoiler: each.filename.startsWith('SPOILER_') })),
        ),
      )
    for (const file of message.attachments) {
      if (!pictures.includes(file))
        parts.push(fileCard(page, { name: file.title ?? file.filename, size: file.size, url: file.url }))
    }
    if (!hasFlag(message, FLAG.suppressEmbeds)) parts.push(...message.embeds.map((embed) => embedCard(page, embed)))
  }
  parts.push(...messageComponents(page, message))
  if (!message.content && edited) parts.push(h('div', {}, edited))
  return parts
}

function reactions(page: Page, message: Message): HTMLElement | null {
  if (!message.reactions?.length) return null
  const { userId } = page.store.viewer
  return h(
    'div',
    { class: 'reactions' },
    message.reactions.map(({ emoji, count }) => {
      const mine = page.store.shelves.hasReacted(message.id, emoji, userId)
      return h(
        'button',
        {
          type: 'button',
          class: mine ? 'reaction mine' : 'reaction',
          'aria-pressed': String(mine),
          'aria-label': `${emoji.name}: ${count}`,
          on: { click: () => void page.actions.react(message, emoji) },
        },
        emojiOf(emoji),
        h('span', {}, count),
      )
    }),
  )
}

function threadCard(page: Page, message: Message): HTMLElement | null {
  // A thread that began with a message has the message's id.
  const thread: Channel | undefined = page.store.channels.get(message.id) ?? message.thread
  if (!thread || thread.id === message.channel_id || thread.id === page.store.place?.id) return null
  const count = messagesSaid(page.say, thread.message_count ?? 0)
  return h(
    'button',
    { type: 'button', class: 'thread-card', on: { click: () => page.store.open(thread.id) } },
    icon('thread', 18),
    h('strong', { dir: 'auto' }, thread.name ?? ''),
    h('span', { class: 'muted' }, `${count} ›`),
  )
}

function failure({ store, say }: Page, message: Message): HTMLElement | null {
  const press = store.presses.get(message.id)
  if (press?.state !== 'failed') return null
  return h(
    'div',
    { class: 'failure', role: 'alert' },
    icon('warning', 18),
    say('failed'),
    press.why && h('span', { class: 'muted', dir: 'auto' }, press.why),
  )
}

function onlyYou({ store, say }: Page, message: Message): HTMLElement {
  const dismiss = h(
    'button',
    { type: 'button', class: 'text-button', on: { click: () => store.dismiss(message.id) } },
    say('dismiss'),
  )
  return h('div', { class: 'only-you muted' }, icon('eye', 16), `${say('onlyYou')} · `, dismiss)
}
