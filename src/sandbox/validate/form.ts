// From zod's issues to Discord's "Invalid Form Body": a tree by path with string codes at the
// leaves.
import { z } from 'zod'
import { ApiError, type ErrorTree } from '../errors.ts'

export interface Fault {
  readonly path: readonly PropertyKey[]
  readonly code: string
  readonly message: string
}

/** Without a prototype: a body's own keys may be `constructor` or `__proto__`. */
const emptyTree = (): ErrorTree => Object.create(null) as ErrorTree

export function formError(faults: readonly Fault[]): ApiError {
  const errors = emptyTree()
  for (const { path, code, message } of faults) {
    let node = errors
    for (const step of path) {
      const next = node[String(step)]
      const made = next && !Array.isArray(next) ? next : emptyTree()
      node[String(step)] = made
      node = made
    }
    const leaves = node._errors
    node._errors = [...(Array.isArray(leaves) ? leaves : []), { code, message }]
  }
  return new ApiError(400, 50035, 'Invalid Form Body', errors)
}

export const badForm = (path: readonly PropertyKey[], code: string, message: string) => formError([{ path, code, message }])

export const REQUIRED = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' } as const
export const tooLong = (max: number) => ({ code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` })
export const badLength = (min: number, max: number) => ({
  code: 'BASE_TYPE_BAD_LENGTH',
  message: `Must be between ${min} and ${max} in length.`,
})
export const notAmong = (values: readonly unknown[]) => ({
  code: 'BASE_TYPE_CHOICES',
  message: `Value must be one of (${values.map((value) => (typeof value === 'string' ? `'${value}'` : value)).join(', ')}).`,
})

const WRONG_TYPE: Record<string, { code: string; message: string }> = {
  string: { code: 'STRING_TYPE_CONVERT', message: 'Could not interpret the value as string.' },
  number: { code: 'NUMBER_TYPE_COERCE', message: 'The value is not a number.' },
  int: { code: 'NUMBER_TYPE_COERCE', message: 'The value is not int.' },
  boolean: { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' },
  array: { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' },
  object: { code: 'MODEL_TYPE_CONVERT', message: 'Only dictionaries may be used in a ModelType' },
  record: { code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' },
}

function ofLength(issue: { minimum?: unknown; maximum?: unknown }) {
  return issue.maximum !== undefined
    ? tooLong(Number(issue.maximum))
    : { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` }
}

function wordingOf(issue: z.core.$ZodIssue, input: unknown): { code: string; message: string } {
  switch (issue.code) {
    case 'custom':
      return { code: String(issue.params?.code ?? 'BASE_TYPE_INVALID'), message: issue.message }
    case 'invalid_type':
      return input === undefined || input === null
        ? REQUIRED
        : (WRONG_TYPE[issue.expected] ?? { code: 'BASE_TYPE_INVALID', message: issue.message })
    case 'invalid_value':
      return input === undefined ? REQUIRED : notAmong(issue.values)
    case 'too_big':
      return issue.origin === 'array' || issue.origin === 'string'
        ? ofLength(issue)
        : { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` }
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? ofLength(issue)
        : { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` }
    case 'invalid_union':
      return input === undefined
        ? REQUIRED
        : { code: 'UNION_TYPE_CHOICES', message: 'Value of field "type" must be one of the allowed types.' }
    default:
      return { code: 'BASE_TYPE_INVALID', message: issue.message }
  }
}

const at = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((node, step) => (node as Record<PropertyKey, unknown> | undefined | null)?.[step], input)

export function faultsOf(error: z.ZodError, input: unknown): Fault[] {
  return error.issues.map((issue) => ({ path: issue.path, ...wordingOf(issue, at(input, issue.path)) }))
}

/** The parsed body, or "Invalid Form Body". */
export function check<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw formError(faultsOf(result.error, input))
}

export const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/**
 * A text measured in code points, as Discord does; `trim` where surrounding white space is not
 * counted.
 */
export function text(limits: { min?: number; max: number; trim?: boolean }) {
  const { min = 0, max, trim = false } = limits
  return z
    .string()
    .transform((value) => (trim ? value.trim() : value))
    .check((context) => {
      const value = context.value
      // UTF-16 length is never below the code points: most texts are cleared without counting.
      const length = value.length <= max ? (min <= 1 ? value.length : lengthOf(value)) : lengthOf(value)
      if (length > max || length < min) {
        const wording = length < min && value === '' && min === 1 ? REQUIRED : min > 0 ? badLength(min, max) : tooLong(max)
        context.issues.push({
          code: 'custom',
          input: value,
          message: wording.message,
          params: { code: wording.code },
          continue: true,
        })
      }
    })
}

/** An id as Discord writes it back: `007` is 7. */
export const withoutPadding = (digits: string): string => digits.replace(/^0+(?=\d+$)/, '')

const digits = z
  .union([z.string().regex(/^\d{1,20}$/), z.number().int().nonnegative()])
  .transform((value) => withoutPadding(String(value)))

const MAX_SNOWFLAKE = 2n ** 63n - 1n

export const snowflake = digits.check((context) => {
  if (BigInt(context.value) <= MAX_SNOWFLAKE) return
  context.issues.push({
    code: 'custom',
    input: context.value,
    message: `snowflake value should be less than or equal to ${MAX_SNOWFLAKE}.`,
    params: { code: 'NUMBER_TYPE_MAX' },
    continue: true,
  })
})

/** A form field, and some libraries' JSON, carries numbers as text: Discord reads both. */
export const integer = (min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value),
    z.number().int().min(min).max(max),
  )

/** A type of channel (docs: resources/channel), of those that there are by name. */
export const channelType = z.literal([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16])

const TRUE: readonly unknown[] = ['true', 'True', '1']
const FALSE: readonly unknown[] = ['false', 'False', '0']

/** True or false, as JSON or as a form or a query writes it. */
export const flag = () =>
  z.preprocess((value) => (TRUE.includes(value) ? true : FALSE.includes(value) ? false : value), z.boolean())

/** A set of permissions: decimal digits, or a number. */
export const bitfield = digits

const ISO_8601 = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** Discord's times have four digits for the year, in UTC too. */
const [FIRST_MOMENT, LAST_MOMENT] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]
const isMoment = (text: string): boolean => {
  const at = ISO_8601.test(text) ? Date.parse(text) : Number.NaN
  return at >= FIRST_MOMENT && at <= LAST_MOMENT
}

export const moment = z.string().check((context) => {
  if (isMoment(context.value)) return
  context.issues.push({
    code: 'custom',
    input: context.value,
    message: `Could not parse ${context.value}. Should be ISO8601.`,
    params: { code: 'DATE_TIME_TYPE_PARSE' },
    continue: true,
  })
})

const IMAGE_DATA = /^data:image\/(png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=\s]+$/

/** An image as Discord takes it in JSON: a data URI. */
export const imageData = z.string().check((context) => {
  if (IMAGE_DATA.test(context.value)) return
  context.issues.push({
    code: 'custom',
    input: context.value,
    message: 'Unsupported image type given',
    params: { code: 'BASE_TYPE_INVALID' },
    continue: true,
  })
})

/** Of a query: at most so many, `or` where it says nothing. */
export const pageLimit = (max: number, or: number) => integer(1, max).default(or)

/** A list of bounded length whose wording names both ends where there is a lower one. */
export function list<T extends z.ZodType>(item: T, min: number, max: number) {
  return z.array(item).check((context) => {
    const length = context.value.length
    if (length >= min && length <= max) return
    const wording = min > 0 ? badLength(min, max) : tooLong(max)
    context.issues.push({
      code: 'custom',
      input: context.value,
      message: wording.message,
      params: { code: wording.code },
      continue: true,
    })
  })
}

/** A list in which each value counts once, as Discord answers it wherever it names a set of ids. */
export const setOf = <T extends z.ZodType>(item: T, max = Number.POSITIVE_INFINITY) =>
  list(item, 0, max).transform((values) => [...new Set(values)])
