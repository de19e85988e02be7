// The page as on a phone: the same page once more in a frame of a phone's size, so that all that
// depends on the window's width is true.
import { h } from '../dom/dom.ts'
import type { Page } from '../page-parts.ts'

const SIZE = { width: 390, height: 844 } as const

/** Whether this is the page inside of that frame. */
export const isOnPhone = new URLSearchParams(location.search).has('phone')

export function createPhone({ say }: Page, root: HTMLElement): { show(): void } {
  let stage: HTMLElement | undefined
  function hide(): void {
    stage?.remove()
    stage = undefined
    root.hidden = false
  }
  return {
    show() {
      const frame = h('iframe', { title: say('phone'), src: `/?phone${location.hash}`, width: SIZE.width, height: SIZE.height })
      const back = h('button', { type: 'button', class: 'button', on: { click: hide } }, say('backToDesktop'))
      stage = h(
        'div',
        { class: 'phone-stage' },
        h('div', { class: 'phone-bar' }, h('span', { class: 'muted' }, `${SIZE.width} × ${SIZE.height}`), back),
        frame,
      )
      root.hidden = true
      document.body.append(stage)
      back.focus()
    },
  }
}
