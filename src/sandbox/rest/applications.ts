// The application, and where its gateway is.
import { z } from 'zod'
import { notImplemented } from '../errors.ts'
import { INTENTS } from '../gateway/intents.ts'
import { linkUrl } from '../validate/embeds.ts'
import { bitfield, check, imageData, integer, setOf, text } from '../validate/form.ts'
import { imageHash } from '../world/message/media.ts'
import { presentUser } from '../world/present.ts'
import { demandOwn } from './application/own.ts'
import { type Answer, type Call, ok, type Realm, type Route, route } from './route.ts'

/**
 * GATEWAY_GUILD_MEMBERS, GATEWAY_PRESENCE and GATEWAY_MESSAGE_CONTENT, each in the form for apps in
 * few servers.
 */
const FLAG_OF: readonly (readonly [intent: number, flag: number])[] = [
  [INTENTS.GUILD_PRESENCES, 1 << 13],
  [INTENTS.GUILD_MEMBERS, 1 << 15],
  [INTENTS.MESSAGE_CONTENT, 1 << 19],
]

const INSTALL_PARAMS = { scopes: ['bot', 'applications.commands'], permissions: '309237763072' }

export function presentApplication({ world, intents }: Realm): object {
  const settings: Record<string, unknown> = world.store.applicationSettings.get(world.botId)?.settings ?? {}
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
    integration_types_config: { '0': {}, '1': {} },
    explicit_content_filter: 0,
    max_participants: null,
    tags: [],
    monetization_state: 1,
    is_verified: false,
    is_discoverable: false,
    is_monetized: false,
    eligible_oauth2_scopes: [],
    ...settings,
    // What is taken back with null is left out.
    install_params: settings.install_params === undefined ? INSTALL_PARAMS : (settings.install_params ?? undefined),
    custom_install_url: settings.custom_install_url ?? undefined,
  }
}

const EVENT_WEBHOOKS = [
  ...(['APPLICATION_AUTHORIZED', 'APPLICATION_DEAUTHORIZED', 'QUEST_USER_ENROLLMENT', 'LOBBY_MESSAGE_CREATE'] as const),
  ...(['LOBBY_MESSAGE_UPDATE', 'LOBBY_MESSAGE_DELETE', 'GAME_DIRECT_MESSAGE_CREATE', 'GAME_DIRECT_MESSAGE_UPDATE'] as const),
  ...(['GAME_DIRECT_MESSAGE_DELETE', 'ENTITLEMENT_CREATE', 'ENTITLEMENT_UPDATE', 'ENTITLEMENT_DELETE'] as const),
] as const

const installParams = z
  .object({ scopes: setOf(z.enum(['applications.commands', 'bot'])).nullish(), permissions: bitfield.nullish() })
  .transform(({ scopes, permissions }) => ({ scopes: scopes ?? [], permissions: permissions ?? '0' }))
const installType = z
  .object({ oauth2_install_params: installParams.nullish() })
  .transform(({ oauth2_install_params: params }) => (params ? { oauth2_install_params: params } : {}))

/** An address, which an empty text takes back as null does. */
const address = z.preprocess((value) => value || null, linkUrl.nullable())

const applicationShape = z
  .object({
    description: z
      .union([text({ max: 400 }), z.object({ default: text({ max: 400 }) }).transform((value) => value.default)])
      .nullable()
      .transform((value) => value ?? ''),
    tags: setOf(text({ min: 1, max: 20 }), 5)
      .nullable()
      .transform((value) => value ?? []),
    icon: imageData.nullable(),
    cover_image: imageData.nullable(),
    interactions_endpoint_url: address,
    role_connections_verification_url: address,
    event_webhooks_url: address,
    event_webhooks_status: integer(1, 2),
    event_webhooks_types: setOf(z.enum(EVENT_WEBHOOKS)),
    custom_install_url: address,
    install_params: installParams.nullable(),
    integration_types_config: z.partialRecord(
      z.enum(['0', '1']),
      installType.nullish().transform((value) => value ?? {}),
    ),
    flags: integer(0, 2 ** 31 - 1),
  })
  .partial()

/** Interactions come over the gateway here; an address for them would be kept and never called. */
function changeApplication({ realm, world, body }: Call) {
  const input = check(applicationShape, body)
  if (input.interactions_endpoint_url || input.event_webhooks_url) {
    throw notImplemented('interactions and events over HTTP are not supported by the sandbox: they come over the gateway')
  }
  const { icon, cover_image, ...fields } = input
  const known = world.store.applicationSettings.get(world.botId)
  world.store.applicationSettings.put({
    ...known,
    id: world.botId,
    settings: {
      ...known?.settings,
      ...fields,
      ...(icon !== undefined && { icon: icon && imageHash(icon) }),
      ...(cover_image && { cover_image: imageHash(cover_image) }),
    },
  })
  return ok(presentApplication(realm))
}

/** By the way it was asked for: a proxy before the sandbox stays between them. */
const gatewayUrl = ({ host }: Call) => `ws://${host}`

function gatewayBot(call: Call) {
  const { gateway } = call.realm
  const { total, remaining, resetAfter, maxConcurrency } = gateway.startLimit()
  const session_start_limit = { total, remaining, reset_after: resetAfter, max_concurrency: maxConcurrency }
  return ok({ url: gatewayUrl(call), shards: gateway.shards(), session_start_limit })
}

const own = (act: (call: Call) => Answer) => (call: Call) => {
  demandOwn(call)
  return act(call)
}
const read = ({ realm }: Call) => ok(presentApplication(realm))

export const applicationRoutes: readonly Route[] = [
  route('GET', '/gateway', (call) => ok({ url: gatewayUrl(call) }), 'none'),
  route('GET', '/gateway/bot', gatewayBot),
  route('GET', '/applications/@me', read),
  route('PATCH', '/applications/@me', changeApplication),
  route('GET', '/applications/:application', own(read)),
  route('PATCH', '/applications/:application', own(changeApplication)),
  route('GET', '/oauth2/applications/@me', read),
]
