// Application commands: names, options, choices, order, totals (docs:
// interactions/application-commands).
import { z } from 'zod'
import { channelType, type Fault, faultsOf, flag, formError, lengthOf, list, setOf, text } from './form.ts'
import { LIMITS, LOCALES } from './limits.ts'

const CHAT_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

const chatName = z.string().check((context) => {
  const name = context.value
  if (CHAT_NAME.test(name) && name === name.toLowerCase()) return
  const wording =
    lengthOf(name) > 32 || name === ''
      ? { message: 'Must be between 1 and 32 in length.', code: 'BASE_TYPE_BAD_LENGTH' }
      : { message: 'Command name is invalid', code: 'APPLICATION_COMMAND_INVALID_NAME' }
  context.issues.push({ code: 'custom', input: name, message: wording.message, params: { code: wording.code }, continue: true })
})
const menuName = text({ min: 1, max: 32 })

/** Translations by locale: a known locale and the same rule as the text itself. */
const localized = (each: z.ZodType<string, string>) =>
  z
    .record(z.string(), each)
    .check((context) => {
      for (const locale of Object.keys(context.value)) {
        if (LOCALES.includes(locale)) continue
        context.issues.push({
          code: 'custom',
          input: locale,
          path: [locale],
          message: `Value must be one of (${LOCALES.map((known) => `'${known}'`).join(', ')}).`,
          params: { code: 'DICT_TYPE_INVALID_KEY' },
          continue: true,
        })
      }
    })
    .nullish()

const description = text({ min: 1, max: LIMITS.commandDescription })
const choiceName = text({ min: 1, max: LIMITS.choiceText })

const choice = z.object({
  name: choiceName,
  name_localizations: localized(choiceName),
  value: z.union([z.string(), z.number()]),
})

const optionFields = {
  type: z.literal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
  name: chatName,
  name_localizations: localized(chatName),
  description,
  description_localizations: localized(description),
  required: flag().nullish(),
  autocomplete: flag().nullish(),
  choices: list(choice, 0, LIMITS.choices).nullish(),
  channel_types: setOf(channelType).nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  min_length: z.number().int().min(0).max(LIMITS.optionText).nullish(),
  max_length: z.number().int().min(1).max(LIMITS.optionText).nullish(),
}
const flatOption = z.object(optionFields)
export type OptionInput = z.infer<typeof flatOption> & { options?: OptionInput[] | null | undefined }
const option: z.ZodType<OptionInput> = flatOption.extend({
  options: z.lazy(() => list(option, 0, LIMITS.commandOptions)).nullish(),
})

const common = {
  name_localizations: localized(menuName),
  default_member_permissions: z
    .union([z.string().regex(/^\d+$/), z.number().int().nonnegative()])
    .transform(String)
    .nullish(),
  dm_permission: flag().nullish(),
  contexts: setOf(z.literal([0, 1, 2])).nullish(),
  integration_types: setOf(z.literal([0, 1])).nullish(),
  nsfw: flag().nullish(),
}
const chat = z.object({
  ...common,
  type: z.literal(1),
  name: chatName,
  name_localizations: localized(chatName),
  description,
  description_localizations: localized(description),
  options: list(option, 0, LIMITS.commandOptions).nullish(),
})
const menu = z.object({
  ...common,
  type: z.literal([2, 3]),
  name: menuName,
  description: z.literal('').nullish(),
  description_localizations: z.record(z.string(), z.string()).nullish(),
  options: list(option, 0, 0).nullish(),
})
const command = z.preprocess(
  (value) => (typeof value === 'object' && value !== null ? { ...value, type: (value as { type?: unknown }).type ?? 1 } : value),
  z.discriminatedUnion('type', [chat, menu]),
)
export type CommandInput = z.infer<typeof command>

type Path = readonly PropertyKey[]

const INTEGER = 4

function valueFaults(input: OptionInput, path: Path): Fault[] {
  const faults: Fault[] = []
  const fault = (step: string, code: string, message: string) => faults.push({ path: [...path, step], code, message })
  if (input.autocomplete && input.choices?.length) {
    fault(
      'autocomplete',
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_EXCLUSIVE',
      'Autocomplete and choices are mutually exclusive',
    )
  }
  if ((input.autocomplete || input.choices?.length) && ![3, 4, 10].includes(input.type)) {
    fault(
      input.autocomplete ? 'autocomplete' : 'choices',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'This option type takes no choices',
    )
  }
  for (const [index, { value }] of (input.choices ?? []).entries()) {
    const wrong =
      input.type === 3
        ? typeof value !== 'string'
        : typeof value !== 'number' || (input.type === INTEGER && !Number.isSafeInteger(value))
    if (wrong)
      faults.push({
        path: [...path, 'choices', index, 'value'],
        code: 'APPLICATION_COMMAND_OPTIONS_VALUE_INVALID',
        message: 'The value is not of the type of the option',
      })
    else if (typeof value === 'string' && (value === '' || lengthOf(value) > LIMITS.choiceText)) {
      faults.push({
        path: [...path, 'choices', index, 'value'],
        code: 'BASE_TYPE_BAD_LENGTH',
        message: `Must be between 1 and ${LIMITS.choiceText} in length.`,
      })
    }
  }
  for (const step of ['min_value', 'max_value'] as const) {
    const value = input[step]
    if (value == null || input.type !== INTEGER) continue
    if (!Number.isInteger(value)) fault(step, 'NUMBER_TYPE_COERCE', `Value "${value}" is not int.`)
    else if (value > Number.MAX_SAFE_INTEGER)
      fault(step, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${Number.MAX_SAFE_INTEGER}.`)
    else if (value < Number.MIN_SAFE_INTEGER)
      fault(step, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${Number.MIN_SAFE_INTEGER}.`)
  }
  const names = (input.choices ?? []).map(({ name }) => name)
  if (new Set(names).size < names.length)
    fault('choices', 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAMES_NOT_UNIQUE', 'Choice names must be unique')
  if ((input.min_value ?? -Infinity) > (input.max_value ?? Infinity))
    fault('min_value', 'APPLICATION_COMMAND_OPTIONS_MIN_GREATER_MAX', 'The minimum exceeds the maximum')
  if ((input.min_length ?? 0) > (input.max_length ?? Infinity))
    fault('min_length', 'APPLICATION_COMMAND_OPTIONS_MIN_GREATER_MAX', 'The minimum exceeds the maximum')
  return faults
}

/**
 * Levels: command 0, group 1, subcommand 2. Only a command holds groups, only a command or a group
 * subcommands.
 */
function optionFaults(options: readonly OptionInput[], path: Path, level: 'command' | 'group' | 'subcommand'): Fault[] {
  const faults: Fault[] = []
  const seen = new Set<string>()
  let optionalSeen = false
  const nested = options.some(({ type }) => type <= 2)
  for (const [index, input] of options.entries()) {
    const here = [...path, index]
    if (seen.has(input.name))
      faults.push({
        path: [...here, 'name'],
        code: 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
        message: 'Option names must be unique',
      })
    seen.add(input.name)
    const allowed = level === 'command' || (level === 'group' && input.type === 1) || (level === 'subcommand' && input.type > 2)
    if (!allowed || (nested && input.type > 2)) {
      faults.push({
        path: [...here, 'type'],
        code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        message: 'Sub-command and sub-command group option types are mutually exclusive to all other types',
      })
    }
    if (input.type > 2 && input.required && optionalSeen) {
      faults.push({
        path: here,
        code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        message: 'Required options must be placed before non-required options',
      })
    }
    if (!input.required) optionalSeen = true
    faults.push(...valueFaults(input, here))
    if (input.options?.length) {
      if (input.type > 2)
        faults.push({
          path: [...here, 'options'],
          code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
          message: 'This option type takes no options',
        })
      else faults.push(...optionFaults(input.options, [...here, 'options'], input.type === 2 ? 'group' : 'subcommand'))
    }
  }
  return faults
}

const longest = (value: string, translations: Record<string, string> | null | undefined): number =>
  Math.max(lengthOf(value), ...Object.values(translations ?? {}).map(lengthOf))

function sizeOf(node: CommandInput | OptionInput): number {
  const own = longest(node.name, node.name_localizations) + longest(node.description ?? '', node.description_localizations)
  const choices = 'choices' in node ? (node.choices ?? []) : []
  return (
    own +
    choices.reduce((sum, each) => sum + longest(each.name, each.name_localizations) + lengthOf(String(each.value)), 0) +
    (node.options ?? []).reduce((sum, each) => sum + sizeOf(each), 0)
  )
}

function commandFaults(input: CommandInput, path: Path): Fault[] {
  const faults = optionFaults(input.options ?? [], [...path, 'options'], 'command')
  if (sizeOf(input) > LIMITS.commandTotal) {
    faults.push({ path, code: 'APPLICATION_COMMAND_TOO_LARGE', message: `Command exceeds maximum size (${LIMITS.commandTotal})` })
  }
  return faults
}

export function checkCommand(body: unknown): CommandInput {
  const result = command.safeParse(body)
  if (!result.success) throw formError(faultsOf(result.error, body))
  const faults = commandFaults(result.data, [])
  if (faults.length > 0) throw formError(faults)
  return result.data
}

const NUMBERS: Record<number, number> = { 1: LIMITS.chatCommands, 2: LIMITS.menuCommands, 3: LIMITS.menuCommands }

export const tooManyOf = (commands: readonly { type: number }[], type: number): boolean =>
  commands.filter((each) => each.type === type).length > (NUMBERS[type] ?? 0)

/** The body of a bulk PUT: the whole list, whose faults carry the command's index. */
export function checkCommands(body: unknown): { commands: CommandInput[]; tooMany: boolean } {
  const result = z.array(command).safeParse(body)
  if (!result.success) throw formError(faultsOf(result.error, body))
  const commands = result.data
  const seen = new Set<string>()
  const faults = commands.flatMap((input, index): Fault[] => {
    const key = `${input.type}:${input.name}`
    const twice = seen.has(key)
    seen.add(key)
    const own = commandFaults(input, [index])
    return twice
      ? [
          ...own,
          {
            path: [index, 'name'],
            code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
            message: 'Application command names must be unique',
          },
        ]
      : own
  })
  if (faults.length > 0) throw formError(faults)
  return { commands, tooMany: [1, 2, 3].some((type) => tooManyOf(commands, type)) }
}
