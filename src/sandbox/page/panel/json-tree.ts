// JSON to look into: objects and lists fold, the first levels are open.
import { h } from '../dom/dom.ts'

const OPEN_LEVELS = 2
const MAX_SHOWN = 200

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null

function summaryOf(value: object): string {
  const count = Object.keys(value).length
  return Array.isArray(value) ? `[${count}]` : `{${count}}`
}

function branch(label: string, value: unknown, level: number): HTMLElement {
  const name = h('span', { class: 'json-key' }, label)
  if (!isTree(value) || Object.keys(value).length === 0) {
    const kind = value === null ? 'null' : typeof value
    return h('div', { class: 'json-leaf' }, name, ' ', h('span', { class: `json-${kind}` }, JSON.stringify(value) ?? 'undefined'))
  }
  const inside = h('div', { class: 'json-inside' })
  const details = h(
    'details',
    { open: level < OPEN_LEVELS },
    h('summary', {}, name, ' ', h('span', { class: 'muted' }, summaryOf(value))),
    inside,
  )
  // What is folded is made when it is opened: a message may hold hundreds of parts.
  const fill = () => {
    if (!details.open || inside.childElementCount > 0) return
    const entries = Object.entries(value)
    inside.append(...entries.slice(0, MAX_SHOWN).map(([key, each]) => branch(key, each, level + 1)))
    if (entries.length > MAX_SHOWN) inside.append(h('p', { class: 'muted small' }, `${entries.length - MAX_SHOWN} more`))
  }
  details.addEventListener('toggle', fill)
  fill()
  return details
}

export const jsonTree = (label: string, value: unknown): HTMLElement => h('div', { class: 'json-tree' }, branch(label, value, 0))
