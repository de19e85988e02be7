// Registered commands, global and by server, and who may use them.
import { z } from 'zod'
import { notImplemented, refusal } from '../../errors.ts'
import { checkCommand, checkCommands } from '../../validate/commands.ts'
import { text } from '../../validate/form.ts'
import { botIsIn } from '../../world/channels.ts'
import type { CommandPermissions } from '../../world/guild/records.ts'
import type { Command } from '../../world/types.ts'
import { type Call, created, done, ok, plainRoute, type Route, route } from '../route.ts'
import { demandOwn } from './own.ts'

/**
 * The scope of the commands in the path; 20012 for somebody else's application, 50001 for a server
 * without the bot.
 */
function scope(call: Call): string | undefined {
  demandOwn(call)
  const guildId = call.find('guild')
  if (guildId !== undefined && !botIsIn(call.world, guildId)) throw refusal(50001)
  return guildId
}

const ENTRY_POINT = 4

/** Only applications with activities have an entry point, and activities run inside the client. */
function refuseEntryPoint(bodies: readonly unknown[]): void {
  if (!bodies.some((body) => (body as { type?: unknown } | null)?.type === ENTRY_POINT)) return
  throw notImplemented('an Entry Point command (type 4) is not supported by the sandbox: activities run inside the client')
}

const shown = (call: Call, command: Command): Command =>
  !call.asks('with_localizations') && call.query('with_localizations') !== undefined
    ? { ...command, name_localizations: null, description_localizations: null }
    : command

function replace(call: Call) {
  const guildId = scope(call)
  if (Array.isArray(call.body)) refuseEntryPoint(call.body)
  const { commands, tooMany } = checkCommands(call.body)
  if (tooMany) throw refusal(30032)
  return ok(call.realm.commands.replace(commands, guildId))
}

function create(call: Call) {
  const guildId = scope(call)
  refuseEntryPoint([call.body])
  const { command, isNew } = call.realm.commands.create(checkCommand(call.body), guildId)
  return isNew ? created(command) : ok(command)
}

function edit(call: Call) {
  const guildId = scope(call)
  refuseEntryPoint([call.body])
  const known = call.realm.commands.find(call.param('command'), guildId)
  return ok(call.realm.commands.edit(known.id, checkCommand({ ...known, ...(call.body as object), type: known.type }), guildId))
}

function routesAt(base: string): Route[] {
  return [
    route('GET', base, (call) => ok(call.realm.commands.list(scope(call)).map((command) => shown(call, command)))),
    route('PUT', base, replace),
    route('POST', base, create),
    route('GET', `${base}/:command`, (call) => ok(call.realm.commands.find(call.param('command'), scope(call)))),
    route('PATCH', `${base}/:command`, edit),
    route('DELETE', `${base}/:command`, (call) => {
      call.realm.commands.remove(call.param('command'), scope(call))
      return done
    }),
  ]
}

const GLOBAL = '/applications/:application/commands'
const GUILD = '/applications/:application/guilds/:guild/commands'

const presentPermissions = ({ key: _, ...permissions }: CommandPermissions): object => permissions

const metadata = z.array(
  z.object({
    type: z.number().int().min(1).max(8),
    key: z.string().regex(/^[a-z0-9_]{1,50}$/),
    name: text({ min: 1, max: 100 }),
    name_localizations: z.record(z.string(), z.string()).nullish(),
    description: text({ min: 1, max: 200 }),
    description_localizations: z.record(z.string(), z.string()).nullish(),
  }),
)
const ROLE_CONNECTIONS = '/applications/:application/role-connections/metadata'

export const commandRoutes: readonly Route[] = [
  ...routesAt(GLOBAL),
  ...routesAt(GUILD),
  route('GET', `${GUILD}/permissions`, (call) => {
    const guildId = scope(call)
    const all = [...call.world.store.commandPermissions.values()]
    return ok(
      all
        .filter((each) => each.guild_id === guildId && each.application_id === call.world.botId)
        .map((each) => presentPermissions(each)),
    )
  }),
  route('GET', `${GUILD}/:command/permissions`, (call) => {
    const guildId = scope(call)
    const found = call.world.store.commandPermissions.get(`${guildId}:${call.param('command')}`)
    if (!found) throw refusal(10066)
    return ok(presentPermissions(found))
  }),
  // Only a person's OAuth2 token may change them: a bot's is refused (docs:
  // interactions/application-commands).
  route('PUT', `${GUILD}/:command/permissions`, (call) => {
    scope(call)
    throw refusal(20001)
  }),
  plainRoute('GET', ROLE_CONNECTIONS, {}, ({ call, world }) => {
    demandOwn(call)
    return ok(world.store.applicationSettings.get(world.botId)?.role_connections ?? [])
  }),
  plainRoute('PUT', ROLE_CONNECTIONS, { body: metadata.max(5) }, ({ call, world, input }) => {
    demandOwn(call)
    const known = world.store.applicationSettings.get(world.botId)
    world.store.applicationSettings.put({ ...known, id: world.botId, role_connections: input })
    return ok(input)
  }),
]
