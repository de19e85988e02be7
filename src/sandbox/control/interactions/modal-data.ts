// A submitted modal: the values by custom_id put into the shape of the modal that was shown,
// checked as the client would.
import { lengthOf } from '../../validate/form.ts'
import type { Attachment, Component } from '../../world/types.ts'
import { ControlError } from '../names.ts'
import { compactResolved, noResolved, type Resolved } from './options.ts'

export type ModalValues = Readonly<Record<string, unknown>>

/** How values of the world are found: the options of a select, and files. */
export interface ModalSources {
  select(node: Component, values: readonly string[], resolved: Resolved): string[]
  file(node: Component, value: unknown): Attachment
}

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? [...value] : [value])
const textsOf = (value: unknown): string[] => listOf(value).map(String)

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

const matches = ({ filename, content_type }: Attachment, kind: string) =>
  kind.startsWith('.') ? filename.toLowerCase().endsWith(kind.toLowerCase()) : content_type.startsWith(`${kind}/`)

/** The ids of the files given; the files themselves stand in `resolved`. */
function uploaded(node: Component, value: unknown, resolved: Resolved, sources: ModalSources): string[] {
  const given = listOf(value)
  const [min, max] = [Number(node.min_values ?? 1), Number(node.max_values ?? 1)]
  if (given.length === 0 && (node.required === false || min === 0)) return []
  if (given.length < min || given.length > max)
    throw new ControlError(400, `"${node.custom_id}" takes ${min} to ${max} files, not ${given.length}`)
  const types = (node.file_types ?? []) as string[]
  return given.map((each) => {
    const file = sources.file(node, each)
    if (types.length > 0 && !types.some((kind) => matches(file, kind)))
      throw new ControlError(400, `"${node.custom_id}" takes ${types.join(', ')}, not ${file.filename}`)
    resolved.attachments[file.id] = file
    return file.id
  })
}

/** What one input of a modal submits. */
function submitted(node: Component, values: ModalValues, resolved: Resolved, sources: ModalSources): object {
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
    case 19:
      return { ...head, values: uploaded(node, value, resolved, sources) }
    case 22:
      return { ...head, values: textsOf(value) }
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
      const given = value === undefined ? [...preset, ...presetIds] : textsOf(value)
      const optional = node.required === false && given.length === 0
      return { ...head, values: optional ? [] : sources.select(node, given, resolved) }
    }
  }
}

export function modalData(modal: Record<string, unknown>, values: ModalValues, sources: ModalSources): object {
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
    if (node.type === 18) return { type: 18, id, component: submitted(node.component as Component, values, resolved, sources) }
    if (node.type === 1)
      return {
        type: 1,
        id,
        components: (node.components as Component[]).map((each) => submitted(each, values, resolved, sources)),
      }
    return { type: node.type, id }
  })
  return { custom_id: modal.custom_id, components, ...compactResolved(resolved) }
}
