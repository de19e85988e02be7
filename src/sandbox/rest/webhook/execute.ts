// Messages through a webhook: by its id and token, without a bot; also those an interaction's token sends, on the same addresses.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { check, list, snowflake, text } from '../../validate/form.ts'
import { FLAGS, LIMITS } from '../../validate/limits.ts'
import { checkMessage } from '../../validate/message.ts'
import { isForum, isThread } from '../../world/access.ts'
import type { Webhook } from '../../world/guild/records.ts'
import { watchPoll } from '../../world/message/votes.ts'
import { webhookAuthor, webhookByToken } from '../../world/message/webhooks.ts'
import { createMessage, deleteMessage, editMessage } from '../../world/messages.ts'
import { createThread, settleThread } from '../../world/threads.ts'
import type { Channel, Message } from '../../world/types.ts'
import { demandEmptied, editRules, filesOf } from '../channel/messages.ts'
import { type Answer, type Call, done, ok, type Route, route } from '../route.ts'
import { interactionMessages } from './interactions.ts'
import { webhookName } from './webhooks.ts'

const FLAGS_OF_CREATE = FLAGS.SUPPRESS_EMBEDS | FLAGS.SUPPRESS_NOTIFICATIONS | FLAGS.IS_COMPONENTS_V2
const FLAGS_OF_EDIT = FLAGS.SUPPRESS_EMBEDS | FLAGS.IS_COMPONENTS_V2

const executeShape = z.looseObject({
  username: webhookName.nullish(),
  avatar_url: text({ max: 2_048 }).nullish(),
  thread_name: text({ max: LIMITS.channelName }).nullish(),
  applied_tags: list(snowflake, 0, LIMITS.appliedTags).nullish(),
})

/** The webhook's channel, or the thread of it that the query names. */
function channelOf(call: Call, webhook: Webhook): Channel {
  const { channels } = call.world.store
  const threadId = call.query('thread_id')
  const home = channels.get(webhook.channel_id)
  if (!home) throw refusal(10003)
  if (threadId === undefined) return home
  const thread = channels.get(threadId)
  if (!thread || !isThread(thread) || thread.parent_id !== home.id) throw refusal(10003)
  return settleThread(call.world, thread)
}

/** Where it goes: a forum needs a thread, by id or as a new post. */
function targetOf(call: Call, webhook: Webhook, input: z.infer<typeof executeShape>): Channel {
  const channel = channelOf(call, webhook)
  const { thread_name, applied_tags } = input
  if (isThread(channel)) {
    if (thread_name) throw refusal(220002)
    return channel
  }
  if (!isForum(channel)) {
    if (thread_name) throw refusal(220003)
    return channel
  }
  if (!thread_name) throw refusal(220001)
  return createThread(call.world, channel, { name: thread_name, owner: webhook.id, tags: applied_tags ?? [], joins: false })
}

function execute(call: Call): Answer {
  const { world } = call
  const webhook = byToken(call)
  if (webhook.token === undefined) throw refusal(50027)
  const extra = check(executeShape, call.body)
  const input = checkMessage(call.body, { flags: FLAGS_OF_CREATE, files: filesOf(call) })
  const channel = targetOf(call, webhook, extra)
  const message = createMessage(world, {
    channel,
    author: world.botId,
    as: {
      user: webhookAuthor(webhook, { username: extra.username ?? undefined }),
      webhook_id: webhook.id,
      application_id: webhook.application_id,
    },
    input: { ...input, nonce: undefined },
    uploads: call.uploads,
    ...(isForum(world.store.channels.get(webhook.channel_id) as Channel) && extra.thread_name && { id: channel.id }),
  })
  watchPoll(world, message)
  return call.asks('wait') ? ok(message) : done
}

const byToken = (call: Call): Webhook => webhookByToken(call.world, call.param('application'), call.param('token'))

/** A message of this webhook, in its channel or in the thread the query names. */
function messageOf(call: Call, webhook: Webhook): Message {
  const message = call.world.store.message(channelOf(call, webhook).id, call.param('message'))
  if (!message || message.webhook_id !== webhook.id) throw refusal(10008)
  return message
}

function edit(call: Call): Answer {
  const message = messageOf(call, byToken(call))
  const channel = call.world.store.channels.get(message.channel_id)
  if (channel?.thread_metadata?.archived) throw refusal(50083)
  const input = checkMessage(call.body, editRules(message, FLAGS_OF_EDIT, filesOf(call)))
  demandEmptied(message, input)
  return ok(editMessage(call.world, message, { input, uploads: call.uploads }))
}

function remove(call: Call): Answer {
  deleteMessage(call.world, messageOf(call, byToken(call)))
  return done
}

/** An id that is no webhook's is an application's, and the token that of an interaction. */
const either = (webhook: Route['act'], interaction: Route['act']) => (call: Call) =>
  (call.world.store.webhooks.get(call.param('application')) ? webhook : interaction)(call)

const TOKEN = '/webhooks/:application/:token'
const MESSAGE = `${TOKEN}/messages/:message`

export const executeRoutes: readonly Route[] = [
  route('POST', TOKEN, either(execute, interactionMessages.followUp), 'none'),
  route(
    'GET',
    MESSAGE,
    either((call) => ok(messageOf(call, byToken(call))), interactionMessages.get),
    'none',
  ),
  route('PATCH', MESSAGE, either(edit, interactionMessages.edit), 'none'),
  route('DELETE', MESSAGE, either(remove, interactionMessages.remove), 'none'),
]
