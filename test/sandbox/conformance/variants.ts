// From the description of a body and one right body: bodies that differ from it in one field, whose
// value is at or beyond what any description allows.

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly format?: string
  readonly contentEncoding?: string
}

export interface Variant {
  /** `embeds/0/color`. */
  readonly field: string
  /** What stands there, cut to a readable length. */
  readonly value: string
  readonly body: unknown
}

/** An id for a field, by the field's name. */
export type IdOf = (field: string) => string

const MAX_DEPTH = 7
/** How deep a field lies that the right body leaves out, and whose own fields are tried. */
const MAX_SAMPLED = 2
const MAX_TEXT = 5_000
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const IMAGE = `data:image/png;base64,${PIXEL}`
const MAX_SHOWN = 80
const ABSENT = Symbol('absent')

/** Any of them may be a choice of an enumeration. */
const SMALL_NUMBERS = [...Array(20).keys()]

/** Whatever the field: a value of each type, and nothing. */
const ANYTHING: readonly unknown[] = [null, ABSENT, true, 7, 'UNKNOWN', [], {}]
const NUMBERS: readonly unknown[] = [...[-1, 0.5, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 1e308, '5', '05']]
const TEXTS: readonly unknown[] = [
  ...['', ' ', '\ud800', '0', '007', '9'.repeat(20), 'x'.repeat(MAX_TEXT)],
  ...['2036-01-01', '2036-01-01 00:00', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '2036-02-31'],
  ...['javascript:x', 'http://', 'data:image/png;base64,'],
]

type Schemas = Readonly<Record<string, object>>

/** The kinds that a schema allows, without references, unions and null. */
function branchesOf(schema: Schema, schemas: Schemas): Schema[] {
  if (schema.$ref !== undefined) return branchesOf((schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) as Schema, schemas)
  const union = schema.oneOf ?? schema.anyOf
  if (union === undefined || union.some((each) => each.const !== undefined)) return schema.type === 'null' ? [] : [schema]
  return union.flatMap((each) => branchesOf(each, schemas))
}

const isOf = (branch: Schema, type: string): boolean => branch.type === type || (branch.type?.includes(type) ?? false)

const choicesOf = ({ enum: values, oneOf, anyOf }: Schema): unknown[] =>
  [...(values ?? (oneOf ?? anyOf ?? []).map((each) => each.const))].filter((value) => value !== undefined)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The kind of object that the value is: where they have a type, that of its type. */
function branchFor(branches: readonly Schema[], value: Record<string, unknown>, schemas: Schemas): Schema | undefined {
  const known = (branch: Schema) => Object.keys(value).filter((name) => branch.properties?.[name] !== undefined).length
  const fits = (branch: Schema) => {
    const types = branch.properties?.type ? branchesOf(branch.properties.type, schemas).flatMap(choicesOf) : []
    return types.length === 0 || types.includes(value.type) || value.type === undefined
  }
  return branches.filter((branch) => branch.properties !== undefined && fits(branch)).toSorted((a, b) => known(b) - known(a))[0]
}

function textFor(branch: Schema, field: string, idOf: IdOf): string {
  if (branch.format === 'snowflake') return idOf(field)
  if (branch.format === 'date-time') return '2036-01-01T00:00:00Z'
  if (branch.format === 'uri') return 'https://example.org/'
  if (branch.contentEncoding !== undefined) return IMAGE
  return 'sample'.padEnd(branch.minLength ?? 1, 'x').slice(0, branch.maxLength ?? MAX_TEXT)
}

/** A right value, so that a field which the right body leaves out is tried too. */
function sampleOf(schema: Schema, schemas: Schemas, field: string, idOf: IdOf, depth = 0): unknown {
  const [branch] = branchesOf(schema, schemas)
  if (branch === undefined) return null
  const [choice] = choicesOf(branch)
  if (branch.const !== undefined || choice !== undefined) return branch.const ?? choice
  if (branch.properties !== undefined) {
    const names = Object.entries(branch.properties).filter(([name]) => depth < 2 || branch.required?.includes(name))
    return Object.fromEntries(names.map(([name, each]) => [name, sampleOf(each, schemas, name, idOf, depth + 1)]))
  }
  if (branch.items !== undefined) return [sampleOf(branch.items, schemas, field, idOf, depth + 1)]
  if (isOf(branch, 'integer') || isOf(branch, 'number')) return branch.minimum ?? 1
  if (isOf(branch, 'boolean')) return true
  return isOf(branch, 'object') ? {} : textFor(branch, field, idOf)
}

function listsOf(branch: Schema, sample: unknown): unknown[] {
  const many = Array.from({ length: Math.min(branch.maxItems ?? 120, 300) + 1 }, () => sample)
  return [[sample], [sample, sample], [null], ['UNKNOWN'], ['UNKNOWN', 'UNKNOWN'], [-1], [7, 7], [{}], many]
}

/** The values with which a field is tried. */
function valuesFor(schema: Schema, schemas: Schemas, field: string, idOf: IdOf, isFlat: boolean): unknown[] {
  return branchesOf(schema, schemas).flatMap((branch) => {
    const choices = choicesOf(branch)
    const edges = [branch.minimum, branch.maximum].flatMap((edge) => (edge === undefined ? [] : [edge - 1, edge, edge + 1]))
    const lengths = [branch.minLength, branch.maxLength]
      .flatMap((edge) => (edge === undefined ? [] : [edge - 1, edge, edge + 1]))
      .filter((length) => length >= 0 && length <= MAX_TEXT)
    return [
      ...choices,
      ...(isOf(branch, 'integer') || isOf(branch, 'number')
        ? [...NUMBERS, ...edges, ...(choices.length > 0 || isFlat ? SMALL_NUMBERS : [])]
        : []),
      ...(isOf(branch, 'string') ? [...TEXTS, ...lengths.map((length) => 'x'.repeat(length)), textFor(branch, field, idOf)] : []),
      ...(isOf(branch, 'boolean') ? [false, 'true', '0', 'maybe'] : []),
      ...(branch.items === undefined ? [] : listsOf(branch, sampleOf(branch.items, schemas, field, idOf))),
    ]
  })
}

const keyOf = (value: unknown) => (value === ABSENT ? 'absent' : JSON.stringify(value)) ?? 'undefined'

/**
 * All bodies that differ from the right one in one field of the description. What lies deeper in it,
 * and is described in one place for many bodies, is tried once for all that share `tried`.
 */
export function variantsOf(schema: object, schemas: Schemas, right: unknown, idOf: IdOf, tried: Set<string>): Variant[] {
  const found: Variant[] = []

  function tryField(at: Schema, path: readonly string[], value: unknown, rebuild: (value: unknown) => unknown): void {
    const values = [...ANYTHING, ...valuesFor(at, schemas, path.at(-1) ?? '', idOf, path.length < 2)]
    const place = path.length < 2 ? undefined : `${JSON.stringify(at)} ${path.at(-2)} ${path.at(-1)}`
    for (const [key, each] of place !== undefined && tried.has(place) ? [] : new Map(values.map((each) => [keyOf(each), each])))
      found.push({ field: path.join('/'), value: key.slice(0, MAX_SHOWN), body: rebuild(each) })
    if (place !== undefined) tried.add(place)
    if (value !== undefined) walk(at, path, value, rebuild)
    else if (path.length <= MAX_SAMPLED) walk(at, path, sampleOf(at, schemas, path.at(-1) ?? '', idOf), rebuild)
  }

  function walk(at: Schema, path: readonly string[], value: unknown, rebuild: (value: unknown) => unknown): void {
    if (path.length > MAX_DEPTH) return
    const branches = branchesOf(at, schemas)
    if (Array.isArray(value)) {
      const items = branches.find((branch) => branch.items !== undefined)?.items
      for (const [index, each] of items === undefined ? [] : value.slice(0, 3).entries())
        tryField(items as Schema, [...path, String(index)], each, (fresh) =>
          rebuild(fresh === ABSENT ? value.toSpliced(index, 1) : value.with(index, fresh)),
        )
      return
    }
    if (!isObject(value)) return
    const branch = branchFor(branches, value, schemas)
    for (const [name, field] of Object.entries(branch?.properties ?? {}))
      tryField(field, [...path, name], value[name], (fresh) => {
        const { [name]: _, ...others } = value
        return rebuild(fresh === ABSENT ? others : { ...others, [name]: fresh })
      })
  }

  walk(schema as Schema, [], right, (value) => value)
  return found
}
