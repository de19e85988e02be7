// Commands are published only where Discord has others: a bulk PUT each start would use up the
// day's creates and flicker in clients.

import { ApplicationCommandType, DiscordAPIError, RateLimitError, type REST, Routes } from 'discord.js'
import type { APIApplicationCommand, RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10'

import type { Log } from '../../log/log.ts'
import { sleep, systemClock } from '../../schedule/clock.ts'
import type { CommandIds } from '../command-mentions.ts'

export interface Registration {
  readonly kind: 'unchanged' | 'published'
  readonly commands: number
  readonly ids: CommandIds
}

export async function registerCommands(
  rest: REST,
  applicationId: string,
  definitions: readonly RESTPostAPIApplicationCommandsJSONBody[],
): Promise<Registration> {
  const route = Routes.applicationCommands(applicationId)
  const current = (await rest.get(route, {
    query: new URLSearchParams({ with_localizations: 'true' }),
  })) as APIApplicationCommand[]
  if (fingerprint(current) === fingerprint(definitions))
    return { kind: 'unchanged', commands: definitions.length, ids: idsOf(current) }
  const published = (await rest.put(route, { body: definitions })) as APIApplicationCommand[]
  return { kind: 'published', commands: definitions.length, ids: idsOf(published) }
}

/** Only of those that are typed: an entry of a menu may have the same name. */
const idsOf = (commands: readonly APIApplicationCommand[]): CommandIds =>
  new Map(commands.filter(({ type }) => type === ApplicationCommandType.ChatInput).map(({ name, id }) => [name, id]))

const FIRST_RETRY_MS = 5_000
const MAX_RETRY_MS = 10 * 60_000

/**
 * Tried again where Discord limits it or is out of reach; messages do not wait for it. Null where
 * the definitions are refused, or the program stops.
 */
export async function publishCommands(
  rest: REST,
  applicationId: string,
  parts: {
    readonly definitions: readonly RESTPostAPIApplicationCommandsJSONBody[]
    readonly log: Log
    readonly signal: AbortSignal
  },
): Promise<Registration | null> {
  const { definitions, log, signal } = parts
  for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, MAX_RETRY_MS)) {
    try {
      return await registerCommands(rest, applicationId, definitions)
    } catch (error) {
      if (signal.aborted) return null
      if (error instanceof DiscordAPIError) {
        log.error({ err: error }, 'the commands could not be published; the bot keeps those that Discord has')
        return null
      }
      const ms = error instanceof RateLimitError ? Math.max(error.retryAfter, error.timeToReset, wait) : wait
      log.warn({ err: error, ms }, `the commands could not be published yet; trying again in ${Math.ceil(ms / 1000)} s`)
      await sleep(systemClock, ms, signal)
      if (signal.aborted) return null
    }
  }
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
