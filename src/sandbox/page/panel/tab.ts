// One tab of the developer's panel.

export interface Tab {
  readonly title: string
  readonly element: HTMLElement
  /** Called when the tab comes to the front: tabs that are not seen need not draw. */
  shown(isShown: boolean): void
}
