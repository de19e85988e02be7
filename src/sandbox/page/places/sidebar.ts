// Servers, and the channels of the open one, as far as the viewer may see them.
import type { Channel } from '../../world/types.ts'
import { maySee } from '../data/permissions.ts'
import { displayName, nameOf } from '../data/store.ts'
import { CHANNEL, isDirect, isForum, isThread } from '../data/types.ts'
import { h } from '../dom/dom.ts'
import { type IconName, icon } from '../dom/icons.ts'
import type { Word } from '../dom/words.ts'
import { avatar, initials } from '../message/avatar.ts'
import type { Page } from '../page-parts.ts'
import { openChannelMenu } from './channel-menu.ts'

export const iconOf = (channel: Channel): IconName => {
  if (isDirect(channel)) return 'direct'
  if (isThread(channel)) return 'thread'
  if (isForum(channel)) return 'forum'
  return channel.type === CHANNEL.announcement ? 'announcement' : 'text'
}

const KIND: Partial<Record<IconName, Word>> = {
  text: 'type_text',
  announcement: 'type_announcement',
  forum: 'type_forum',
  thread: 'type_thread',
  direct: 'type_direct',
}

const byPosition = (a: Channel, b: Channel) => (a.position ?? 0) - (b.position ?? 0)

/** The channels of a server that the viewer sees, in Discord's order. */
export function channelsSeen({ store }: Pick<Page, 'store'>, guildId: string): Channel[] {
  return [...store.channels.values()]
    .filter((channel) => channel.guild_id === guildId && !isThread(channel) && maySee(store, store.viewer.userId, channel))
    .sort(byPosition)
}

export const directChannels = ({ store }: Pick<Page, 'store'>): Channel[] =>
  [...store.channels.values()].filter(
    (channel) => isDirect(channel) && channel.recipients?.some(({ id }) => id === store.viewer.userId),
  )

const threadsOf = ({ store }: Page, parent: Channel): Channel[] =>
  [...store.channels.values()].filter(
    (thread) => isThread(thread) && thread.parent_id === parent.id && !thread.thread_metadata?.archived,
  )

/** The server that is open: that of the open channel, or the direct messages. */
export function createSidebar(page: Page): { servers: HTMLElement; channels: HTMLElement } {
  const { store, say } = page
  const servers = h('nav', { class: 'servers' })
  const channels = h('nav', { class: 'channels' })
  const unread = new Set<string>()
  const seen = new Map<string, string | null | undefined>()

  const openGuild = (guildId: string) => store.open(channelsSeen(page, guildId)[0]?.id)
  /** Of the direct messages: where something is new, else the first, else the bot is written to. */
  function openHome(): void {
    const direct = directChannels(page)
    const next = direct.find(({ id }) => unread.has(id)) ?? direct[0]
    if (next) store.open(next.id)
    else void openDirect()
  }

  async function openDirect(): Promise<void> {
    const channel = await page.actions.act<Channel>({ action: 'open-dm', user: store.viewer.userId })
    await store.refresh()
    if (channel) store.open(channel.id)
  }

  /** Whether a channel became unread, or read. */
  function noteUnread(): boolean {
    let isChanged = store.place !== undefined && unread.delete(store.place.id)
    for (const channel of store.channels.values()) {
      const before = seen.get(channel.id)
      // A bot's first words open the direct messages that they are in.
      const isKnown = seen.has(channel.id) || (seen.size > 0 && isDirect(channel))
      const isNew = isKnown && before !== channel.last_message_id && channel.id !== store.place?.id
      isChanged ||= isNew && !unread.has(channel.id)
      if (isNew) unread.add(channel.id)
      seen.set(channel.id, channel.last_message_id)
    }
    return isChanged
  }

  function drawServers(): void {
    const place = store.place
    const seenGuilds = [...store.guilds.values()].filter((guild) =>
      guild.members.some(({ user }) => user.id === store.viewer.userId),
    )
    const isHome = place === undefined || isDirect(place)
    const hasWritten = directChannels(page).some(({ id }) => unread.has(id))
    const home = server(say('directMessages'), icon('direct', 24), isHome, openHome, hasWritten)
    const others = seenGuilds.map((guild) => {
      const hasUnread = channelsSeen(page, guild.id).some(({ id }) => unread.has(id))
      return server(
        guild.name,
        h('span', { class: 'initials', 'data-initials': initials(guild.name), 'aria-hidden': 'true' }),
        guild.id === place?.guild_id,
        () => openGuild(guild.id),
        hasUnread,
      )
    })
    servers.setAttribute('aria-label', say('servers'))
    servers.replaceChildren(home, h('div', { class: 'servers-line', role: 'separator' }), ...others)
  }

  function server(name: string, face: Node, isOpen: boolean, open: () => void, hasUnread: boolean): HTMLElement {
    const classes = ['server', isOpen && 'open', hasUnread && 'unread'].filter(Boolean).join(' ')
    return h(
      'button',
      {
        type: 'button',
        class: classes,
        'aria-label': name,
        title: name,
        'aria-current': isOpen ? 'true' : undefined,
        on: { click: open },
      },
      face,
    )
  }

  function channelRow(channel: Channel): HTMLElement {
    const isOpen = channel.id === store.place?.id
    const name = nameOf(channel, store)
    const kind = KIND[iconOf(channel)]
    const classes = ['channel', isOpen && 'open', unread.has(channel.id) && 'unread', isThread(channel) && 'nested']
      .filter(Boolean)
      .join(' ')
    const row = h(
      'button',
      {
        type: 'button',
        class: classes,
        'aria-current': isOpen ? 'page' : undefined,
        'aria-label': kind ? `${name}, ${say(kind)}` : name,
        'data-channel': channel.id,
        on: { click: () => store.open(channel.id) },
      },
      isDirect(channel)
        ? avatar(channel.recipients?.find(({ id }) => id !== store.viewer.userId) ?? store.bot, 24)
        : icon(iconOf(channel)),
      h('span', { class: 'channel-name', dir: 'auto' }, name),
    )
    row.addEventListener('contextmenu', (event) => {
      event.preventDefault()
      openChannelMenu(page, channel, event.clientX > 0 ? { x: event.clientX, y: event.clientY } : row, row)
    })
    return row
  }

  function drawChannels(): void {
    const guild = store.guilds.get(store.place?.guild_id ?? '')
    channels.setAttribute('aria-label', guild ? `${say('channels')}: ${guild.name}` : say('directMessages'))
    const rows = guild
      ? channelsSeen(page, guild.id).flatMap((channel) => {
          if (channel.type === CHANNEL.category) return [h('div', { class: 'channels-heading' }, channel.name ?? '')]
          return [channelRow(channel), ...threadsOf(page, channel).map(channelRow)]
        })
      : directRows()
    channels.replaceChildren(
      h('header', { class: 'channels-head', dir: 'auto' }, h('h2', {}, guild?.name ?? say('directMessages'))),
      h(
        'div',
        { class: 'channels-list' },
        h('div', { class: 'channels-heading' }, guild ? say('textChannels') : say('directMessages')),
        rows,
      ),
    )
  }

  function directRows(): HTMLElement[] {
    const known = directChannels(page)
    const isMissing = !known.some(
      ({ recipients }) => recipients?.some(({ id }) => id === store.bot.id) || recipients?.length === 1,
    )
    const name = displayName(store.bot)
    const start = h(
      'button',
      { type: 'button', class: 'channel', on: { click: () => void openDirect() } },
      avatar(store.bot, 24),
      h('span', { class: 'channel-name' }, say('openDirect', { name })),
    )
    return [...known.map(channelRow), ...(isMissing ? [start] : [])]
  }

  function draw(): void {
    noteUnread()
    keepFocus(servers, drawServers)
    keepFocus(channels, drawChannels)
  }
  store.on(['world', 'place', 'viewer'], draw)
  store.on('messages', () => noteUnread() && draw())
  return { servers, channels }
}

/** Drawing again must not throw the keyboard's place away. */
function keepFocus(box: HTMLElement, draw: () => void): void {
  const buttons = () => [...box.querySelectorAll<HTMLElement>('button')]
  const at = buttons().indexOf(document.activeElement as HTMLElement)
  draw()
  if (at !== -1) buttons()[at]?.focus({ preventScroll: true })
}
