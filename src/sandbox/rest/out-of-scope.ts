// Documented operations that the sandbox does not play: each is refused with 501 by name, so that
// none succeeds silently.
import { type Method, type Route, route } from './route.ts'

const BILLING = 'SKUs and subscriptions are billing'
const SOUNDBOARD = 'sounds are audio'
const LOBBIES = 'lobbies belong to games (Social SDK)'
const SOCIAL = 'provisional accounts belong to games (Social SDK)'
const ACTIVITIES = 'activities run inside the client'
const OAUTH = 'it needs the OAuth2 token of a person'
const GROUP_DM = 'bots are in no group direct messages'
const JOIN_REQUESTS = 'servers whose joining asks for an application form'
const TARGET_USERS = 'invites for a list of people in a file'
const ONE_BY_ONE = 'Discord has switched it off: a command at a time'
const TAKEN = 'Discord has taken it from applications'
const EXCEPTIONS = 'exceptions of recurring events'
const WIDGET_PICTURE = 'the picture of a widget'
const GITHUB = 'how Discord words the events of GitHub is not documented'

const TABLE: readonly (readonly [Method, string, string])[] = [
  ['GET', '/skus/:sku/subscriptions', BILLING],
  ['GET', '/skus/:sku/subscriptions/:subscription', BILLING],
  ['GET', '/applications/:application/skus', BILLING],
  ['POST', '/channels/:channel/send-soundboard-sound', SOUNDBOARD],
  ['GET', '/soundboard-default-sounds', SOUNDBOARD],
  ['POST', '/guilds/:guild/soundboard-sounds', SOUNDBOARD],
  ['PATCH', '/guilds/:guild/soundboard-sounds/:sound', SOUNDBOARD],
  ['DELETE', '/guilds/:guild/soundboard-sounds/:sound', SOUNDBOARD],
  ['PUT', '/lobbies', LOBBIES],
  ['POST', '/lobbies', LOBBIES],
  ['GET', '/lobbies/:lobby', LOBBIES],
  ['PATCH', '/lobbies/:lobby', LOBBIES],
  ['DELETE', '/lobbies/:lobby', LOBBIES],
  ['PATCH', '/lobbies/:lobby/channel-linking', LOBBIES],
  ['DELETE', '/lobbies/:lobby/members/@me', LOBBIES],
  ['POST', '/lobbies/:lobby/members/@me/invites', LOBBIES],
  ['POST', '/lobbies/:lobby/members/bulk', LOBBIES],
  ['PUT', '/lobbies/:lobby/members/:user', LOBBIES],
  ['DELETE', '/lobbies/:lobby/members/:user', LOBBIES],
  ['POST', '/lobbies/:lobby/members/:user/invites', LOBBIES],
  ['GET', '/lobbies/:lobby/messages', LOBBIES],
  ['POST', '/lobbies/:lobby/messages', LOBBIES],
  ['PUT', '/lobbies/:lobby/messages/:message/moderation-metadata', LOBBIES],
  ['PUT', '/partner-sdk/dms/:user/:other/messages/:message/moderation-metadata', SOCIAL],
  ['POST', '/partner-sdk/provisional-accounts/unmerge', SOCIAL],
  ['POST', '/partner-sdk/provisional-accounts/unmerge/bot', SOCIAL],
  ['POST', '/partner-sdk/token', SOCIAL],
  ['POST', '/partner-sdk/token/bot', SOCIAL],
  ['GET', '/applications/:application/activity-instances/:instance', ACTIVITIES],
  ['POST', '/applications/:application/attachment', ACTIVITIES],
  ['GET', '/oauth2/@me', OAUTH],
  ['GET', '/oauth2/userinfo', OAUTH],
  ['GET', '/oauth2/keys', OAUTH],
  ['GET', '/users/@me/connections', OAUTH],
  ['GET', '/users/@me/guilds/:guild/member', OAUTH],
  ['GET', '/users/@me/applications/:application/entitlements', OAUTH],
  ['GET', '/users/@me/applications/:application/role-connection', OAUTH],
  ['PUT', '/users/@me/applications/:application/role-connection', OAUTH],
  ['DELETE', '/users/@me/applications/:application/role-connection', OAUTH],
  ['PUT', '/applications/:application/guilds/:guild/commands/permissions', ONE_BY_ONE],
  ['POST', '/guilds', TAKEN],
  ['DELETE', '/guilds/:guild', TAKEN],
  ['POST', '/guilds/templates/:code', TAKEN],
  ['PUT', '/channels/:channel/recipients/:user', GROUP_DM],
  ['DELETE', '/channels/:channel/recipients/:user', GROUP_DM],
  ['GET', '/guilds/:guild/requests', JOIN_REQUESTS],
  ['PATCH', '/guilds/:guild/requests/:request', JOIN_REQUESTS],
  ['GET', '/invites/:code/target-users', TARGET_USERS],
  ['PUT', '/invites/:code/target-users', TARGET_USERS],
  ['GET', '/invites/:code/target-users/job-status', TARGET_USERS],
  ['POST', '/guilds/:guild/scheduled-events/:event/exceptions', EXCEPTIONS],
  ['PATCH', '/guilds/:guild/scheduled-events/:event/exceptions/:exception', EXCEPTIONS],
  ['DELETE', '/guilds/:guild/scheduled-events/:event/exceptions/:exception', EXCEPTIONS],
  ['GET', '/guilds/:guild/scheduled-events/:event/:exception/users', EXCEPTIONS],
  ['GET', '/guilds/:guild/widget.png', WIDGET_PICTURE],
  ['POST', '/webhooks/:application/:token/github', GITHUB],
]

const never = (): never => {
  throw new Error('the pipeline refuses a route that is out of scope before it acts')
}

export const outOfScopeRoutes: readonly Route[] = TABLE.map(([method, path, outOfScope]) => ({
  ...route(method, path, never),
  outOfScope,
}))
