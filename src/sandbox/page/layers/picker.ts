// A list to choose from, one or several, with a field to filter it: selects of messages and modals,
// and whoever else needs one.
import { freshId, h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import type { Say } from '../dom/words.ts'
import type { Layers } from './layers.ts'

export interface PickOption {
  readonly value: string
  readonly label: string
  readonly description?: string | undefined
  readonly mark?: string | undefined
}

export interface PickerOptions {
  readonly at: HTMLElement
  readonly label: string
  readonly options: readonly PickOption[]
  readonly chosen: readonly string[]
  readonly min: number
  readonly max: number
  readonly say: Say
  readonly canSearch?: boolean
  /**
   * Called once: when one is chosen, or when the list of several is closed with another choice than
   * before.
   */
  onChosen(values: string[]): void
}

export function openPicker(layers: Layers, parts: PickerOptions): void {
  const { at, options, min, max, say } = parts
  const isMany = max > 1
  let chosen = [...parts.chosen]
  let shown = options
  let active = Math.max(
    0,
    options.findIndex(({ value }) => chosen.includes(value)),
  )
  const id = freshId('picker')
  const list = h('div', {
    class: 'picker-list',
    role: 'listbox',
    id,
    'aria-label': parts.label,
    'aria-multiselectable': isMany ? 'true' : undefined,
    tabindex: -1,
  })
  const field = h('input', {
    class: parts.canSearch || options.length > 10 ? 'picker-search' : 'picker-search sr-only',
    type: 'text',
    role: 'combobox',
    'aria-expanded': 'true',
    'aria-controls': id,
    'aria-autocomplete': 'list',
    'aria-label': `${parts.label}: ${say('search')}`,
    placeholder: say('search'),
    autocomplete: 'off',
  })
  const done = h('button', { type: 'button', class: 'button primary small', on: { click: () => finish() } }, say('done'))
  const content = h('div', { class: 'picker' }, field, list, isMany && h('div', { class: 'picker-foot' }, done))
  let isFinished = false

  function submit(): void {
    isFinished = true
    const isSame = chosen.length === parts.chosen.length && chosen.every((value) => parts.chosen.includes(value))
    if (!isSame && chosen.length >= min && chosen.length <= max) parts.onChosen(chosen)
  }
  function finish(): void {
    submit()
    popover.close()
    at.focus()
  }
  function pick(value: string): void {
    if (!isMany) {
      isFinished = true
      popover.close()
      at.focus()
      parts.onChosen(min === 0 && chosen.includes(value) ? [] : [value])
      return
    }
    if (chosen.includes(value)) chosen = chosen.filter((each) => each !== value)
    else if (chosen.length < max) chosen.push(value)
    draw()
  }
  function draw(): void {
    const items = shown.map(({ value, label, description, mark }, index) => {
      const isChosen = chosen.includes(value)
      return h(
        'div',
        {
          class: index === active ? 'picker-item active' : 'picker-item',
          role: 'option',
          id: `${id}-${index}`,
          'aria-selected': String(isChosen),
          on: { click: () => pick(value), pointermove: () => activate(index) },
        },
        mark && h('span', { class: 'picker-mark', 'aria-hidden': 'true' }, mark),
        h(
          'span',
          { class: 'picker-words' },
          h('span', { dir: 'auto' }, label),
          description && h('span', { class: 'muted', dir: 'auto' }, description),
        ),
        isChosen && icon('check', 18),
      )
    })
    list.replaceChildren(...(items.length > 0 ? items : [h('div', { class: 'picker-none' }, say('nothingFound'))]))
    done.disabled = chosen.length < min
    activate(active)
  }
  function activate(index: number): void {
    list.children[active]?.classList.remove('active')
    active = Math.max(0, Math.min(index, shown.length - 1))
    const item = list.children[active]
    item?.classList.add('active')
    if (shown.length > 0) field.setAttribute('aria-activedescendant', `${id}-${active}`)
    else field.removeAttribute('aria-activedescendant')
  }
  field.addEventListener('input', () => {
    const wanted = field.value.trim().toLowerCase()
    shown = options.filter(({ label, description = '' }) => `${label}\n${description}`.toLowerCase().includes(wanted))
    active = 0
    draw()
  })
  field.addEventListener('keydown', (event) => {
    const steps: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1 }
    const to = steps[event.key]
    if (to !== undefined) {
      event.preventDefault()
      activate((to + shown.length) % Math.max(1, shown.length))
      list.children[active]?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const option = shown[active]
      if (option) pick(option.value)
    } else if (event.key === 'Tab') {
      event.preventDefault()
      if (isMany) finish()
      else popover.close()
      at.focus()
    }
  })
  // Drawn before it is placed: its height decides where it fits.
  draw()
  const popover = layers.popover({
    at,
    content,
    matchWidth: true,
    onClose: () => {
      at.setAttribute('aria-expanded', 'false')
      if (!isFinished && isMany) submit()
    },
  })
  at.setAttribute('aria-expanded', 'true')
  list.children[active]?.scrollIntoView({ block: 'nearest' })
  field.focus({ preventScroll: true })
}
