// One tab of the developer's panel.

export interface Tab {
  readonly title: string
  readonly element: HTMLElement
  /** Called when the tab comes to the front: tabs that are not seen need not draw. */
  shown(isShown: boolean): void
}

/** A tab that draws itself when it comes to the front, and at each `redraw` while it is there. */
export function createTab(title: string, element: HTMLElement, draw: () => void): Tab & { redraw(): void } {
  let isShown = false
  const redraw = () => {
    if (isShown) draw()
  }
  return {
    title,
    element,
    redraw,
    shown(now) {
      isShown = now
      redraw()
    },
  }
}
