// The settings as a flat list, read off the schema: for the environment, the table in README.md and
// the messages.
import { z } from 'zod'
import { configSchema } from './schema.ts'

export interface Setting {
  /** Dotted path in the file, such as `digests.folder`. */
  readonly key: string
  readonly env: string | null
  readonly about: string
  /** The default, as JSON. */
  readonly default: unknown
}

/** What is in them is never repeated. */
const SECRETS: ReadonlySet<string> = new Set(['discord.token', 'data.database'])

export const isSecret = (key: string): boolean => SECRETS.has(key)

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema & { about?: string; env?: string }>>
}

export function listSettings(): readonly Setting[] {
  const json = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return walk(json, '', configSchema.parse({}))
}

function walk(schema: JsonSchema, prefix: string, defaults: unknown): readonly Setting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const key = prefix + name
    const value = (defaults as Record<string, unknown>)[name]
    if (child.about === undefined) return walk(child, `${key}.`, value)
    return [{ key, env: child.env ?? null, about: child.about, default: value }]
  })
}
