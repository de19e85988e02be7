// A submitted modal: the values by custom_id put into the shape of the modal that was shown, checked as the client would.
import { lengthOf } from '../validate/form.ts'
import type { Component } from '../world/types.ts'
import { ControlError } from './names.ts'
import { compactResolved, noResolved, type Resolved } from './options.ts'

export type ModalValues = Readonly<Record<string, string | boolean | readonly string[]>>
type Select = (node: Component, values: readonly string[], resolved: Resolved) => string[]

const listOf = (value: ModalValues[string] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? [...value] : [String(value)]

function textOf(node: Component, given: string): string {
  const length = lengthOf(given)
  const required = node.required !== false
  if (given === '' && !required) return ''
  if (required && given === '') throw new ControlError(400, `"${node.custom_id}" is required`)
  const min = Number(node.min_length ?? 0)
  const max = Number(node.max_length ?? 4_000)
  if (length < min || length > max)
    throw new ControlError(400, `"${node.custom_id}" takes ${min} to ${max} characters, not ${length}`)
  return given
}

/** What one input of a modal submits. */
function submitted(node: Component, values: ModalValues, resolved: Resolved, select: Select): object {
  const head = { type: node.type, id: node.id, custom_id: node.custom_id }
  const value = values[node.custom_id ?? '']
  switch (node.type) {
    case 4:
      return { ...head, value: textOf(node, String(value ?? node.value ?? '')) }
    case 21: {
      const chosen =
        value ?? (node.options as { value: string; default?: boolean }[]).find((option) => option.default)?.value ?? null
      if (chosen === null && node.required !== false) throw new ControlError(400, `"${node.custom_id}" is required`)
      return { ...head, value: chosen }
    }
    case 22:
      return { ...head, values: listOf(value) }
    case 23:
      return { ...head, value: value === undefined ? Boolean(node.default) : value === true || value === 'true' }
    default: {
      const preset =
        node.type === 3
          ? (node.options as { value: string; default?: boolean }[])
              .filter((option) => option.default)
              .map((option) => option.value)
          : []
      const presetIds = ((node.default_values as { id: string }[] | undefined) ?? []).map(({ id }) => id)
      const given = value === undefined ? [...preset, ...presetIds] : listOf(value)
      const optional = node.required === false && given.length === 0
      return { ...head, values: optional ? [] : select(node, given, resolved) }
    }
  }
}

export function modalData(modal: Record<string, unknown>, values: ModalValues, select: Select): object {
  const resolved = noResolved()
  const shown = modal.components as Component[]
  const known = shown.flatMap((node) =>
    node.component ? [node.component as Component] : ((node.components as Component[] | undefined) ?? []),
  )
  for (const key of Object.keys(values)) {
    if (!known.some(({ custom_id }) => custom_id === key)) {
      throw new ControlError(400, `the modal has no input "${key}"; known: ${known.map(({ custom_id }) => custom_id).join(', ')}`)
    }
  }
  const components = shown.map((node, index) => {
    const id = node.id || index + 1
    if (node.type === 18) return { type: 18, id, component: submitted(node.component as Component, values, resolved, select) }
    if (node.type === 1)
      return {
        type: 1,
        id,
        components: (node.components as Component[]).map((each) => submitted(each, values, resolved, select)),
      }
    return { type: node.type, id }
  })
  return { custom_id: modal.custom_id, components, ...compactResolved(resolved) }
}
