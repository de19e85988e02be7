// One option of a command while it is filled in: its type decides what is offered, and what counts
// as a value.
import type { CommandOption } from '../../world/types.ts'
import { freshId, h } from '../dom/dom.ts'
import { channelsHere, peopleHere, rolesHere } from '../message/pick-options.ts'
import type { Page } from '../page-parts.ts'
import { localDescription, localName, OPTION } from './commands.ts'
import type { SuggestBox, Suggestion } from './suggest-box.ts'

export type Filled = { readonly value: unknown } | { readonly file: File } | { readonly wrong: string } | undefined

export interface Field {
  readonly option: CommandOption
  readonly element: HTMLElement
  focus(): void
  setText(text: string): void
  setFile(file: File): void
  /** undefined: left empty. */
  filled(): Filled
  isEmpty(): boolean
  complain(isWrong: boolean): void
}

export interface FieldParts {
  readonly page: Page
  readonly box: SuggestBox
  readonly option: CommandOption
  /** What the bot suggests for the text typed so far. */
  suggest(text: string, signal: AbortSignal): Promise<readonly Suggestion[]>
  onRemove(): void
  /** A value was taken from a list. */
  onTaken(): void
  onEnter(): void
}

const PAUSE_MS = 120

/** What is in the list whatever the bot says; undefined where any text will do. */
function fixedChoices({ page, option }: FieldParts): Suggestion[] | undefined {
  const { locale } = page.store.viewer
  if (option.choices) return option.choices.map((choice) => ({ value: String(choice.value), label: localName(choice, locale) }))
  switch (option.type) {
    case OPTION.boolean:
      return [
        { value: 'true', label: page.say('yes') },
        { value: 'false', label: page.say('no') },
      ]
    case OPTION.user:
      return peopleHere(page)
    case OPTION.channel:
      return channelsHere(page, option.channel_types)
    case OPTION.role:
      return rolesHere(page)
    case OPTION.mentionable:
      return [...peopleHere(page), ...rolesHere(page)]
    default:
      return undefined
  }
}

export function createField(parts: FieldParts): Field {
  const { page, option } = parts
  const name = localName(option, page.store.viewer.locale)
  const label = h('span', { class: 'option-name' }, name)
  const remove = h(
    'button',
    {
      type: 'button',
      class: 'option-remove',
      tabindex: -1,
      'aria-label': page.say('removeOption', { name }),
      on: { click: parts.onRemove },
    },
    '×',
  )
  const made = option.type === OPTION.attachment ? fileField(parts, name) : textField(parts, name)
  const element = h('div', { class: 'option', 'data-option': option.name }, label, made.control, !option.required && remove)
  return {
    option,
    element,
    ...made.field,
    complain: (isWrong) => {
      element.classList.toggle('wrong', isWrong)
      made.control.setAttribute('aria-invalid', String(isWrong))
    },
  }
}

type BuiltField = { control: HTMLElement; field: Omit<Field, 'option' | 'element' | 'complain'> }

function fileField({ page, onTaken }: FieldParts, name: string): BuiltField {
  let file: File | undefined
  const picker = h('input', { type: 'file', class: 'sr-only', tabindex: -1, 'aria-label': name })
  const button = h(
    'button',
    { type: 'button', class: 'option-file', on: { click: () => picker.click() } },
    page.say('chooseFile'),
  )
  const set = (next: File) => {
    file = next
    button.textContent = next.name
    button.classList.add('filled')
  }
  picker.addEventListener('change', () => {
    const chosen = picker.files?.[0]
    if (chosen) set(chosen)
    onTaken()
  })
  const control = h('span', {}, button, picker)
  return {
    control,
    field: {
      focus: () => button.focus(),
      setText: () => undefined,
      setFile: set,
      filled: () => file && { file },
      isEmpty: () => file === undefined,
    },
  }
}

const isValue = (filled: Filled) => filled !== undefined && 'value' in filled

function textField(parts: FieldParts, name: string): BuiltField {
  const { page, box, option } = parts
  const fixed = fixedChoices(parts)
  const isNumber = option.type === OPTION.integer || option.type === OPTION.number
  const description = localDescription(option, page.store.viewer.locale)
  let taken: Suggestion | undefined
  let hasWalked = false
  let request: AbortController | undefined
  let timer: number | undefined
  const input = h('input', {
    type: 'text',
    class: 'option-input',
    id: freshId('option'),
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
    'aria-label': `${name}: ${description}`,
    'aria-required': option.required ? 'true' : undefined,
    inputmode: isNumber ? 'decimal' : undefined,
    maxlength: option.max_length,
    autocomplete: 'off',
    spellcheck: 'false',
    dir: 'auto',
  })
  const heading = `${name} · ${description}`

  function resize(): void {
    const width = [...input.value].reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e7f ? 2 : 1), 0)
    input.style.width = `${Math.min(Math.max(width, 6) + 1.5, 42)}ch`
  }
  function take(suggestion: Suggestion): void {
    taken = suggestion
    input.value = suggestion.label
    resize()
    box.hide()
    parts.onTaken()
  }
  async function ask(): Promise<void> {
    request?.abort()
    const mine = new AbortController()
    request = mine
    try {
      const suggestions = await parts.suggest(input.value, mine.signal)
      if (mine.signal.aborted || document.activeElement !== input) return
      if (suggestions.length === 0) box.showWords(input, heading, page.say('nothingFound'))
      else box.show(input, heading, suggestions, take, true)
    } catch (error) {
      if (!mine.signal.aborted) box.showWords(input, heading, page.say('suggestionsFailed'))
      void error
    }
  }
  function offer(): void {
    if (fixed) {
      const wanted = taken ? '' : input.value.trim().toLowerCase()
      const list = fixed.filter(
        ({ label, value }) => label.toLowerCase().includes(wanted) || value.toLowerCase().startsWith(wanted),
      )
      if (list.length > 0) box.show(input, heading, list, take)
      else box.showWords(input, heading, page.say('nothingFound'))
    } else if (option.autocomplete) {
      if (!box.isOpen) box.showWords(input, heading, page.say('searching'))
      clearTimeout(timer)
      timer = window.setTimeout(() => void ask(), PAUSE_MS)
    } else box.showWords(input, name, description)
  }
  input.addEventListener('focus', () => {
    hasWalked = false
    offer()
  })
  input.addEventListener('blur', () => {
    clearTimeout(timer)
    request?.abort()
    box.hide()
  })
  input.addEventListener('input', () => {
    taken = undefined
    hasWalked = false
    resize()
    offer()
  })
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (event.key.startsWith('Arrow')) hasWalked = true
    // A value that is complete is sent: only what an arrow has chosen comes before it.
    const isComplete = event.key === 'Enter' && !hasWalked && isValue(filled())
    if (!isComplete && box.onKey(event)) event.preventDefault()
    else if (event.key === 'Enter') {
      event.preventDefault()
      parts.onEnter()
    } else if (event.key === 'Backspace' && input.value === '' && !option.required) {
      event.preventDefault()
      parts.onRemove()
    }
  })
  resize()

  function filled(): Filled {
    const text = input.value
    if (text === '') return undefined
    if (taken)
      return { value: isNumber ? Number(taken.value) : option.type === OPTION.boolean ? taken.value === 'true' : taken.value }
    const named = fixed?.find(({ label, value }) => label === text || value === text)
    if (fixed && !named) return { wrong: page.say('pickFromList') }
    if (named)
      return { value: isNumber ? Number(named.value) : option.type === OPTION.boolean ? named.value === 'true' : named.value }
    if (isNumber) return Number.isFinite(Number(text)) ? { value: Number(text) } : { wrong: page.say('notNumber') }
    return { value: text }
  }
  return {
    control: input,
    field: {
      focus: () => input.focus(),
      setText(text) {
        input.value = text
        resize()
        if (document.activeElement === input) offer()
      },
      setFile: () => undefined,
      filled,
      isEmpty: () => input.value === '',
    },
  }
}
