// JSON as text that can be read and copied; very long ones are cut in the view alone.
import { h } from '../dom/dom.ts'

const SHOWN = 20_000

export function jsonView(label: string, value: unknown): HTMLElement | null {
  if (value === null || value === undefined || value === '') return null
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  const copy = () => void navigator.clipboard?.writeText(text)
  return h(
    'div',
    { class: 'json' },
    h(
      'div',
      { class: 'json-head' },
      h('span', { class: 'muted small' }, label),
      h('button', { type: 'button', class: 'text-button small', 'aria-label': `Copy ${label}`, on: { click: copy } }, 'Copy'),
    ),
    h(
      'pre',
      { tabindex: 0, 'aria-label': label },
      text.length > SHOWN ? `${text.slice(0, SHOWN)}\n… ${text.length - SHOWN} more characters` : text,
    ),
  )
}
