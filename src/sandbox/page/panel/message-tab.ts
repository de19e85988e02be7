// One message as the API gives it, as it is now: chosen from its menu, followed while it changes.
import { linkTo } from '../data/address.ts'
import { displayName } from '../data/store.ts'
import { h } from '../dom/dom.ts'
import type { Page } from '../page-parts.ts'
import { copyButton } from './copy.ts'
import { jsonTree } from './json-tree.ts'
import { createTab, type Tab } from './tab.ts'

export function createMessageTab(page: Page): Tab & { show(channelId: string, messageId: string): void } {
  const { store } = page
  let place: { channel: string; message: string } | undefined
  let drawn: unknown
  const element = h('div', { class: 'stack' })

  function draw(): void {
    const found = place && store.shelves.of(place.channel).messages.find(({ id }) => id === place?.message)
    if (place && found && drawn === found) return
    drawn = found
    if (!place || !found) {
      const words = place ? 'This message is gone.' : 'Choose “Inspect JSON” in the menu of a message.'
      element.replaceChildren(h('p', { class: 'muted' }, words))
      return
    }
    const { channel, message } = place
    element.replaceChildren(
      h('p', { class: 'muted small' }, `${found.id} by ${displayName(found.author)}`),
      h(
        'div',
        { class: 'buttons' },
        copyButton(page, 'Copy JSON', () => JSON.stringify(found, null, 2)),
        copyButton(page, 'Copy link', () => linkTo({ channel, message })),
      ),
      jsonTree('message', found),
    )
  }
  const tab = createTab('Message', element, draw)
  store.on('messages', tab.redraw)
  return {
    ...tab,
    show(channel, message) {
      place = { channel, message }
      drawn = undefined
      tab.redraw()
    },
  }
}
