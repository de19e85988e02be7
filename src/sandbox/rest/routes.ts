// Every route, by resource. A fixed step of a path goes before a parameter, whatever the order
// here: /members/search is not a member's address.
import { notFound } from '../errors.ts'
import { commandRoutes } from './application/commands.ts'
import { applicationEmojiRoutes } from './application/emojis.ts'
import { entitlementRoutes } from './application/entitlements.ts'
import { applicationRoutes } from './applications.ts'
import { channelRoutes } from './channel/channels.ts'
import { inviteRoutes } from './channel/invites.ts'
import { messageRoutes } from './channel/messages.ts'
import { overwriteRoutes } from './channel/overwrites.ts'
import { pollRoutes } from './channel/polls.ts'
import { reactionRoutes } from './channel/reactions.ts'
import { threadRoutes } from './channel/threads.ts'
import { auditLogRoutes } from './guild/audit-log.ts'
import { autoModerationRoutes } from './guild/auto-moderation.ts'
import { banRoutes } from './guild/bans.ts'
import { emojiRoutes } from './guild/emojis.ts'
import { eventRoutes } from './guild/events.ts'
import { guildRoutes } from './guild/guilds.ts'
import { memberRoutes } from './guild/members.ts'
import { roleRoutes } from './guild/roles.ts'
import { searchRoutes } from './guild/search.ts'
import { settingRoutes } from './guild/settings.ts'
import { templateRoutes } from './guild/templates.ts'
import { voiceRoutes } from './guild/voice.ts'
import { outOfScopeRoutes } from './out-of-scope.ts'
import type { Route } from './route.ts'
import { userRoutes } from './user/users.ts'
import { executeRoutes } from './webhook/execute.ts'
import { interactionRoutes } from './webhook/interactions.ts'
import { webhookRoutes } from './webhook/webhooks.ts'

/**
 * Compares two paths step by step: where one has a word and the other a parameter, the word comes
 * first.
 */
function bySpecificity(a: Route, b: Route): number {
  const [left, right] = [a.path.split('/'), b.path.split('/')]
  for (let step = 0; step < Math.min(left.length, right.length); step += 1) {
    const difference = Number(left[step]?.startsWith(':')) - Number(right[step]?.startsWith(':'))
    if (difference !== 0) return difference
  }
  return 0
}

const ALL: readonly Route[] = [
  ...applicationRoutes,
  ...commandRoutes,
  ...applicationEmojiRoutes,
  ...entitlementRoutes,
  ...userRoutes,
  ...guildRoutes,
  ...memberRoutes,
  ...roleRoutes,
  ...banRoutes,
  ...emojiRoutes,
  ...eventRoutes,
  ...autoModerationRoutes,
  ...auditLogRoutes,
  ...voiceRoutes,
  ...searchRoutes,
  ...settingRoutes,
  ...templateRoutes,
  ...channelRoutes,
  ...overwriteRoutes,
  ...inviteRoutes,
  ...threadRoutes,
  ...messageRoutes,
  ...pollRoutes,
  ...reactionRoutes,
  ...interactionRoutes,
  ...executeRoutes,
  ...webhookRoutes,
  ...outOfScopeRoutes,
]

const ME = '/users/@me/'

/** Older libraries write the bot's own id where others write `@me`. */
const byOwnId = (route: Route): Route => ({
  ...route,
  path: route.path.replace(ME, '/users/:self/'),
  act(call) {
    if (call.param('self') !== call.world.botId) throw notFound()
    return route.act(call)
  },
})

export const ROUTES: readonly Route[] = [...ALL, ...ALL.filter(({ path }) => path.startsWith(ME)).map(byOwnId)].toSorted(
  bySpecificity,
)
