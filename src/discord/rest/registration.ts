// Commands are published only where Discord has others: a bulk PUT each start would use up the
// day's creates and flicker in clients.

import { type REST, Routes } from 'discord.js'
import type { APIApplicationCommand, RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10'

export type Registration = { readonly kind: 'unchanged' | 'published'; readonly commands: number }

export async function registerCommands(
  rest: REST,
  applicationId: string,
  definitions: readonly RESTPostAPIApplicationCommandsJSONBody[],
): Promise<Registration> {
  const route = Routes.applicationCommands(applicationId)
  const current = (await rest.get(route, {
    query: new URLSearchParams({ with_localizations: 'true' }),
  })) as APIApplicationCommand[]
  if (fingerprint(current) === fingerprint(definitions)) return { kind: 'unchanged', commands: definitions.length }
  await rest.put(route, { body: definitions })
  return { kind: 'published', commands: definitions.length }
}

const KEYS = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'default_member_permissions',
  'nsfw',
  'integration_types',
  'contexts',
  'options',
  'required',
  'autocomplete',
  'choices',
  'value',
  'channel_types',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
] as const

/**
 * What a definition says, whatever the order of keys and commands, and with what Discord adds or
 * leaves out as defaults taken away.
 */
export function fingerprint(commands: readonly object[]): string {
  return JSON.stringify(
    commands
      .map((command) => canonical(command, true))
      .map((command) => JSON.stringify(command))
      .sort(),
  )
}

function canonical(value: unknown, isCommand = false): unknown {
  if (Array.isArray(value)) return value.map((item) => canonical(item))
  if (typeof value !== 'object' || value === null) return value
  const given = value as Readonly<Record<string, unknown>>
  const pairs = KEYS.flatMap((key) => {
    const inner = isLocalizations(key) ? sortedKeys(given[key]) : isSet(key) ? sortedList(given[key]) : canonical(given[key])
    const isDefault =
      inner === undefined || inner === null || inner === false || inner === '' || (Array.isArray(inner) && inner.length === 0)
    return isDefault || (isCommand && key === 'type' && inner === 1) ? [] : [[key, inner] as const]
  })
  return Object.fromEntries(pairs)
}

const isLocalizations = (key: string) => key.endsWith('_localizations')
const isSet = (key: string) => key === 'integration_types' || key === 'contexts' || key === 'channel_types'
const sortedList = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value)

function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.length === 0 ? null : Object.fromEntries(entries)
}
