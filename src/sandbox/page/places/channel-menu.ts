// What can be done to a channel: sharing it, taking permissions from the bot, deleting it.
import type { PermissionName } from '../../world/permissions.ts'
import type { Channel } from '../../world/types.ts'
import { linkTo } from '../data/address.ts'
import { api } from '../data/api.ts'
import { mayIn } from '../data/permissions.ts'
import { nameOf } from '../data/store.ts'
import { isDirect, isForum, isThread } from '../data/types.ts'
import { h } from '../dom/dom.ts'
import { saveJson, savePng } from '../dom/share.ts'
import type { PopoverOptions } from '../layers/layers.ts'
import { type MenuEntry, openMenu } from '../layers/menu.ts'
import type { Page } from '../page-parts.ts'
import { copyText } from '../panel/copy.ts'

/** As much of a channel as a picture holds, and as much as a report does. */
const SHARED = 40
const WRITTEN = 500

export function openChannelMenu(page: Page, channel: Channel, at: PopoverOptions['at'], back: HTMLElement): void {
  const { say, store, layers } = page
  const name = nameOf(channel, store)
  const seen = async (count: number) => {
    await store.shelves.load(channel.id)
    const shelf = () => store.shelves.of(channel.id)
    while (shelf().hasOlder && shelf().messages.length < count) await store.shelves.loadOlder(channel.id)
    return store.shown(channel.id).flatMap(({ message, note }) => (note ? [] : [message]))
  }
  const share: MenuEntry[] = [
    { label: say('savePng'), icon: 'share', run: async () => void savePng(page, (await seen(SHARED)).slice(-SHARED), name) },
    { label: say('saveJson'), icon: 'share', run: async () => saveJson(page, (await seen(WRITTEN)).slice(-WRITTEN), name) },
  ]
  const settings: MenuEntry[] = [
    { label: say('botPermissions', { name }), icon: 'gear', run: () => openBotPermissions(page, channel) },
    { label: say('deleteChannel'), isDanger: true, run: () => confirmDelete(page, channel) },
  ]
  const entries: MenuEntry[] = [
    { heading: say('share') },
    ...(isForum(channel) ? share.slice(1) : share),
    { label: say('copyLink'), run: () => void copyText(page, linkTo({ channel: channel.id })) },
    { label: say('copyId'), run: () => void copyText(page, channel.id) },
    ...(isDirect(channel) ? [] : ['line' as const, ...(isThread(channel) ? settings.slice(1) : settings)]),
  ]
  openMenu(layers, at, say('channelMenu'), entries, back)
}

const TOGGLED: readonly PermissionName[] = [
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'READ_MESSAGE_HISTORY',
  'ADD_REACTIONS',
  'CREATE_PUBLIC_THREADS',
  'SEND_MESSAGES_IN_THREADS',
  'MANAGE_MESSAGES',
  'MANAGE_THREADS',
]

/** Each switch writes the bot's own overwrite of this channel. */
export function openBotPermissions({ store, layers, say, actions }: Page, channel: Channel): void {
  const name = nameOf(channel, store)
  const rows = TOGGLED.map((permission) => {
    const box = h('input', { type: 'checkbox', role: 'switch' })
    box.checked = mayIn(store, store.bot.id, store.channels.get(channel.id) ?? channel, permission)
    box.addEventListener('change', async () => {
      const change = box.checked ? { allow: [permission] } : { deny: [permission] }
      const result = await actions.act({ action: 'set-permission', channel: channel.id, target: 'bot', ...change })
      if (result === undefined) box.checked = !box.checked
    })
    return h('label', { class: 'switch-row' }, h('span', {}, permission.toLowerCase().replaceAll('_', ' ')), box)
  })
  layers.dialog({ title: say('botPermissions', { name }), content: rows, closeLabel: say('close') })
}

function confirmDelete({ layers, say, store }: Page, channel: Channel): void {
  const name = nameOf(channel, store)
  const remove = async () => {
    dialog.close()
    await api.act({ action: 'delete-channel', channel: channel.id })
  }
  const dialog = layers.dialog({
    title: say('deleteChannel'),
    content: [h('p', { dir: 'auto' }, say('deleteSure', { name }))],
    actions: [
      h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, say('cancel')),
      h('button', { type: 'button', class: 'button danger', on: { click: () => void remove() } }, say('deleteChannel')),
    ],
    closeLabel: say('close'),
  })
}
