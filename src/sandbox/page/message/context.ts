// How markdown of messages names people, roles and channels, and what happens when a link is
// followed.

import { maySee } from '../data/permissions.ts'
import { displayName } from '../data/store.ts'
import { h } from '../dom/dom.ts'
import type { MarkdownContext } from '../markdown/render.ts'
import type { Page } from '../page-parts.ts'

export function markdownContext(page: Page): MarkdownContext {
  const { store, say } = page
  return {
    locale: store.viewer.locale,
    now: store.now,
    spoilerLabel: say('spoiler'),
    userName: (id) => {
      const user = store.users.get(id)
      return user ? displayName(user) : 'unknown-user'
    },
    role(id) {
      for (const guild of store.guilds.values()) {
        const role = guild.roles.find((each) => each.id === id)
        if (role)
          return {
            name: role.name.replace(/^@/, ''),
            colour: role.color ? `#${role.color.toString(16).padStart(6, '0')}` : undefined,
          }
      }
      return { name: 'unknown-role', colour: undefined }
    },
    channel(id) {
      const channel = store.channels.get(id)
      if (!channel || !maySee(store, store.viewer.userId, channel)) return { name: 'unknown', open: undefined }
      return { name: channel.name ?? id, open: () => store.open(id) }
    },
    follow: (url, label) => followLink(page, url, label),
  }
}

const JUMP =
  /^https?:\/\/(?:(?:ptb\.|canary\.)?discord(?:app)?\.com|127\.0\.0\.1(?::\d+)?|localhost(?::\d+)?)\/channels\/(?:@me|\d+)\/(\d+)(?:\/\d+)?$/

/** A link to a channel of the sandbox opens it; any other is shown in full first. */
function followLink({ store, layers, say }: Page, url: string, label: string): void {
  const channel = JUMP.exec(url)?.[1]
  if (channel !== undefined && store.channels.has(channel)) {
    store.open(channel)
    return
  }
  const leave = () => {
    window.open(url, '_blank', 'noopener,noreferrer')
    dialog.close()
  }
  const dialog = layers.dialog({
    title: say('leaving'),
    content: [
      h('p', {}, say('leavingText')),
      h('p', { class: 'address', dir: 'ltr' }, url),
      label !== url && h('p', { class: 'muted', dir: 'auto' }, label),
    ],
    actions: [
      h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, say('cancel')),
      h('button', { type: 'button', class: 'button primary', on: { click: leave } }, say('visit')),
    ],
    closeLabel: say('close'),
  })
}
