// The page on one screen: its parts, where each is, and what it remembers between visits.

import { createComposer } from './composer/composer.ts'
import { acceptDrops } from './composer/drop.ts'
import { type Actions, createActions } from './data/actions.ts'
import { type Address, readAddress } from './data/address.ts'
import { maySee } from './data/permissions.ts'
import { recall, remember } from './data/remembered.ts'
import { createStore } from './data/store.ts'
import { isForum } from './data/types.ts'
import { h } from './dom/dom.ts'
import { wordsIn } from './dom/words.ts'
import { createLayers } from './layers/layers.ts'
import { openModal } from './layers/modal.ts'
import { createMessageList } from './list/message-list.ts'
import { asked, askedFor, opening } from './opening.ts'
import type { Page } from './page-parts.ts'
import { createPanel } from './panel/panel.ts'
import { createForum } from './places/forum.ts'
import { createHead } from './places/head.ts'
import { createPhone, isOnPhone } from './places/phone.ts'
import { createSearch } from './places/search.ts'
import { channelsSeen, createSidebar, directChannels } from './places/sidebar.ts'
import { createViewerBar, type Theme } from './places/viewer-bar.ts'

let isStarted = false
const root = document.getElementById('app') ?? document.body
const layersRoot = h('div', { id: 'layers', role: 'region', 'aria-label': 'Menus and notices' })
const layers = createLayers(layersRoot)
const store = createStore({ userId: recall('viewer') ?? '', locale: firstLocale() })
const say: Page['say'] = (word, values) => wordsIn(store.viewer.locale)(word, values)
const actions: Actions = createActions({ store, layers, say, showModal: (modal, id) => openModal(page, modal, id) })
const page: Page = { store, layers, actions, say, inspect }

store.on(['world', 'viewer'], demandPlace)
store.on(['place', 'viewer', 'world'], drawMain)

const composer = createComposer(page)
const sidebar = createSidebar(page)
const panel = createPanel(page, () => setPanel(false))
const phone = createPhone(page, root)
const viewerBar = createViewerBar(page, { theme, setTheme, showPhone: isOnPhone ? undefined : phone.show })
const list = createMessageList(page, { reply: composer.reply })
const search = createSearch(page, list.reveal)
const head = createHead(page, {
  search: search.box,
  toggleSidebar: () => root.classList.toggle('sidebar-open'),
  togglePanel: () => setPanel(panel.element.hidden === true),
})
const forum = createForum(page)
const nowhere = h('div', { class: 'nowhere' })
const line = h('div', { class: 'line-lost', role: 'status', hidden: true })

document.body.append(layersRoot)
acceptDrops(page, composer, layersRoot)
setTheme(theme())

function firstLocale(): 'zh-CN' | 'zh-TW' | 'en-US' {
  const chosen = recall('locale')
  if (chosen === 'zh-CN' || chosen === 'zh-TW' || chosen === 'en-US') return chosen
  if (!navigator.language.startsWith('zh')) return 'en-US'
  return /TW|HK|MO|Hant/i.test(navigator.language) ? 'zh-TW' : 'zh-CN'
}

function theme(): Theme {
  const chosen = recall('theme')
  if (chosen === 'dark' || chosen === 'light') return chosen
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
}
function setTheme(next: Theme): void {
  if (next !== theme()) remember('theme', next)
  document.documentElement.dataset.theme = next
}
function setPanel(isOpen: boolean): void {
  panel.element.hidden = !isOpen
  root.classList.toggle('panel-open', isOpen)
  if (isOpen) panel.focus()
}

/**
 * A channel that the viewer sees: the one asked for, else the first of their servers, else a direct
 * message.
 */
function demandPlace(): void {
  if (!isStarted) return
  const { place, viewer } = store
  if (place && maySee(store, viewer.userId, place)) return
  const guilds = [...store.guilds.keys()]
  const first = guilds.flatMap((id) => channelsSeen(page, id))[0] ?? directChannels(page)[0]
  if (first?.id !== place?.id) store.open(first?.id)
}

function drawMain(): void {
  const { place, viewer } = store
  nowhere.hidden = place !== undefined
  list.element.hidden = place === undefined || isForum(place)
  forum.hidden = place === undefined || !isForum(place)
  const user = store.users.get(viewer.userId)
  nowhere.textContent = user ? say('nowhere', { user: user.global_name ?? user.username }) : ''
  document.documentElement.lang = viewer.locale
}

store.on('place', () => {
  root.classList.remove('sidebar-open')
  const id = store.place?.id
  if (id !== undefined && readAddress(location.hash).channel !== id) history.pushState(null, '', `#${id}`)
})
store.on('viewer', () => {
  remember('viewer', store.viewer.userId)
  remember('locale', store.viewer.locale)
})
store.on('line', () => {
  line.hidden = store.isOnline
  line.textContent = store.isOnline ? '' : say('reconnecting')
})
window.addEventListener('hashchange', () => openFromHash())

function openFromHash(): void {
  const { channel } = readAddress(location.hash)
  if (channel !== store.place?.id && store.channels.has(channel)) store.open(channel)
  followAddress(readAddress(location.hash))
}

/** What an address names besides its channel. */
function followAddress({ channel, message, panel: tab, entry }: Address): void {
  if (message !== undefined && store.place?.id === channel) void list.reveal(channel, message)
  if (tab === undefined) return
  setPanel(true)
  panel.show(tab, entry)
}

function inspect(channelId: string, messageId: string): void {
  setPanel(true)
  panel.inspect(channelId, messageId)
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey && event.key === '`') {
    event.preventDefault()
    setPanel(panel.element.hidden === true)
  } else if ((event.ctrlKey || event.metaKey) && event.key === 'f' && store.place) {
    event.preventDefault()
    search.focus()
  } else if (event.key === 'Escape' && !event.defaultPrevented) root.classList.remove('sidebar-open')
  else if (event.key === '/' && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) {
    composer.focus()
  }
})
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)

/**
 * The viewer of the last visit, else an ordinary member: whoever is in a server and neither owns
 * nor moderates it.
 */
function firstViewer(): string {
  const remembered = store.viewer.userId
  if (store.users.has(remembered)) return remembered
  const people = [...store.users.values()].filter(({ bot }) => !bot)
  const member = people.find(({ username }) => username === 'member')
  return member?.id ?? people[0]?.id ?? ''
}

const messages = opening.messages
  ? store.shelves.load(askedFor, opening.messages).catch(() => store.shelves.forget(askedFor))
  : undefined
await Promise.all([store.start(opening), messages])
store.setViewer({ userId: firstViewer(), locale: store.viewer.locale })
isStarted = true
if (store.channels.has(askedFor)) store.open(askedFor)
demandPlace()
// Laid out once, with all that there is to see; and a browser that has just started takes its time
// until it asks for a frame.
root.append(
  h('div', { class: 'side' }, sidebar.servers, h('div', { class: 'side-channels' }, sidebar.channels, viewerBar)),
  h('main', { class: 'main' }, head, line, nowhere, list.element, forum, composer.element, search.results),
  panel.element,
)
store.flush()
followAddress(asked)
document.documentElement.dataset.ready = 'true'
