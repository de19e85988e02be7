// The sandbox's clock, and what people and accidents do to its world.
import { api, Refused } from '../data/api.ts'
import { isDirect, isThread } from '../data/types.ts'
import { h } from '../dom/dom.ts'
import { saveFile } from '../dom/share.ts'
import type { Page } from '../page-parts.ts'
import { openBotPermissions } from '../places/channel-menu.ts'
import { createTab, type Tab } from './tab.ts'

const HOUR = 3_600_000
const ZONES = ['UTC', 'Asia/Shanghai', 'Asia/Taipei', 'Europe/Berlin', 'America/New_York']

/**
 * The browser's own zone first. Asked when somebody looks: the answer costs a tenth of the page's
 * first second.
 */
const zones = () => [...new Set([new Intl.DateTimeFormat().resolvedOptions().timeZone, ...ZONES])]

/** How far the zone is ahead of UTC at that moment, in ms. */
function zoneOffset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return (
    Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'), value('second')) -
    Math.floor(at / 1_000) * 1_000
  )
}

/** Tomorrow at nine on the zone's own clock. */
export function tomorrowAtNine(now: number, timeZone: string): number {
  const local = new Date(now + zoneOffset(now, timeZone))
  const wanted = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 1, 9)
  const first = wanted - zoneOffset(wanted, timeZone)
  return wanted - zoneOffset(first, timeZone)
}

export function createWorldTab(page: Page): Tab {
  const { store, layers } = page
  const clock = h('output', { class: 'clock' })
  const zone = h('select', { 'aria-label': 'Time zone', on: { change: () => tab.redraw() } })
  const channel = h('select', { 'aria-label': 'Channel' })

  async function attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
    } catch (error) {
      layers.notice(error instanceof Refused ? error.message : String(error))
    }
  }
  const button = (label: string, act: () => unknown) =>
    h('button', { type: 'button', class: 'button secondary small', on: { click: () => void attempt(async () => act()) } }, label)
  const chosen = () => store.channels.get(channel.value)
  const guildOf = () => chosen()?.guild_id

  function draw(): void {
    if (zone.options.length === 0) zone.append(...zones().map((name) => h('option', { value: name }, name)))
    const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium', timeZone: zone.value }).format(
      store.now(),
    )
    const offset = store.clockOffset()
    clock.textContent = `${time}${Math.abs(offset) < 1_000 ? '' : ` (${offset > 0 ? '+' : '−'}${(Math.abs(offset) / HOUR).toFixed(1)} h)`}`
  }
  function drawChannels(): void {
    const before = channel.value
    const options = [...store.channels.values()]
      .filter((each) => !isDirect(each) && !isThread(each))
      .map((each) =>
        h('option', { value: each.id }, `#${each.name ?? each.id} · ${store.guilds.get(each.guild_id ?? '')?.name ?? ''}`),
      )
    channel.replaceChildren(...options)
    if (store.channels.has(before)) channel.value = before
  }

  const element = h(
    'div',
    { class: 'stack' },
    h('h3', {}, 'Clock of the sandbox'),
    clock,
    h('div', { class: 'panel-tools' }, zone),
    h(
      'div',
      { class: 'buttons' },
      button('Tomorrow 09:00', () => api.clock({ set: tomorrowAtNine(store.now(), zone.value) })),
      button('+1 hour', () => api.clock({ advance: HOUR })),
      button('+1 day', () => api.clock({ advance: 24 * HOUR })),
      button('Back to the real time', () => api.clock({ reset: true })),
    ),
    h('h3', {}, 'Channel'),
    channel,
    h(
      'div',
      { class: 'buttons' },
      button('Permissions of the bot…', () => {
        const place = chosen()
        if (place) openBotPermissions(page, place)
      }),
      button('Delete it', () => api.act({ action: 'delete-channel', channel: channel.value })),
      button('New channel in its server', () =>
        api.act({ action: 'create-channel', guild: guildOf(), name: `channel-${store.channels.size}` }),
      ),
    ),
    h('h3', {}, 'Its server'),
    h(
      'div',
      { class: 'buttons' },
      button('Kick the bot', () => api.act({ action: 'kick-bot', guild: guildOf() })),
      button('Invite the bot', () => api.act({ action: 'add-bot', guild: guildOf() })),
      button('Unavailable', () => api.act({ action: 'unavailable-guild', guild: guildOf() })),
      button('Available', () => api.act({ action: 'available-guild', guild: guildOf() })),
      button('Time the bot out for 10 min', () => api.act({ action: 'timeout-bot', guild: guildOf(), ms: 600_000 })),
    ),
    h('h3', {}, 'The viewer'),
    h(
      'div',
      { class: 'buttons' },
      button('Join its server', () => api.act({ action: 'join', guild: guildOf(), user: store.viewer.userId })),
      button('Leave it', () => api.act({ action: 'leave', guild: guildOf(), user: store.viewer.userId })),
      button('Boost it', () => api.act({ action: 'boost', guild: guildOf(), user: store.viewer.userId })),
      button('Boost no more', () => api.act({ action: 'boost', guild: guildOf(), user: store.viewer.userId, boosting: false })),
    ),
    h('h3', {}, 'A session to replay as a test'),
    h(
      'div',
      { class: 'buttons' },
      button('Record', async () => {
        await api.startRecording()
        layers.notice('Recording: what is done from now on is kept.')
      }),
      button('Stop and save', async () => {
        const recording = await api.stopRecording()
        if (!recording) return layers.notice('Nothing is being recorded.')
        saveFile('session.json', new Blob([JSON.stringify(recording, null, 2)], { type: 'application/json' }))
      }),
    ),
    h('h3', {}, 'Direct messages of the viewer'),
    h(
      'div',
      { class: 'buttons' },
      button('Block the bot', () => api.act({ action: 'block-dm', user: store.viewer.userId, blocked: true })),
      button('Unblock the bot', () => api.act({ action: 'block-dm', user: store.viewer.userId, blocked: false })),
    ),
  )
  store.on('world', drawChannels)
  const tab = createTab('World', element, draw)
  store.on('clock', tab.redraw)
  setInterval(tab.redraw, 1_000)
  return tab
}
