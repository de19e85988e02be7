// Message components of both generations: a schema for each type, then the rules that span a whole
// message.
import { z } from 'zod'
import { linkUrl } from './embeds.ts'
import { badLength, channelType, type Fault, flag, integer, lengthOf, list, setOf, snowflake, text, tooLong } from './form.ts'
import { LIMITS } from './limits.ts'

const id = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1)
  .nullish()
const customId = text({ min: 1, max: LIMITS.customId })
const emoji = z
  .object({ id: snowflake.nullish(), name: z.string().nullish(), animated: flag().nullish() })
  .check((context) => {
    if (context.value.id || context.value.name) return
    const params = { code: 'COMPONENT_INVALID_EMOJI' }
    context.issues.push({ code: 'custom', input: context.value, message: 'Invalid emoji', params, continue: true })
  })
  .nullish()

const button = z
  .object({
    type: z.literal(2),
    id,
    style: z.literal([1, 2, 3, 4, 5, 6]),
    label: text({ max: LIMITS.buttonLabel }).nullish(),
    emoji,
    custom_id: customId.nullish(),
    sku_id: snowflake.nullish(),
    url: z
      .string()
      .nullish()
      .transform((url) => url || null),
    disabled: flag().nullish(),
  })
  .check((context) => {
    for (const { path, code, message } of buttonFaults(context.value)) {
      context.issues.push({ code: 'custom', input: context.value, path: [...path], message, params: { code }, continue: true })
    }
  })

interface ButtonFields {
  style: number
  label?: string | null | undefined
  emoji?: object | null | undefined
  custom_id?: string | null | undefined
  sku_id?: string | null | undefined
  url?: string | null | undefined
}

function buttonFaults({ style, label, emoji, custom_id, sku_id, url }: ButtonFields): Fault[] {
  const faults: Fault[] = []
  const need = (field: string, value: unknown) => {
    if (!value) faults.push({ path: [field], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' })
  }
  const forbid = (field: string, value: unknown, message: string) => {
    if (value) faults.push({ path: [field], code: 'BUTTON_COMPONENT_FIELD_NOT_ALLOWED', message })
  }
  if (style === 5) {
    need('url', url)
    forbid('custom_id', custom_id, 'A custom id and url cannot both be specified')
    if (url) faults.push(...buttonUrlFaults(url))
  } else if (style === 6) {
    need('sku_id', sku_id)
    forbid('custom_id', custom_id, 'A premium button cannot have a custom id')
    forbid('label', label, 'A premium button cannot have a label')
  } else {
    need('custom_id', custom_id)
    forbid('url', url, 'A url can only be specified on link buttons')
    if (!label && !emoji) {
      faults.push({ path: [], code: 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', message: 'A button needs a label or an emoji' })
    }
  }
  return faults
}

function buttonUrlFaults(url: string): Fault[] {
  if (lengthOf(url) > LIMITS.buttonUrl) return [{ path: ['url'], ...tooLong(LIMITS.buttonUrl) }]
  if (url.startsWith('discord://')) return []
  const result = linkUrl.safeParse(url)
  return result.success
    ? []
    : result.error.issues.map((issue) => ({
        path: ['url'],
        code: String(issue.code === 'custom' ? issue.params?.code : 'URL_TYPE_INVALID_URL'),
        message: issue.message,
      }))
}

const option = z.object({
  label: text({ min: 1, max: LIMITS.selectText }),
  value: text({ min: 1, max: LIMITS.selectText }),
  description: text({ max: LIMITS.selectText }).nullish(),
  emoji,
  default: flag().nullish(),
})

const selectFields = {
  id,
  custom_id: customId,
  placeholder: text({ max: LIMITS.selectPlaceholder }).nullish(),
  min_values: integer(0, 25).nullish(),
  max_values: integer(1, 25).nullish(),
  disabled: flag().nullish(),
  required: flag().nullish(),
}
const defaultValues = z
  .array(z.object({ id: snowflake, type: z.literal(['user', 'role', 'channel']) }))
  .max(25)
  .nullish()
const stringSelect = z.object({ type: z.literal(3), ...selectFields, options: list(option, 1, LIMITS.selectOptions) })
const userSelect = z.object({ type: z.literal(5), ...selectFields, default_values: defaultValues })
const roleSelect = z.object({ type: z.literal(6), ...selectFields, default_values: defaultValues })
const mentionableSelect = z.object({ type: z.literal(7), ...selectFields, default_values: defaultValues })
const channelSelect = z.object({
  type: z.literal(8),
  ...selectFields,
  default_values: defaultValues,
  channel_types: setOf(channelType).nullish(),
})
export const selects = [stringSelect, userSelect, roleSelect, mentionableSelect, channelSelect] as const

const row = z.object({
  type: z.literal(1),
  id,
  components: list(z.discriminatedUnion('type', [button, ...selects]), 1, LIMITS.rowButtons),
})

const media = z.object({ url: z.string().max(LIMITS.url) })
const textDisplay = z.object({ type: z.literal(10), id, content: text({ min: 1, max: LIMITS.displayText }) })
const thumbnail = z.object({
  type: z.literal(11),
  id,
  media,
  description: text({ max: LIMITS.altText }).nullish(),
  spoiler: flag().nullish(),
})
const section = z.object({
  type: z.literal(9),
  id,
  components: list(z.discriminatedUnion('type', [textDisplay]), 1, LIMITS.sectionTexts),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
})
const gallery = z.object({
  type: z.literal(12),
  id,
  items: list(
    z.object({ media, description: text({ max: LIMITS.altText }).nullish(), spoiler: flag().nullish() }),
    1,
    LIMITS.galleryItems,
  ),
})
const file = z.object({ type: z.literal(13), id, file: media, spoiler: flag().nullish() })
const separator = z.object({ type: z.literal(14), id, divider: flag().nullish(), spacing: z.literal([1, 2]).nullish() })
const inContainer = z.discriminatedUnion('type', [row, section, textDisplay, gallery, file, separator])
const container = z.object({
  type: z.literal(17),
  id,
  components: list(inContainer, 1, LIMITS.components),
  accent_color: integer(0, 0xffffff).nullish(),
  spoiler: flag().nullish(),
})

export const legacyComponents = list(z.discriminatedUnion('type', [row]), 0, LIMITS.rows)
export const displayComponents = list(
  z.discriminatedUnion('type', [row, section, textDisplay, gallery, file, separator, container]),
  0,
  LIMITS.components,
)

interface Node {
  type: number
  [key: string]: unknown
}

/** Every component with its path, outer ones first. */
export function* walk(
  components: readonly unknown[],
  path: readonly PropertyKey[] = ['components'],
): Generator<{ node: Node; path: PropertyKey[] }> {
  for (const [index, component] of components.entries()) {
    const node = component as Node
    const here = [...path, index]
    yield { node, path: here }
    if (Array.isArray(node.components)) yield* walk(node.components, [...here, 'components'])
    for (const key of ['accessory', 'component'] as const) {
      if (node[key]) yield { node: node[key] as Node, path: [...here, key] }
    }
  }
}

function duplicates(
  found: readonly { node: Node; path: PropertyKey[] }[],
  key: 'custom_id' | 'id',
  code: string,
  message: string,
): Fault[] {
  const seen = new Set<unknown>()
  return found.flatMap(({ node, path }) => {
    const value = node[key]
    if (value === undefined || value === null || value === 0) return []
    if (seen.has(value)) return [{ path: [...path, key], code, message }]
    seen.add(value)
    return []
  })
}

export function uniquenessFaults(components: readonly unknown[]): Fault[] {
  const found = [...walk(components)]
  return [
    ...duplicates(found, 'custom_id', 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated'),
    ...duplicates(found, 'id', 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated'),
  ]
}

const SELECTS: readonly unknown[] = [3, 5, 6, 7, 8]

/** A row holds up to five buttons or one select; a select's numbers must agree. */
export function rowFaults(components: readonly unknown[]): Fault[] {
  return [...walk(components)].flatMap(({ node, path }): Fault[] => {
    if (node.type === 1) {
      const inside = node.components as Node[]
      const crowded = inside.length > 1 && inside.some(({ type }) => SELECTS.includes(type))
      return crowded
        ? [
            {
              path: [...path, 'components'],
              code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
              message: 'The specified component exceeds the maximum width',
            },
          ]
        : []
    }
    return SELECTS.includes(node.type) ? selectFaults(node, path) : []
  })
}

export function selectFaults(node: Node, path: readonly PropertyKey[]): Fault[] {
  const min = (node.min_values as number | null | undefined) ?? 1
  const max = (node.max_values as number | null | undefined) ?? 1
  const options = node.options as { value: string; default?: boolean | null }[] | undefined
  const faults: Fault[] = []
  if (min > max)
    faults.push({
      path: [...path, 'min_values'],
      code: 'SELECT_COMPONENT_MIN_VALUES_TOO_LARGE',
      message: 'min_values must not exceed max_values',
    })
  if (options && max > options.length) faults.push({ path: [...path, 'options'], ...badLength(max, LIMITS.selectOptions) })
  if (options && options.filter((each) => each.default).length > max) {
    faults.push({
      path: [...path, 'options'],
      code: 'SELECT_COMPONENT_TOO_MANY_DEFAULTS',
      message: 'More options are chosen by default than may be chosen',
    })
  }
  const seen = new Set<string>()
  for (const [index, { value }] of (options ?? []).entries()) {
    if (seen.has(value)) {
      faults.push({
        path: [...path, 'options', index, 'value'],
        code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        message: 'The specified option value is already used',
      })
    }
    seen.add(value)
  }
  return faults
}

/** The sums of the second generation: 40 components, 4000 characters of text. */
export function displayFaults(components: readonly unknown[]): Fault[] {
  const found = [...walk(components)]
  const faults: Fault[] = []
  if (found.length > LIMITS.components) {
    faults.push({
      path: ['components'],
      code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      message: `The total number of components must not exceed ${LIMITS.components}`,
    })
  }
  const length = found.reduce((sum, { node }) => sum + (node.type === 10 ? lengthOf(String(node.content)) : 0), 0)
  if (length > LIMITS.displayText) {
    faults.push({
      path: ['components'],
      code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      message: `The total text of the components exceeds the maximum size of ${LIMITS.displayText}`,
    })
  }
  return faults
}
