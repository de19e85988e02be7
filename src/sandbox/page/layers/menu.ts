// A menu of commands at a point: arrows walk, letters jump, Escape leaves.
import { h } from '../dom/dom.ts'
import { type IconName, icon } from '../dom/icons.ts'
import type { Layers, PopoverOptions } from './layers.ts'

export interface MenuItem {
  readonly label: string
  readonly icon?: IconName
  readonly run?: () => void
  readonly isDanger?: boolean
  readonly isChecked?: boolean
}
export type MenuEntry = MenuItem | 'line' | { readonly heading: string }

export function openMenu(
  layers: Layers,
  at: PopoverOptions['at'],
  label: string,
  entries: readonly MenuEntry[],
  back?: HTMLElement,
): void {
  const items: HTMLButtonElement[] = []
  const nodes = entries.map((entry) => {
    if (entry === 'line') return h('div', { class: 'menu-line', role: 'separator' })
    if ('heading' in entry) return h('div', { class: 'menu-heading', role: 'presentation' }, entry.heading)
    const item = itemOf(entry)
    items.push(item)
    return item
  })
  const content = h('div', { class: 'menu', role: 'menu', 'aria-label': label, on: { keydown: onKey } }, nodes)
  const popover = layers.popover({ at, content })
  items[0]?.focus()

  function itemOf({ label: text, icon: name, run, isDanger, isChecked }: MenuItem): HTMLButtonElement {
    const press = () => {
      popover.close()
      back?.focus()
      run?.()
    }
    return h(
      'button',
      {
        type: 'button',
        class: isDanger ? 'menu-item danger' : 'menu-item',
        role: isChecked === undefined ? 'menuitem' : 'menuitemradio',
        'aria-checked': isChecked === undefined ? undefined : String(isChecked),
        tabindex: -1,
        'aria-disabled': run ? undefined : 'true',
        on: { click: press },
      },
      h('span', {}, text),
      name ? icon(name, 18) : isChecked ? icon('check', 18) : null,
    )
  }

  function onKey(event: KeyboardEvent): void {
    const at = items.indexOf(document.activeElement as HTMLButtonElement)
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }
    const to = steps[event.key]
    if (event.key === 'Tab') {
      event.preventDefault()
      popover.close()
      back?.focus()
    } else if (to !== undefined) {
      event.preventDefault()
      items[(to + items.length) % items.length]?.focus()
    } else if (event.key.length === 1) {
      const letter = event.key.toLowerCase()
      const order = [...items.slice(at + 1), ...items.slice(0, at + 1)]
      order.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus()
    }
  }
}
