// The list above a text field: the field keeps the focus, arrows choose, Enter or Tab takes.
import { freshId, h } from '../dom/dom.ts'

export interface Suggestion {
  readonly value: string
  readonly label: string
  readonly description?: string | undefined
  readonly mark?: Node | string | undefined
}

export interface SuggestBox {
  readonly element: HTMLElement
  readonly isOpen: boolean
  show(
    field: HTMLElement,
    heading: string,
    suggestions: readonly Suggestion[],
    onTake: (suggestion: Suggestion) => void,
    /** The field may keep its own text: nothing is chosen until an arrow is pressed. */
    isFree?: boolean,
  ): void
  /** A line instead of a list: "Searching…", "Nothing found". */
  showWords(field: HTMLElement, heading: string, words: string): void
  hide(): void
  /** Whether the key was meant for the list. */
  onKey(event: KeyboardEvent): boolean
}

export function createSuggestBox(): SuggestBox {
  const id = freshId('suggestions')
  const heading = h('div', { class: 'suggest-heading' })
  const list = h('div', { class: 'suggest-list', role: 'listbox', id })
  const element = h('div', { class: 'suggest', hidden: true }, heading, list)
  let field: HTMLElement | undefined
  let suggestions: readonly Suggestion[] = []
  let take: (suggestion: Suggestion) => void = () => undefined
  let active = 0

  function attach(next: HTMLElement, words: string): void {
    if (field && field !== next) detach(field)
    field = next
    element.hidden = false
    heading.textContent = words
    list.setAttribute('aria-label', words)
    if (field.role === 'combobox') field.setAttribute('aria-expanded', 'true')
    field.setAttribute('aria-controls', id)
  }
  function detach(old: HTMLElement): void {
    if (old.role === 'combobox') old.setAttribute('aria-expanded', 'false')
    old.removeAttribute('aria-activedescendant')
    old.removeAttribute('aria-controls')
  }
  function activate(index: number): void {
    list.children[active]?.classList.remove('active')
    list.children[active]?.setAttribute('aria-selected', 'false')
    active = index
    const item = list.children[active]
    if (!item) {
      field?.removeAttribute('aria-activedescendant')
      return
    }
    item.classList.add('active')
    item.setAttribute('aria-selected', 'true')
    item.scrollIntoView({ block: 'nearest' })
    field?.setAttribute('aria-activedescendant', `${id}-${active}`)
  }
  function draw(isFree: boolean): void {
    const items = suggestions.map((suggestion, index) =>
      h(
        'div',
        {
          class: 'suggest-item',
          role: 'option',
          id: `${id}-${index}`,
          'aria-selected': 'false',
          on: {
            // The field must not lose its focus to a press on the list.
            pointerdown: (event: Event) => event.preventDefault(),
            click: () => take(suggestion),
            pointermove: () => index !== active && activate(index),
          },
        },
        suggestion.mark && h('span', { class: 'suggest-mark', 'aria-hidden': 'true' }, suggestion.mark),
        h('span', { class: 'suggest-label', dir: 'auto' }, suggestion.label),
        suggestion.description && h('span', { class: 'suggest-description muted', dir: 'auto' }, suggestion.description),
      ),
    )
    list.replaceChildren(...items)
    activate(isFree ? -1 : 0)
  }

  return {
    element,
    get isOpen() {
      return !element.hidden
    },
    show(next, words, offered, onTake, isFree = false) {
      attach(next, words)
      suggestions = offered
      take = onTake
      draw(isFree)
    },
    showWords(next, words, line) {
      attach(next, words)
      suggestions = []
      list.replaceChildren(
        h('div', { class: 'suggest-none muted', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, line),
      )
      next.removeAttribute('aria-activedescendant')
    },
    hide() {
      element.hidden = true
      suggestions = []
      if (field) detach(field)
      field = undefined
    },
    onKey(event) {
      if (element.hidden) return false
      const count = suggestions.length
      if (event.key === 'Escape') {
        this.hide()
        return true
      }
      if (count === 0) return false
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const from = active === -1 && event.key === 'ArrowUp' ? 0 : active
        activate((from + (event.key === 'ArrowDown' ? 1 : -1) + count) % count)
        return true
      }
      const taken = suggestions[active]
      if ((event.key === 'Enter' || event.key === 'Tab') && taken && !event.shiftKey) {
        take(taken)
        return true
      }
      return false
    },
  }
}
