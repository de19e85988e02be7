// What can be done with a message: the bot's menu commands first, then replies, reactions and
// sharing.
import type { Message } from '../../world/types.ts'
import { linkTo } from '../data/address.ts'
import { mayIn, offered } from '../data/permissions.ts'
import { FLAG, hasFlag } from '../data/types.ts'
import { h } from '../dom/dom.ts'
import { copyJson, savePng } from '../dom/share.ts'
import type { PopoverOptions } from '../layers/layers.ts'
import { type MenuEntry, openMenu } from '../layers/menu.ts'
import type { Page } from '../page-parts.ts'
import { copyText } from '../panel/copy.ts'

const EMOJI = ['👍', '❤️', '😂', '🎉', '😮', '👀']

export function openMessageMenu(
  page: Page,
  message: Message,
  at: PopoverOptions['at'],
  row: HTMLElement,
  reply: (id: string) => void,
): void {
  const { store, say, layers, actions } = page
  const channel = store.channels.get(message.channel_id)
  if (!channel) return
  const isHidden = hasFlag(message, FLAG.ephemeral)
  const commands = offered(store, channel, 3)
  const mayDelete = message.author.id === store.viewer.userId || mayIn(store, store.viewer.userId, channel, 'MANAGE_MESSAGES')
  const entries: MenuEntry[] = [
    { heading: say('apps') },
    ...commands.map((command) => ({
      label: command.name_localizations?.[store.viewer.locale] ?? command.name,
      run: () => void actions.menuCommand(command.name, message),
    })),
    ...(commands.length === 0 ? [{ label: say('noApps') }] : []),
    'line',
    ...(isHidden
      ? [{ label: say('dismiss'), run: () => store.dismiss(message.id) }]
      : [
          { label: say('addReaction'), icon: 'smile' as const, run: () => chooseReaction(page, message, row) },
          { label: say('reply'), icon: 'reply' as const, run: () => reply(message.id) },
        ]),
    'line',
    { label: say('inspectJson'), icon: 'bug' as const, run: () => page.inspect(message.channel_id, message.id) },
    { label: say('copyJson'), icon: 'share', run: () => void copyJson(page, [message]) },
    { label: say('savePng'), icon: 'share', run: () => void savePng(page, [message], `message-${message.id}`) },
    { label: say('copyLink'), run: () => void copyText(page, linkTo({ channel: message.channel_id, message: message.id })) },
    { label: say('copyId'), run: () => void copyText(page, message.id) },
    ...(mayDelete && !isHidden
      ? [
          'line' as const,
          {
            label: say('deleteMessage'),
            isDanger: true,
            run: () => void actions.act({ action: 'delete-message', channel: message.channel_id, message: message.id }),
          },
        ]
      : []),
  ]
  openMenu(layers, at, say('moreOf'), entries, row)
}

function chooseReaction({ layers, actions, say }: Page, message: Message, row: HTMLElement): void {
  const choose = (name: string) => {
    popover.close()
    void actions.react(message, { id: null, name })
  }
  const buttons = EMOJI.map((name) =>
    h('button', { type: 'button', class: 'emoji-button', 'aria-label': name, on: { click: () => choose(name) } }, name),
  )
  const popover = layers.popover({
    at: row,
    content: h('div', { class: 'emoji-picker', role: 'group', 'aria-label': say('addReaction') }, buttons),
  })
  buttons[0]?.focus()
}
