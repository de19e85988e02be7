// A list that grows at the top, newest first; an entry opens to show what it holds.
import { h } from '../dom/dom.ts'

export interface LogListParts<T> {
  idOf(entry: T): string
  line(entry: T): readonly (Node | string)[]
  classOf(entry: T): string
  details(entry: T): readonly (HTMLElement | null)[]
}

export interface LogList<T> {
  readonly element: HTMLElement
  set(entries: readonly T[]): void
  /** Unfolds an entry and brings it into sight; false where it is not shown. */
  open(id: string): boolean
}

const SHOWN = 200

export function createLogList<T>(parts: LogListParts<T>): LogList<T> {
  const element = h('div', { class: 'log' })
  const drawn = new Map<string, { entry: T; node: HTMLElement }>()

  function make(entry: T): HTMLElement {
    const body = h('div', { class: 'log-body' })
    const details = h('details', { class: `log-entry ${parts.classOf(entry)}` }, h('summary', {}, ...parts.line(entry)), body)
    details.addEventListener('toggle', () => {
      if (details.open && body.childElementCount === 0) body.append(...parts.details(entry).filter((node) => node !== null))
    })
    return details
  }

  return {
    element,
    open(id) {
      const node = drawn.get(id)?.node
      if (!(node instanceof HTMLDetailsElement)) return false
      for (const other of element.querySelectorAll('.linked')) other.classList.remove('linked')
      node.open = true
      node.classList.add('linked')
      node.scrollIntoView({ block: 'start' })
      return true
    },
    set(entries) {
      const wanted = entries.slice(-SHOWN).reverse()
      const nodes = wanted.map((entry) => {
        const id = parts.idOf(entry)
        const known = drawn.get(id)
        if (known?.entry === entry) return known.node
        const node = make(entry)
        drawn.set(id, { entry, node })
        return node
      })
      const keep = new Set<Node>(nodes)
      for (const [id, { node }] of drawn) if (!keep.has(node)) drawn.delete(id)
      for (const child of [...element.children]) if (!keep.has(child)) child.remove()
      let next = element.firstChild
      for (const node of nodes) {
        if (node === next) next = next.nextSibling
        else element.insertBefore(node, next)
      }
      element.dataset.empty = wanted.length === 0 ? 'Nothing yet' : ''
    },
  }
}
