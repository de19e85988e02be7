// Polls of messages: who voted, and ending one early.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { compareIds } from '../../snowflake.ts'
import { pageLimit, snowflake } from '../../validate/form.ts'
import { finishPoll, votersOf } from '../../world/message/votes.ts'
import { visibleMessage } from '../../world/messages.ts'
import { presentUser } from '../../world/present.ts'
import { channelRoute, ok, type Route } from '../route.ts'

const POLL = '/polls/:message'
const pageShape = z.object({ limit: pageLimit(100, 25), after: snowflake.optional() })

export const pollRoutes: readonly Route[] = [
  channelRoute(
    'GET',
    `${POLL}/answers/:answer`,
    { needs: 'READ_MESSAGE_HISTORY', query: pageShape },
    ({ world, channel, id, query: { after, limit } }) => {
      const message = visibleMessage(world, channel.id, id('message'))
      const answer = Number(id('answer'))
      if (!message.poll?.answers.some(({ answer_id }) => answer_id === answer)) throw refusal(10008)
      const voters = [...votersOf(world, message, answer)].sort(compareIds)
      return ok({
        users: voters
          .filter((userId) => after === undefined || compareIds(userId, after) > 0)
          .slice(0, limit)
          .flatMap((userId) => world.store.users.get(userId) ?? [])
          .map(presentUser),
      })
    },
  ),
  channelRoute('POST', `${POLL}/expire`, {}, ({ world, channel, id }) => {
    const message = visibleMessage(world, channel.id, id('message'))
    if (!message.poll) throw refusal(520006)
    if (message.author.id !== world.botId) throw refusal(50005)
    return ok(finishPoll(world, message))
  }),
]
