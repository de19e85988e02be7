// A modal that the bot opened: text inputs, labels with inputs and selects, checkboxes, radio
// groups.
import type { Component } from '../../world/types.ts'
import { createFileTray, filesOf } from '../composer/file-tray.ts'
import type { Modal } from '../data/api.ts'
import { freshId, h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import { renderMarkdown } from '../markdown/render.ts'
import { markdownContext } from '../message/context.ts'
import { pickOptions } from '../message/pick-options.ts'
import { defaultsOf, labelsOf, selectTrigger } from '../message/select-trigger.ts'
import type { Page } from '../page-parts.ts'

interface Input {
  readonly customId: string
  readonly element: HTMLElement
  value(): unknown
  isValid(): boolean
  /** What is said where it is not; else that it is required. */
  readonly complaint?: string
}

export function openModal(page: Page, modal: Modal, interactionId: string): void {
  const { say, layers, store } = page
  const inputs: Input[] = []
  const problem = h('div', { class: 'failure', role: 'alert', hidden: true })

  function labelled(inner: Component, label: string, description: string | undefined): HTMLElement {
    const id = freshId('input')
    const input = inputOf(page, inner, id, label)
    inputs.push(input)
    const isRequired = inner.required !== false && inner.type !== 23
    const mark = isRequired && h('span', { class: 'required', 'aria-hidden': 'true' }, ' *')
    const isGroup = inner.type === 21 || inner.type === 22
    const words = [label, mark]
    return isGroup
      ? h(
          'fieldset',
          { class: 'modal-field' },
          h('legend', {}, words),
          description && h('p', { class: 'muted' }, description),
          input.element,
        )
      : h(
          'div',
          { class: 'modal-field' },
          h('label', { for: id }, words),
          description && h('p', { class: 'muted', id: `${id}-about` }, description),
          input.element,
        )
  }
  const body = modal.components.map((node) => {
    if (node.type === 10) return h('div', { class: 'md' }, renderMarkdown(String(node.content), markdownContext(page)))
    if (node.type === 18) return labelled(node.component as Component, String(node.label), node.description as string | undefined)
    const [inner] = node.components as Component[]
    return inner ? labelled(inner, String(inner.label), undefined) : h('div')
  })
  const submit = h('button', { type: 'submit', class: 'button primary', form: 'modal-form' }, say('submit'))
  const form = h('form', { id: 'modal-form', class: 'modal-form', novalidate: true, on: { submit: send } }, problem, body)
  const dialog = layers.dialog({
    title: modal.title,
    content: [h('div', { class: 'modal-app muted small' }, store.bot.username), form],
    actions: [h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, say('cancel')), submit],
    class: 'modal',
    closeLabel: say('close'),
  })
  inputs[0]?.element.querySelector<HTMLElement>('input, textarea, button')?.focus()
  if (inputs[0]?.element.matches('input, textarea, button')) inputs[0].element.focus()

  async function send(event: Event): Promise<void> {
    event.preventDefault()
    const wrong = inputs.find((input) => !input.isValid())
    if (wrong) return void complain(wrong.complaint ?? say('required'), wrong.element)
    submit.disabled = true
    const files: File[] = []
    /** A file goes beside the values, which hold its number. */
    const numbered = (value: unknown) => (value instanceof File ? files.push(value) - 1 : value)
    const values = Object.fromEntries(
      inputs.flatMap(({ customId, value }) => {
        const given = value()
        return given === undefined ? [] : [[customId, Array.isArray(given) ? given.map(numbered) : given]]
      }),
    )
    const why = await page.actions.submit(interactionId, values, files)
    submit.disabled = false
    if (why === undefined) dialog.close()
    else complain(why)
  }
  function complain(words: string, at?: HTMLElement): void {
    problem.hidden = false
    problem.replaceChildren(icon('warning', 18), words)
    ;(at?.matches('input, textarea, button') ? at : at?.querySelector<HTMLElement>('input, textarea, button'))?.focus()
  }
}

function inputOf(page: Page, node: Component, id: string, label: string): Input {
  const customId = node.custom_id ?? ''
  const isRequired = node.required !== false
  switch (node.type) {
    case 4:
      return textInput(node, id, customId, isRequired)
    case 21:
    case 22:
      return choiceGroup(node, id, customId, isRequired)
    case 23: {
      const box = h('input', { type: 'checkbox', id })
      box.checked = node.default === true
      return { customId, element: box, value: () => box.checked, isValid: () => true }
    }
    case 19:
      return fileInput(page, node, id, customId, label)
    default:
      return selectInput(page, node, id, customId, label)
  }
}

function textInput(node: Component, id: string, customId: string, isRequired: boolean): Input {
  const shared = {
    id,
    name: customId,
    maxlength: (node.max_length as number | null | undefined) ?? 4_000,
    minlength: node.min_length as number | null | undefined,
    placeholder: node.placeholder as string | null | undefined,
    required: isRequired,
    dir: 'auto',
  }
  const field = node.style === 2 ? h('textarea', { ...shared, rows: 4 }) : h('input', { ...shared, type: 'text' })
  field.value = String(node.value ?? '')
  return { customId, element: field, value: () => field.value, isValid: () => field.value !== '' || !isRequired }
}

function fileInput(page: Page, node: Component, id: string, customId: string, label: string): Input {
  const { say } = page
  const [min, max] = [Number(node.min_values ?? 1), Number(node.max_values ?? 1)]
  const isOptional = node.required === false || min === 0
  const kinds = (node.file_types ?? []) as string[]
  const tray = createFileTray(page, {
    label,
    max,
    accept: kinds.map((kind) => (kind.startsWith('.') ? kind : `${kind}/*`)).join(',') || undefined,
    onChange: () => undefined,
  })
  const words = say(max > 1 ? 'chooseFiles' : 'chooseFile')
  const choose = h(
    'button',
    { type: 'button', class: 'file-choose', id, 'aria-label': `${label}: ${words}`, on: { click: () => tray.picker.click() } },
    icon('file', 18),
    words,
  )
  const element = h('div', { class: 'file-input' }, choose, tray.picker, tray.element)
  element.addEventListener('dragover', (event) => event.preventDefault())
  element.addEventListener('drop', (event) => {
    event.preventDefault()
    tray.add(filesOf(event.dataTransfer))
  })
  const count = () => tray.files.length
  return {
    customId,
    element,
    value: () => (count() === 0 ? undefined : tray.files),
    isValid: () => (count() === 0 ? isOptional : count() >= min),
    ...(min > 1 && { complaint: say('filesWanted', { min, max }) }),
  }
}

function choiceGroup(node: Component, id: string, customId: string, isRequired: boolean): Input {
  const isRadio = node.type === 21
  const options = node.options as { value: string; label: string; description?: string; default?: boolean }[]
  const boxes = options.map(({ value, default: isOn }) => {
    const box = h('input', { type: isRadio ? 'radio' : 'checkbox', name: customId, value })
    box.checked = isOn === true
    return box
  })
  const rows = options.map(({ label, description }, index) =>
    h(
      'label',
      { class: 'choice' },
      boxes[index],
      h('span', {}, label, description && h('span', { class: 'muted' }, ` ${description}`)),
    ),
  )
  const chosen = () => boxes.filter(({ checked }) => checked).map(({ value }) => value)
  return {
    customId,
    element: h('div', { id }, rows),
    value: () => (isRadio ? chosen()[0] : chosen()),
    isValid: () => !isRequired || chosen().length > 0,
  }
}

function selectInput(page: Page, node: Component, id: string, customId: string, label: string): Input {
  const placeholder = (node.placeholder as string | null | undefined) ?? page.say('select')
  const isRequired = node.required !== false
  const options = pickOptions(page, node)
  const words = h('span', { class: 'select-words' })
  let chosen = defaultsOf(node)
  const draw = () => {
    words.textContent = labelsOf(options, chosen) || placeholder
    words.classList.toggle('muted', chosen.length === 0)
    trigger.setAttribute('aria-label', `${label}: ${words.textContent}`)
  }
  const trigger = selectTrigger(page, node, {
    label,
    min: isRequired ? ((node.min_values as number | undefined) ?? 1) : 0,
    more: { id },
    words,
    chosen: () => chosen,
    onChosen: (values) => {
      chosen = values
      draw()
    },
  })
  draw()
  return { customId, element: trigger, value: () => chosen, isValid: () => !isRequired || chosen.length > 0 }
}
