// Which paper a message shows: for the entries of the menu on messages, and for buttons without one
// of their own.
import type { PaperId } from '../../../src/digest/digest.ts'
import { parseCustomId } from '../../../src/render/custom-id.ts'

/**
 * The papers that the message's buttons and menus name, each once, in order; empty where it is none
 * of ours.
 */
export function paperIdsOf(message: unknown): PaperId[] {
  return [...new Set(componentsOf(message).flatMap(idsOf))] as PaperId[]
}

interface Component {
  readonly customId?: string
  readonly custom_id?: string
  readonly components?: readonly unknown[]
  readonly options?: readonly { readonly value?: string }[]
}

function componentsOf(of: unknown): Component[] {
  const inner =
    typeof of === 'object' && of !== null && 'components' in of && Array.isArray(of.components)
      ? (of.components as Component[])
      : []
  return inner.flatMap((component) => [component, ...componentsOf(component)])
}

function idsOf(component: Component): string[] {
  const id = parseCustomId(component.customId ?? component.custom_id ?? '')
  switch (id?.name) {
    case 'read':
    case 'text':
    case 'paper-more':
    case 'similar':
    case 'save':
      return [id.args.at(-1) ?? '']
    case 'open':
      return (component.options ?? []).flatMap((option) => option.value ?? [])
    default:
      return []
  }
}
