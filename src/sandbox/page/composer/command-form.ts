// A chosen command while its options are filled in, one after another.
import type { CommandOption } from '../../world/types.ts'
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import type { Page } from '../page-parts.ts'
import { type Entry, localDescription, localName, OPTION } from './commands.ts'
import { createField, type Field } from './field.ts'
import type { SuggestBox } from './suggest-box.ts'

export interface CommandForm {
  readonly element: HTMLElement
  readonly entry: Entry
  /** Begins with what was already typed after the name. */
  start(rest: string): void
  /** Whether an option takes it. */
  takeFile(file: File): boolean
  /** Runs the command, or says which option is missing. */
  send(): void
}

export interface CommandFormParts {
  readonly page: Page
  readonly box: SuggestBox
  readonly entry: Entry
  onSend(options: Record<string, unknown>, files: File[]): void
  onCancel(): void
}

export function createCommandForm({ page, box, entry, onSend, onCancel }: CommandFormParts): CommandForm {
  const { say, store } = page
  const { locale } = store.viewer
  const fields: Field[] = []
  const holder = h('div', { class: 'options' })
  const problem = h('div', { class: 'command-problem', role: 'alert' })
  const more = h('input', {
    type: 'text',
    class: 'option-more',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
    'aria-label': say('optionsOf', { name: `/${entry.shownName}` }),
    autocomplete: 'off',
  })
  const run = h(
    'button',
    { type: 'button', class: 'icon-button run', 'aria-label': `${say('run')} /${entry.shownName}`, on: { click: send } },
    icon('send'),
  )
  const cancel = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': say('cancel'), on: { click: onCancel } },
    icon('close', 18),
  )
  const element = h(
    'div',
    { class: 'command-form', role: 'group', 'aria-label': `/${entry.shownName}: ${entry.description}`, tabindex: -1 },
    problem,
    h(
      'div',
      { class: 'command-line' },
      h('span', { class: 'command-name', title: entry.description }, `/${entry.shownName}`),
      holder,
      more,
      cancel,
      run,
    ),
  )
  let hasWalked = false

  const unused = () => entry.options.filter((option) => !fields.some((field) => field.option === option))

  function add(option: CommandOption): Field {
    const field: Field = createField({
      page,
      box,
      option,
      suggest: async (text, signal) => {
        const choices = await page.actions.suggest(
          entry.name,
          { ...valuesSoFar(option), [option.name]: text },
          option.name,
          signal,
        )
        return choices.map((choice) => ({ value: String(choice.value), label: localName(choice, locale) }))
      },
      onRemove: () => remove(field),
      onTaken: () => focusNext(field),
      onEnter: send,
    })
    fields.push(field)
    holder.append(field.element)
    drawMore()
    return field
  }
  function remove(field: Field): void {
    fields.splice(fields.indexOf(field), 1)
    field.element.remove()
    drawMore()
    more.focus()
  }
  function drawMore(): void {
    const count = unused().length
    more.hidden = count === 0
    more.placeholder = say('optional', { count })
  }
  function focusNext(after?: Field): void {
    const rest = fields.slice(after ? fields.indexOf(after) + 1 : 0)
    const next = rest.find((field) => field.isEmpty()) ?? fields.find((field) => field.isEmpty() && field.option.required)
    if (next) next.focus()
    else if (!more.hidden) more.focus()
    else run.focus()
  }
  /** What is filled in already, without files and without what is not a value yet. */
  function valuesSoFar(except: CommandOption): Record<string, unknown> {
    const known = fields.flatMap((field): [string, unknown][] => {
      const filled = field.option === except ? undefined : field.filled()
      return filled && 'value' in filled ? [[field.option.name, filled.value]] : []
    })
    return Object.fromEntries(known)
  }
  function send(): void {
    const options: Record<string, unknown> = {}
    const files: File[] = []
    problem.textContent = ''
    for (const field of fields) {
      const filled = field.filled()
      const wrong =
        filled === undefined
          ? field.option.required
            ? say('required')
            : undefined
          : 'wrong' in filled
            ? filled.wrong
            : undefined
      field.complain(wrong !== undefined)
      if (wrong !== undefined) {
        problem.textContent = `${localName(field.option, locale)}: ${wrong}`
        field.focus()
        return
      }
      if (filled && 'file' in filled) options[field.option.name] = files.push(filled.file) - 1
      else if (filled && 'value' in filled) options[field.option.name] = filled.value
    }
    box.hide()
    onSend(options, files)
  }

  function offerMore(): void {
    const wanted = more.value.trim().toLowerCase()
    const list = unused()
      .map((option) => ({ value: option.name, label: localName(option, locale), description: localDescription(option, locale) }))
      .filter(({ value, label }) => value.includes(wanted) || label.toLowerCase().includes(wanted))
    const take = ({ value }: { value: string }) => {
      const option = entry.options.find((each) => each.name === value)
      more.value = ''
      if (option) add(option).focus()
    }
    if (list.length > 0) box.show(more, say('optionsOf', { name: `/${entry.shownName}` }), list, take, wanted === '')
    else writeInto(more.value)
  }

  /** What is not an option's name is the text of the first option that takes text. */
  function writeInto(text: string): void {
    box.hide()
    const option = unused().find(({ type, choices }) => type === OPTION.string && !choices)
    if (!option) return
    more.value = ''
    const field = add(option)
    field.setText(text)
    field.focus()
  }
  more.addEventListener('focus', () => {
    hasWalked = false
    offerMore()
  })
  more.addEventListener('blur', () => box.hide())
  more.addEventListener('input', offerMore)
  more.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (event.key.startsWith('Arrow')) hasWalked = true
    // With nothing typed and nothing walked to, Enter runs the command.
    if (event.key === 'Enter' && more.value === '' && !hasWalked) {
      event.preventDefault()
      send()
    } else if (box.onKey(event)) event.preventDefault()
    else if (event.key === 'Backspace' && more.value === '') {
      const last = fields.at(-1)
      if (last) last.focus()
      else onCancel()
    }
  })
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault()
      onCancel()
    }
  })

  for (const option of entry.options) if (option.required) add(option)
  drawMore()
  return {
    element,
    entry,
    send,
    start(rest) {
      const text = rest.trim()
      const typed = text === '' ? undefined : (fields[0] ?? (entry.options[0] && add(entry.options[0])))
      typed?.setText(text)
      if (typed) typed.focus()
      else focusNext()
    },
    takeFile(file) {
      const isFree = ({ option }: Field) => option.type === OPTION.attachment
      const field = fields.find((each) => isFree(each) && each.isEmpty()) ?? fields.find(isFree)
      const option = unused().find(({ type }) => type === OPTION.attachment)
      const target = field ?? (option && add(option))
      if (!target) return false
      target.setFile(file)
      focusNext(target)
      return true
    },
  }
}
