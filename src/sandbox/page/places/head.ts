// Above the messages: which channel this is, the search box, and the ways to the channel's menu, the
// server list on a phone, and the developer panel.

import { nameOf } from '../data/store.ts'
import { isThread } from '../data/types.ts'
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import type { Page } from '../page-parts.ts'
import { openChannelMenu } from './channel-menu.ts'
import { iconOf } from './sidebar.ts'

export interface HeadParts {
  readonly search: HTMLElement
  toggleSidebar(): void
  togglePanel(): void
}

export function createHead(page: Page, parts: HeadParts): HTMLElement {
  const { store, say } = page
  const element = h('header', { class: 'head' })
  const menu = h(
    'button',
    { type: 'button', class: 'icon-button only-narrow', on: { click: parts.toggleSidebar } },
    icon('menu', 22),
  )
  const settings = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-haspopup': 'menu', on: { click: openMenu } },
    icon('gear', 22),
  )
  const panel = h(
    'button',
    { type: 'button', class: 'icon-button panel-toggle', on: { click: parts.togglePanel } },
    icon('bug', 22),
  )
  const title = h('div', { class: 'head-title' })
  const state = h('span', { class: 'bot-state' })
  element.append(menu, title, state, parts.search, settings, panel)

  function openMenu(): void {
    if (store.place) openChannelMenu(page, store.place, settings, settings)
  }

  function draw(): void {
    const channel = store.place
    for (const [button, word] of [
      [menu, 'menu'],
      [settings, 'channelMenu'],
      [panel, 'developer'],
    ] as const) {
      button.setAttribute('aria-label', say(word))
      button.title = say(word)
    }
    settings.hidden = channel === undefined
    const parent = channel && isThread(channel) ? store.channels.get(channel.parent_id ?? '') : undefined
    const words = store.isBotConnected ? say('botOnline', { name: store.bot.username }) : say('botOffline')
    state.className = store.isBotConnected ? 'bot-state online' : 'bot-state'
    state.replaceChildren(h('span', { class: 'dot', 'aria-hidden': 'true' }), h('span', { class: 'bot-state-words' }, words))
    title.replaceChildren(
      ...(channel
        ? [
            icon(iconOf(channel), 24),
            ...(parent
              ? [
                  h(
                    'button',
                    { type: 'button', class: 'text-button', on: { click: () => store.open(parent.id) } },
                    parent.name ?? '',
                  ),
                  h('span', { class: 'muted' }, '›'),
                ]
              : []),
            h('h1', { dir: 'auto' }, nameOf(channel, store)),
            ...(channel.topic ? [h('span', { class: 'topic muted', dir: 'auto', title: channel.topic }, channel.topic)] : []),
          ]
        : [h('h1', {}, 'Sandbox')]),
    )
    document.title = channel ? `${nameOf(channel, store)} · Sandbox` : 'Sandbox'
  }
  store.on(['place', 'viewer', 'world'], draw)
  return element
}
