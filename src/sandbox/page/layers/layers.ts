// What lies above the page: one popover at a time, dialogs, short notices, and the voice of the
// page for screen readers.
import { type Child, h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'

export interface Popover {
  readonly element: HTMLElement
  close(): void
}

export interface PopoverOptions {
  /** An element it hangs on, or a point. */
  readonly at: Element | { x: number; y: number }
  readonly content: HTMLElement
  readonly onClose?: () => void
  /** Above the anchor if there is room. */
  readonly above?: boolean
  readonly matchWidth?: boolean
}

export interface DialogOptions {
  readonly title: string
  readonly content: readonly Child[]
  readonly actions?: readonly HTMLElement[]
  readonly class?: string
  readonly closeLabel: string
  readonly onClose?: () => void
}

export interface Layers {
  popover(options: PopoverOptions): Popover
  closePopover(): void
  dialog(options: DialogOptions): { element: HTMLDialogElement; close(): void }
  notice(text: string): void
  /** Read out by screen readers, seen by nobody. */
  announce(text: string): void
}

export function createLayers(root: HTMLElement): Layers {
  const notices = h('div', { class: 'notices', role: 'status', 'aria-live': 'polite' })
  const voice = h('div', { class: 'sr-only', 'aria-live': 'polite', role: 'log' })
  root.append(notices, voice)
  let current: (Popover & { anchor: PopoverOptions['at'] }) | undefined

  const closePopover = () => current?.close()

  // A press outside closes; one inside a dialog's popover must not close the dialog.
  document.addEventListener('pointerdown', (event) => {
    const target = event.target as Node
    if (!current || current.element.contains(target)) return
    if (current.anchor instanceof Element && current.anchor.contains(target)) return
    closePopover()
  })
  window.addEventListener('resize', closePopover)

  return {
    popover({ at, content, onClose, above = false, matchWidth = false }) {
      closePopover()
      const element = h('div', { class: 'popover' }, content)
      // Inside an open dialog nothing outside of it can be pressed, so the popover goes in there.
      const home = (at instanceof Element && at.closest('dialog')) || root
      home.append(element)
      place(element, at, above, matchWidth)
      const popover = {
        element,
        anchor: at,
        close() {
          if (current !== popover) return
          current = undefined
          element.remove()
          onClose?.()
        },
      }
      current = popover
      element.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        event.preventDefault()
        popover.close()
        if (at instanceof HTMLElement) at.focus()
      })
      return popover
    },
    closePopover,
    dialog({ title, content, actions = [], class: name = '', closeLabel, onClose }) {
      closePopover()
      const close = () => element.close()
      const heading = h('h2', { id: 'dialog-title' }, title)
      const button = h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': closeLabel, on: { click: close } },
        icon('close'),
      )
      const element = h(
        'dialog',
        { class: `dialog ${name}`, 'aria-labelledby': 'dialog-title' },
        h('div', { class: 'dialog-head' }, heading, button),
        h('div', { class: 'dialog-body', tabindex: -1 }, content),
        actions.length > 0 && h('div', { class: 'dialog-foot' }, actions),
      )
      element.addEventListener('close', () => {
        closePopover()
        element.remove()
        onClose?.()
      })
      root.append(element)
      element.showModal()
      return { element, close }
    },
    notice(text) {
      const note = h('div', { class: 'notice' }, text)
      notices.append(note)
      setTimeout(() => note.remove(), 4_000)
    },
    announce(text) {
      voice.append(h('div', {}, text))
      while (voice.childElementCount > 5) voice.firstElementChild?.remove()
    },
  }
}

const EDGE = 8

function place(element: HTMLElement, at: PopoverOptions['at'], above: boolean, matchWidth: boolean): void {
  const rect = at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y, width: 0 }
  if (matchWidth) element.style.minWidth = `${Math.min(rect.width, innerWidth - 2 * EDGE)}px`
  const { width, height } = element.getBoundingClientRect()
  const roomBelow = innerHeight - rect.bottom
  const goesAbove = above ? rect.top > height + EDGE || rect.top > roomBelow : roomBelow < height + EDGE && rect.top > roomBelow
  const top = goesAbove ? rect.top - height - 4 : rect.bottom + 4
  element.style.left = `${Math.max(EDGE, Math.min(rect.left, innerWidth - width - EDGE))}px`
  element.style.top = `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`
}
