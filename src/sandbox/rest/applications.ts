// The application, its registered commands, and where its gateway is.
import { refusal } from '../errors.ts'
import { INTENTS } from '../gateway/intents.ts'
import { checkCommand, checkCommands } from '../validate/commands.ts'
import { joinedGuild } from '../world/access.ts'
import { botIsIn } from '../world/channels.ts'
import { presentUser } from '../world/present.ts'
import type { Command } from '../world/types.ts'
import { type Call, created, done, ok, type Realm, type Route, route } from './route.ts'

/** GATEWAY_GUILD_MEMBERS, GATEWAY_PRESENCE and GATEWAY_MESSAGE_CONTENT, each in the form for apps in few servers. */
const FLAG_OF: readonly (readonly [intent: number, flag: number])[] = [
  [INTENTS.GUILD_PRESENCES, 1 << 13],
  [INTENTS.GUILD_MEMBERS, 1 << 15],
  [INTENTS.MESSAGE_CONTENT, 1 << 19],
]

export function presentApplication({ world, intents }: Realm): object {
  const [firstGuild] = world.store.guilds.values()
  const owner = world.store.users.get(firstGuild?.owner_id ?? '')
  const bot = world.store.users.get(world.botId)
  const flags = FLAG_OF.reduce((sum, [intent, flag]) => (intents & intent ? sum | flag : sum), 0)
  return {
    id: world.botId,
    name: bot?.username ?? '',
    icon: null,
    description: '',
    type: null,
    bot: bot && presentUser(bot),
    summary: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags,
    flags_new: String(flags),
    owner: owner && presentUser(owner),
    team: null,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    event_webhooks_url: null,
    event_webhooks_status: 1,
    hook: true,
    approximate_guild_count: world.store.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    install_params: { scopes: ['bot', 'applications.commands'], permissions: '309237763072' },
    integration_types_config: { '0': {}, '1': {} },
    explicit_content_filter: 0,
    max_participants: null,
    tags: [],
    monetization_state: 1,
    is_verified: false,
    is_discoverable: false,
    is_monetized: false,
  }
}

/** The scope of the commands in the path; 20012 for somebody else's application, 50001 for a server without the bot. */
function scope(call: Call): string | undefined {
  if (call.param('application') !== call.world.botId) throw refusal(20012)
  const guildId = call.find('guild')
  if (guildId !== undefined && !botIsIn(call.world, guildId)) throw refusal(50001)
  return guildId
}

const shown = (call: Call, command: Command): Command =>
  call.query('with_localizations') === 'false'
    ? { ...command, name_localizations: null, description_localizations: null }
    : command

function replace(call: Call) {
  const guildId = scope(call)
  const { commands, tooMany } = checkCommands(call.body)
  if (tooMany) throw refusal(30032)
  return ok(call.realm.commands.replace(commands, guildId))
}

function create(call: Call) {
  const guildId = scope(call)
  const { command, isNew } = call.realm.commands.create(checkCommand(call.body), guildId)
  return isNew ? created(command) : ok(command)
}

function edit(call: Call) {
  const guildId = scope(call)
  const known = call.realm.commands.find(call.param('command'), guildId)
  return ok(call.realm.commands.edit(known.id, checkCommand({ ...known, ...(call.body as object), type: known.type }), guildId))
}

function commandRoutes(base: string): Route[] {
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

function gatewayBot({ realm: { gateway } }: Call) {
  const session_start_limit = {
    total: 1_000,
    remaining: gateway.remaining(),
    reset_after: gateway.resetAfter(),
    max_concurrency: 1,
  }
  return ok({ url: gateway.url, shards: gateway.shards, session_start_limit })
}

export const applicationRoutes: readonly Route[] = [
  route('GET', '/gateway', ({ realm }) => ok({ url: realm.gateway.url }), 'none'),
  route('GET', '/gateway/bot', gatewayBot),
  route('GET', '/applications/@me', ({ realm }) => ok(presentApplication(realm))),
  route('GET', '/oauth2/applications/@me', ({ realm }) => ok(presentApplication(realm))),
  ...commandRoutes('/applications/:application/commands'),
  route('GET', '/applications/:application/guilds/:guild/commands/permissions', (call) =>
    ok(joinedGuild(call.world, call.param('guild')) && []),
  ),
  ...commandRoutes('/applications/:application/guilds/:guild/commands'),
]
