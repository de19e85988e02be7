// Draws of a long list what is seen and a little more. Rows have whatever height they come to: it
// is measured once they stand, and what the reader looks at stays where it is when something above
// it changes. At the end of the list new rows keep the end in view.
import { h } from '../dom/dom.ts'

export interface VirtualListParts<T> {
  readonly label: string
  keyOf(item: T): string
  /** Changes whenever the row must be drawn again. */
  stampOf(item: T, before: T | undefined): string
  draw(item: T, before: T | undefined): HTMLElement
  /** The reader is near the oldest row. */
  onNearTop(): void
  onMoved(isAtEnd: boolean): void
}

export interface VirtualList<T> {
  readonly element: HTMLElement
  setItems(items: readonly T[], head: HTMLElement): void
  toEnd(): void
  /**
   * Shows the end, but of this row at least its beginning: newer rows do not push it out of sight
   * until the reader scrolls on.
   */
  hold(key: string): void
  /** Brings a row to the middle, marks it, and gives it the focus. */
  reveal(key: string): void
  /** Draws everything again: what the stamps do not know has changed. */
  reset(): void
  focusRow(key: string): void
}

interface Row {
  readonly element: HTMLElement
  readonly stamp: string
}

/** The height of a row before any has been measured. */
const FIRST_GUESS = 74
const OVERSCAN = 700
const NEAR_TOP = 900
const AT_END = 30
/** The room under the last row, as the style sheet has it. */
const END_ROOM = 20

export function createVirtualList<T>(parts: VirtualListParts<T>): VirtualList<T> {
  const above = h('div', { class: 'spacer', 'aria-hidden': 'true' })
  const below = h('div', { class: 'spacer', 'aria-hidden': 'true' })
  const headBox = h('div', { class: 'list-head' })
  const rowsBox = h('div', { class: 'rows' })
  const element = h(
    'div',
    { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': parts.label },
    headBox,
    above,
    rowsBox,
    below,
  )
  let items: readonly T[] = []
  const rows = new Map<string, Row>()
  const heights = new Map<string, number>()
  let offsets = new Float64Array(1)
  let guess = FIRST_GUESS
  let headHeight = 0
  let viewHeight = 0
  let drawnFrom = 0
  let drawnTo = 0
  /** Where the last drawing left the list: the scroll event that follows from it tells nothing. */
  let settledTop = -1
  let isStuck = true
  let held: string | undefined
  let isDrawing = false
  /** The rows in sight come first; those beyond its edges follow with the next frame. */
  let isNew = true
  /** The row under the upper edge, and how far it is scrolled into. */
  let anchor: { key: string; within: number } | undefined
  let indexes = new Map<string, number>()

  function measureOffsets(): void {
    if (offsets.length !== items.length + 1) offsets = new Float64Array(items.length + 1)
    let sum = 0
    for (let at = 0; at < items.length; at += 1) {
      offsets[at] = sum
      sum += heights.get(parts.keyOf(items[at] as T)) ?? guess
    }
    offsets[items.length] = sum
  }

  /** The first row that ends below `y`. */
  function indexAt(y: number): number {
    let low = 0
    let high = items.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((offsets[middle + 1] ?? 0) <= y) low = middle + 1
      else high = middle
    }
    return low
  }

  function noteAnchor(): void {
    const y = element.scrollTop - headHeight
    const index = indexAt(Math.max(0, y))
    const item = items[index]
    anchor = item === undefined ? undefined : { key: parts.keyOf(item), within: y - (offsets[index] ?? 0) }
    isStuck = element.scrollHeight - element.scrollTop - element.clientHeight < AT_END
  }

  /** As far as the list may be scrolled while the beginning of the held row stays in sight. */
  function heldTop(): number {
    const index = held === undefined ? undefined : indexes.get(held)
    return index === undefined ? Number.POSITIVE_INFINITY : headHeight + (offsets[index] ?? 0)
  }

  const endTop = () => headHeight + (offsets[items.length] ?? 0) + END_ROOM - viewHeight

  function wantedTop(): number {
    if (isStuck) return Math.max(0, Math.min(endTop(), heldTop()))
    const index = anchor ? indexes.get(anchor.key) : undefined
    return index === undefined ? element.scrollTop : headHeight + (offsets[index] ?? 0) + (anchor?.within ?? 0)
  }

  function drawRange(from: number, to: number): void {
    const wanted: HTMLElement[] = []
    const keep = new Set<string>()
    for (let at = from; at < to; at += 1) {
      const item = items[at] as T
      const before = items[at - 1]
      const key = parts.keyOf(item)
      const stamp = parts.stampOf(item, before)
      let row = rows.get(key)
      if (row?.stamp !== stamp) {
        const hadFocus = row?.element.contains(document.activeElement) === true
        const focused =
          hadFocus && document.activeElement instanceof HTMLElement ? document.activeElement.dataset.customId : undefined
        const fresh = { element: parts.draw(item, before), stamp }
        if (row) row.element.replaceWith(fresh.element)
        if (hadFocus) refocus(fresh.element, focused)
        row = fresh
        rows.set(key, row)
        heights.delete(key)
      }
      keep.add(key)
      wanted.push(row.element)
    }
    for (const [key, row] of rows) {
      if (keep.has(key)) continue
      if (row.element.contains(document.activeElement)) element.focus({ preventScroll: true })
      row.element.remove()
      rows.delete(key)
    }
    // Rows that already stand where they belong are left alone: moving one would lose its focus.
    let next = rowsBox.firstChild
    for (const row of wanted) {
      if (row === next) next = next.nextSibling
      else rowsBox.insertBefore(row, next)
    }
  }

  /** Reads what the browser made of the rows that are drawn; whether any height is another one. */
  function measureRows(): boolean {
    let isChanged = headHeight !== headBox.offsetHeight
    headHeight = headBox.offsetHeight
    for (let at = drawnFrom; at < drawnTo; at += 1) {
      const key = parts.keyOf(items[at] as T)
      const height = rows.get(key)?.element.offsetHeight || guess
      if (heights.get(key) === height) continue
      heights.set(key, height)
      isChanged = true
    }
    return isChanged
  }

  /** Each reading after a writing lays everything out again: they come in as few turns as can be. */
  function draw(): void {
    // Out of sight nothing can be measured; the observer tells when that has changed.
    if (viewHeight === 0) viewHeight = element.clientHeight
    if (isDrawing || viewHeight === 0) return
    isDrawing = true
    const overscan = isNew ? 0 : OVERSCAN
    // A second round is needed where the rows came out smaller than guessed; more than four never
    // were.
    for (let round = 0; round < 4; round += 1) {
      measureOffsets()
      const y = wantedTop() - headHeight
      const first = indexAt(Math.max(0, y - overscan))
      const end = Math.min(items.length, indexAt(y + viewHeight + overscan) + 1)
      // Rows that came out larger than guessed leave too many standing, which is not a reason to lay
      // everything out again.
      if (round > 0 && first >= drawnFrom && end <= drawnTo) break
      drawnFrom = first
      drawnTo = end
      drawRange(drawnFrom, drawnTo)
      if (!measureRows()) break
    }
    measureOffsets()
    above.style.height = `${offsets[drawnFrom] ?? 0}px`
    below.style.height = `${(offsets[items.length] ?? 0) - (offsets[drawnTo] ?? 0)}px`
    const wanted = wantedTop()
    if (Math.abs(element.scrollTop - wanted) >= 1) element.scrollTop = wanted
    settledTop = element.scrollTop
    // At the end the next rows will be as high as these; elsewhere another guess would move the
    // reader's place.
    if (isStuck && drawnTo > drawnFrom) guess = ((offsets[drawnTo] ?? 0) - (offsets[drawnFrom] ?? 0)) / (drawnTo - drawnFrom)
    if (heights.size > 2 * items.length + 1_000) for (const key of heights.keys()) if (!indexes.has(key)) heights.delete(key)
    isDrawing = false
    parts.onMoved(isStuck && endTop() - wanted < AT_END)
    if (isNew && items.length > 0) {
      isNew = false
      requestAnimationFrame(followReader)
    } else if (settledTop - headHeight < NEAR_TOP) parts.onNearTop()
  }

  function followReader(): void {
    isQueued = false
    if (viewHeight > 0) noteAnchor()
    draw()
  }
  let isQueued = false
  element.addEventListener('scroll', () => {
    if (isDrawing || isQueued || element.scrollTop === settledTop) return
    isQueued = true
    requestAnimationFrame(followReader)
  })
  // Whoever scrolls decides for themselves what is in sight.
  for (const name of ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const)
    element.addEventListener(name, () => {
      held = undefined
    })
  let width = 0
  const observer = new ResizeObserver(() => {
    if (width !== 0 && width !== element.clientWidth) heights.clear()
    width = element.clientWidth
    viewHeight = element.clientHeight
    draw()
  })
  observer.observe(element)
  // A picture that loads or a spoiler that opens changes a row's height.
  new ResizeObserver(() => {
    if (measureRows()) draw()
  }).observe(rowsBox)

  function focusable(): HTMLElement[] {
    return [...rowsBox.querySelectorAll<HTMLElement>('.message')]
  }
  element.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement
    const isRow = target === element || target.classList.contains('message')
    if (!isRow || !['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key)) return
    if (target === element && (event.key === 'Home' || event.key === 'End')) return
    event.preventDefault()
    const all = focusable()
    const at = all.indexOf(target)
    const step = { ArrowUp: at === -1 ? all.length - 1 : at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key] ?? 0
    const next = all[Math.max(0, Math.min(step, all.length - 1))]
    next?.focus({ preventScroll: true })
    next?.scrollIntoView({ block: 'nearest' })
  })

  return {
    element,
    setItems(next, head) {
      if (headBox.firstChild !== head) headBox.replaceChildren(head)
      items = next
      // A feed without articles is none.
      if (items.length > 0) rowsBox.setAttribute('role', 'feed')
      else rowsBox.removeAttribute('role')
      indexes = new Map(items.map((item, index) => [parts.keyOf(item), index]))
      draw()
    },
    toEnd() {
      held = undefined
      isStuck = true
      draw()
    },
    hold(key) {
      held = key
      isStuck = true
      draw()
    },
    reveal(key) {
      if (!indexes.has(key)) return
      isStuck = false
      isNew = false
      anchor = { key, within: -Math.round(viewHeight / 3) }
      draw()
      const row = rows.get(key)?.element
      const message = row?.matches('.message') ? row : row?.querySelector<HTMLElement>('.message')
      for (const other of rowsBox.querySelectorAll('.linked')) other.classList.remove('linked')
      message?.classList.add('linked')
      message?.focus({ preventScroll: true })
    },
    reset() {
      heights.clear()
      for (const [, row] of rows) row.element.remove()
      rows.clear()
      anchor = undefined
      held = undefined
      isStuck = true
      isNew = true
    },
    focusRow: (key) => rows.get(key)?.element.focus(),
  }
}

/** After a row was drawn again the same control has the focus. */
function refocus(fresh: HTMLElement, id: string | undefined): void {
  const controls = id === undefined ? [] : [...fresh.querySelectorAll<HTMLElement>('[data-custom-id]')]
  const same = controls.find((each) => each.dataset.customId === id) ?? fresh.querySelector<HTMLElement>('.message') ?? fresh
  same.focus({ preventScroll: true })
}
