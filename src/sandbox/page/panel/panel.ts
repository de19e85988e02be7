// The developer's side panel. Its words are English: they are those of the API.
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import type { Page } from '../page-parts.ts'
import { createFaultsTab } from './faults-tab.ts'
import { createGatewayTab } from './gateway-tab.ts'
import { createMessageTab } from './message-tab.ts'
import { createRequestsTab } from './requests-tab.ts'
import type { Tab } from './tab.ts'
import { createWorldTab } from './world-tab.ts'

export interface Panel {
  readonly element: HTMLElement
  focus(): void
  /**
   * Brings a tab to the front: by its title, in lower case; in the one of requests, an entry by its
   * number.
   */
  show(title: string, entry?: string): void
  inspect(channelId: string, messageId: string): void
}

export function createPanel(page: Page, onClose: () => void): Panel {
  const requests = createRequestsTab(page)
  const message = createMessageTab(page)
  const tabs: Tab[] = [requests, createGatewayTab(page), createFaultsTab(page), createWorldTab(page), message]
  const buttons = tabs.map(({ title }, index) =>
    h(
      'button',
      {
        type: 'button',
        class: 'tab',
        role: 'tab',
        id: `tab-${index}`,
        'aria-controls': `tab-panel-${index}`,
        on: { click: () => choose(index) },
      },
      title,
    ),
  )
  const bodies = tabs.map(({ element }, index) => {
    const body = h(
      'div',
      { class: 'tab-panel', role: 'tabpanel', id: `tab-panel-${index}`, 'aria-labelledby': `tab-${index}`, tabindex: 0 },
      element,
    )
    return body
  })
  const bar = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Developer panel', on: { keydown: onKey } }, buttons)
  const close = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': 'Close developer panel', on: { click: onClose } },
    icon('close'),
  )
  const element = h(
    'aside',
    { class: 'panel', 'aria-label': 'Developer panel', lang: 'en', hidden: true },
    h('header', { class: 'panel-head' }, bar, close),
    bodies,
  )
  let current = 0

  function choose(index: number): void {
    current = index
    for (const [at, tab] of tabs.entries()) {
      const isShown = at === index
      const [button, body] = [buttons[at], bodies[at]]
      if (!button || !body) continue
      button.setAttribute('aria-selected', String(isShown))
      button.tabIndex = isShown ? 0 : -1
      body.hidden = !isShown
      tab.shown(isShown && !element.hidden)
    }
  }
  function onKey(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    choose((current + step + tabs.length) % tabs.length)
    buttons[current]?.focus()
  }
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose()
  })
  function show(title: string, entry?: string): void {
    const at = tabs.findIndex((tab) => tab.title.toLowerCase() === title)
    if (at >= 0) choose(at)
    if (entry !== undefined) requests.open(entry)
  }
  choose(0)
  return {
    element,
    show,
    inspect(channelId, messageId) {
      message.show(channelId, messageId)
      show('message')
    },
    focus() {
      choose(current)
      buttons[current]?.focus()
    },
  }
}
