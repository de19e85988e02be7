// Who looks at the sandbox, in which language, on which background.

import { displayName } from '../data/store.ts'
import { LOCALES, type Locale } from '../data/types.ts'
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import { type MenuEntry, openMenu } from '../layers/menu.ts'
import { avatar } from '../message/avatar.ts'
import type { Page } from '../page-parts.ts'

export type Theme = 'dark' | 'light'

export interface ViewerBarParts {
  readonly theme: () => Theme
  setTheme(theme: Theme): void
  /** Left out where this is the phone already. */
  readonly showPhone?: (() => void) | undefined
}

const LANGUAGE_NAMES: Record<Locale, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', 'en-US': 'English' }

export function createViewerBar(page: Page, { theme, setTheme, showPhone }: ViewerBarParts): HTMLElement {
  const { store, say, layers } = page
  const button = h('button', { type: 'button', class: 'viewer', 'aria-haspopup': 'menu', on: { click: open } })
  const element = h('div', { class: 'viewer-bar' }, button)

  function open(): void {
    const { userId, locale } = store.viewer
    const people = [...store.users.values()].filter(({ bot }) => !bot)
    const entries: MenuEntry[] = [
      { heading: say('viewAs') },
      ...people.map((user) => ({
        label: `${displayName(user)} (${user.username})`,
        isChecked: user.id === userId,
        run: () => store.setViewer({ userId: user.id, locale }),
      })),
      { heading: say('language') },
      ...LOCALES.map((each) => ({
        label: `${LANGUAGE_NAMES[each]} (${each})`,
        isChecked: each === locale,
        run: () => store.setViewer({ userId, locale: each }),
      })),
      { heading: say('theme') },
      ...(['dark', 'light'] as const).map((each) => ({
        label: say(each),
        isChecked: theme() === each,
        run: () => setTheme(each),
      })),
      ...(showPhone ? [{ heading: say('view') }, { label: say('phone'), run: showPhone }] : []),
    ]
    openMenu(layers, button, say('viewer'), entries, button)
  }

  function draw(): void {
    const user = store.users.get(store.viewer.userId)
    if (!user) return
    button.replaceChildren(
      h('span', { class: 'sr-only' }, `${say('viewer')}: `),
      avatar(user, 32),
      h(
        'span',
        { class: 'viewer-words' },
        h('strong', { dir: 'auto' }, displayName(user)),
        h('span', { class: 'muted small' }, `${user.username} · ${store.viewer.locale}`),
      ),
      icon('gear'),
    )
  }
  store.on(['viewer', 'world'], draw)
  return element
}
