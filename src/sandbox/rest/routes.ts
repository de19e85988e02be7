// Every route, by resource. A fixed step of a path goes before a parameter, whatever the order here: /members/search is no member.
import { applicationRoutes } from './applications.ts'
import { channelRoutes } from './channel/channels.ts'
import { messageRoutes } from './channel/messages.ts'
import { reactionRoutes } from './channel/reactions.ts'
import { threadRoutes } from './channel/threads.ts'
import { guildRoutes } from './guild/guilds.ts'
import { outOfScopeRoutes } from './out-of-scope.ts'
import type { Route } from './route.ts'
import { interactionRoutes } from './webhook/interactions.ts'

/** Compares two paths step by step: where one has a word and the other a parameter, the word comes first. */
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
  ...guildRoutes,
  ...channelRoutes,
  ...threadRoutes,
  ...messageRoutes,
  ...reactionRoutes,
  ...interactionRoutes,
  ...outOfScopeRoutes,
]

export const ROUTES: readonly Route[] = ALL.toSorted(bySpecificity)
