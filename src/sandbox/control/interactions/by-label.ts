// What people press and choose by its words: a button's label, a menu's options, a modal's inputs →
// their custom ids and values.
import { walk } from '../../validate/components.ts'
import type { Component, Message } from '../../world/types.ts'
import { ControlError } from '../names.ts'

interface Labelled extends Component {
  readonly label?: string
  readonly placeholder?: string
  readonly emoji?: { readonly name?: string | null }
  readonly options?: { readonly label: string; readonly value: string }[]
  readonly component?: Labelled
}

const componentsOf = (message: Message): Labelled[] => [...walk(message.components)].map(({ node }) => node as Labelled)
const namesOf = ({ label, emoji, custom_id, placeholder }: Labelled) => [label, emoji?.name, custom_id, placeholder]
const listed = (known: readonly (string | null | undefined)[]) => known.filter((each) => each).join(', ') || 'none'

/** The custom id of the button with this label or emoji. */
export function buttonCalled(message: Message, name: string): string {
  const buttons = componentsOf(message).filter(({ type }) => type === 2)
  const found = buttons.find((button) => namesOf(button).includes(name))
  if (found?.custom_id !== undefined) return found.custom_id
  if (found) throw new ControlError(400, `the button "${name}" opens a link and reaches no bot`)
  const known = buttons.map((button) => button.label ?? button.emoji?.name ?? button.custom_id)
  throw new ControlError(404, `there is no button "${name}" on this message; known: ${listed(known)}`)
}

/** The custom id of the menu with this placeholder, or of the first that offers these options. */
export function menuOffering(message: Message, wanted: readonly string[], name: string | undefined): string {
  const menus = componentsOf(message).filter(({ type }) => [3, 5, 6, 7, 8].includes(type))
  const offers = (menu: Labelled) => menu.options === undefined || wanted.every((text) => valueCalled(menu, text) !== undefined)
  const found = menus.find((menu) => (name === undefined ? offers(menu) : namesOf(menu).includes(name)))
  if (found?.custom_id !== undefined) return found.custom_id
  const known = menus.flatMap((menu) => menu.options?.map(({ label }) => label) ?? menu.placeholder ?? menu.custom_id)
  const what =
    name === undefined ? `no menu on this message offers ${wanted.join(', ')}` : `there is no menu "${name}" on this message`
  throw new ControlError(404, `${what}; known: ${listed(known)}`)
}

/** The value of an option by its label; values are their own names. */
export function valueCalled(menu: Component, text: string): string | undefined {
  const options = (menu as Labelled).options ?? []
  return (options.find(({ value }) => value === text) ?? options.find(({ label }) => label === text))?.value
}

/** Values of a modal by label become values by custom id. */
export function valuesByCustomId(
  modal: Record<string, unknown>,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const ids = new Map<string, string>()
  for (const { node } of walk((modal.components ?? []) as Component[])) {
    const { label, custom_id, component } = node as Labelled
    const id = custom_id ?? component?.custom_id
    if (label !== undefined && id !== undefined) ids.set(label, id)
  }
  const known = new Set(ids.values())
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [known.has(key) ? key : (ids.get(key) ?? key), value]))
}
