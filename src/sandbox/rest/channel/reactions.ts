// Reactions on messages.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { compareIds } from '../../snowflake.ts'
import { check, pageLimit, snowflake } from '../../validate/form.ts'
import { demand, isDirect, isThread, visibleChannel } from '../../world/access.ts'
import { addReaction, clearReactions, parseEmoji, reactorsOf, removeReaction } from '../../world/message/reactions.ts'
import { visibleMessage } from '../../world/messages.ts'
import { presentUser } from '../../world/present.ts'
import { type Call, done, ok, type Route, route } from '../route.ts'
import { demandUnlocked } from './messages.ts'

const pageShape = z.object({ limit: pageLimit(100, 25), after: snowflake.optional() })

const REACTIONS = '/channels/:channel/messages/:message/reactions'

function target(call: Call) {
  const channel = visibleChannel(call.world, call.param('channel'))
  const message = visibleMessage(call.world, channel.id, call.param('message'))
  return { channel, message }
}

function add(call: Call) {
  const { channel, message } = target(call)
  const emoji = parseEmoji(call.param('emoji'))
  demand(call.world, channel, 'READ_MESSAGE_HISTORY')
  if (isThread(channel) && channel.thread_metadata?.archived) throw refusal(50083)
  demandUnlocked(call.world, channel)
  if (reactorsOf(call.world, message, emoji).length === 0) demand(call.world, channel, 'ADD_REACTIONS')
  addReaction(call.world, channel, message, emoji, call.world.botId)
  return done
}

function remove(call: Call, userId: string) {
  const { channel, message } = target(call)
  if (userId !== call.world.botId) {
    if (isDirect(channel)) throw refusal(50003)
    demand(call.world, channel, 'MANAGE_MESSAGES')
  }
  removeReaction(call.world, channel, message, parseEmoji(call.param('emoji')), userId)
  return done
}

function list(call: Call) {
  const { message } = target(call)
  const { limit, after } = check(pageShape, call.queries())
  const users = [...reactorsOf(call.world, message, parseEmoji(call.param('emoji')))].sort(compareIds)
  const from = after === undefined ? users : users.filter((id) => compareIds(id, after) > 0)
  return ok(
    from
      .slice(0, limit)
      .flatMap((id) => call.world.store.users.get(id) ?? [])
      .map(presentUser),
  )
}

function clear(call: Call, one: boolean) {
  const { channel, message } = target(call)
  demand(call.world, channel, 'MANAGE_MESSAGES')
  clearReactions(call.world, channel, message, one ? parseEmoji(call.param('emoji')) : undefined)
  return done
}

export const reactionRoutes: readonly Route[] = [
  route('PUT', `${REACTIONS}/:emoji/@me`, add),
  route('DELETE', `${REACTIONS}/:emoji/@me`, (call) => remove(call, call.world.botId)),
  route('DELETE', `${REACTIONS}/:emoji/:user`, (call) => remove(call, call.param('user'))),
  route('GET', `${REACTIONS}/:emoji`, list),
  route('DELETE', `${REACTIONS}/:emoji`, (call) => clear(call, true)),
  route('DELETE', REACTIONS, (call) => clear(call, false)),
]
