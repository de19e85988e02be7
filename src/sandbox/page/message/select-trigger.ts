// The closed select, below a message and in a modal: what is chosen in words, and the list that
// opens from it.
import type { Component } from '../../world/types.ts'
import { h, type Props } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import { openPicker, type PickOption } from '../layers/picker.ts'
import type { Page } from '../page-parts.ts'
import { pickOptions } from './pick-options.ts'

export interface SelectParts {
  readonly label: string
  /** Fewest that may be chosen. */
  readonly min: number
  /** Attributes of its place. */
  readonly more: Props
  /** Where the words about the choice stand, drawn by whoever knows when it changes. */
  readonly words: HTMLElement
  chosen(): readonly string[]
  onChosen(values: string[]): void
}

export function selectTrigger(
  page: Page,
  node: Component,
  { label, min, more, words, chosen, onChosen }: SelectParts,
): HTMLElement {
  const open = () =>
    openPicker(page.layers, {
      at: trigger,
      label,
      options: pickOptions(page, node),
      chosen: chosen(),
      min,
      max: (node.max_values as number | null | undefined) ?? 1,
      say: page.say,
      canSearch: node.type !== 3,
      onChosen,
    })
  const trigger = h(
    'button',
    {
      type: 'button',
      class: 'select',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      'data-custom-id': node.custom_id,
      ...more,
      on: { click: open },
    },
    words,
    icon('down'),
  )
  return trigger
}

export function defaultsOf(node: Component): string[] {
  const options = (node.options as { value: string; default?: boolean }[] | undefined) ?? []
  const chosen = options.filter((option) => option.default).map(({ value }) => value)
  return [...chosen, ...((node.default_values as { id: string }[] | null | undefined) ?? []).map(({ id }) => id)]
}

export const labelsOf = (options: readonly PickOption[], chosen: readonly string[]): string =>
  chosen.map((value) => options.find((option) => option.value === value)?.label ?? value).join(', ')
