// Answers to interactions that are not messages: modals and autocomplete choices.
import { z } from 'zod'
import { selectFaults, selects, uniquenessFaults, walk } from './components.ts'
import { type Fault, faultsOf, flag, formError, integer, list, text } from './form.ts'
import { LIMITS } from './limits.ts'

const id = integer(0, 2 ** 31 - 1).nullish()
const customId = text({ min: 1, max: LIMITS.customId })

const inputFields = {
  type: z.literal(4),
  id,
  custom_id: customId,
  style: z.literal([1, 2]),
  min_length: integer(0, LIMITS.inputValue).nullish(),
  max_length: integer(1, LIMITS.inputValue).nullish(),
  required: flag().nullish(),
  value: text({ max: LIMITS.inputValue }).nullish(),
  placeholder: text({ max: LIMITS.inputPlaceholder }).nullish(),
}
const input = z.object({ ...inputFields, label: text({ max: LIMITS.labelText }).nullish() })
const rowInput = z.object({ ...inputFields, label: text({ min: 1, max: LIMITS.labelText }) })
const upload = z.object({
  type: z.literal(19),
  id,
  custom_id: customId,
  min_values: integer(0, 10).nullish(),
  max_values: integer(1, 10).nullish(),
  file_types: list(text({ min: 1, max: LIMITS.selectText }), 0, 10).nullish(),
  required: flag().nullish(),
})
const groupOption = z.object({
  value: text({ min: 1, max: LIMITS.selectText }),
  label: text({ min: 1, max: LIMITS.selectText }),
  description: text({ max: LIMITS.selectText }).nullish(),
  default: flag().nullish(),
})
const radio = z.object({
  type: z.literal(21),
  id,
  custom_id: customId,
  options: list(groupOption, 2, 10),
  required: flag().nullish(),
})
const checkboxes = z.object({
  type: z.literal(22),
  id,
  custom_id: customId,
  options: list(groupOption, 1, 10),
  min_values: integer(0, 10).nullish(),
  max_values: integer(1, 10).nullish(),
  required: flag().nullish(),
})
const checkbox = z.object({ type: z.literal(23), id, custom_id: customId, default: flag().nullish() })
const label = z.object({
  type: z.literal(18),
  id,
  label: text({ min: 1, max: LIMITS.labelText }),
  description: text({ max: LIMITS.labelDescription }).nullish(),
  component: z.discriminatedUnion('type', [input, ...selects, upload, radio, checkboxes, checkbox]),
})
const row = z.object({ type: z.literal(1), id, components: list(z.discriminatedUnion('type', [rowInput]), 1, 1) })
const display = z.object({ type: z.literal(10), id, content: text({ min: 1, max: LIMITS.displayText }) })

const modal = z.object({
  custom_id: customId,
  title: text({ min: 1, max: LIMITS.modalTitle }),
  components: list(z.discriminatedUnion('type', [label, row, display]), 1, LIMITS.modalComponents),
})
export type ModalInput = z.infer<typeof modal>

function nodeFaults(node: { type: number; [key: string]: unknown }, path: readonly PropertyKey[]): Fault[] {
  const faults: Fault[] = []
  if (node.disabled)
    faults.push({
      path: [...path, 'disabled'],
      code: 'MODAL_COMPONENT_DISABLED',
      message: 'Components in modals cannot be disabled',
    })
  if ([3, 5, 6, 7, 8].includes(node.type)) faults.push(...selectFaults(node, path))
  if ([19, 22].includes(node.type) && Number(node.min_values ?? 1) > Number(node.max_values ?? 1)) {
    faults.push({
      path: [...path, 'min_values'],
      code: 'COMPONENT_MIN_VALUES_TOO_LARGE',
      message: 'min_values must not exceed max_values',
    })
  }
  if (node.type === 4 && Number(node.min_length ?? 0) > Number(node.max_length ?? LIMITS.inputValue)) {
    faults.push({
      path: [...path, 'min_length'],
      code: 'TEXT_INPUT_MIN_LENGTH_TOO_LARGE',
      message: 'min_length must not exceed max_length',
    })
  }
  return faults
}

const under = (prefix: readonly PropertyKey[], faults: readonly Fault[]) =>
  faults.map((fault) => ({ ...fault, path: [...prefix, ...fault.path] }))

/** Paths begin at the callback's `data`. */
export function checkModal(body: unknown): ModalInput {
  const result = modal.safeParse(body)
  if (!result.success) throw formError(under(['data'], faultsOf(result.error, body)))
  const { components } = result.data
  const faults = [...uniquenessFaults(components), ...[...walk(components)].flatMap(({ node, path }) => nodeFaults(node, path))]
  if (faults.length > 0) throw formError(under(['data'], faults))
  return result.data
}

const choiceName = text({ min: 1, max: LIMITS.choiceText })
const choices = z.object({
  choices: list(
    z.object({
      name: choiceName,
      name_localizations: z.record(z.string(), choiceName).nullish(),
      value: z.union([text({ max: LIMITS.choiceText }), z.number()]),
    }),
    0,
    LIMITS.choices,
  ),
})

export function checkChoices(body: unknown) {
  const result = choices.safeParse(body)
  if (!result.success) throw formError(under(['data'], faultsOf(result.error, body)))
  return result.data.choices
}

export const callbackShape = z.object({
  type: z.literal([1, 4, 5, 6, 7, 8, 9]),
  data: z.looseObject({}).nullish(),
})
