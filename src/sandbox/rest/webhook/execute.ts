// Messages through a webhook: by its id and token, without a bot; also those an interaction's token
// sends, on the same addresses.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { check, flag, setOf, snowflake, text } from '../../validate/form.ts'
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
  applied_tags: setOf(snowflake, LIMITS.appliedTags).nullish(),
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

function post(call: Call, body: unknown): Message {
  const { world } = call
  const webhook = byToken(call)
  if (webhook.token === undefined) throw refusal(50027)
  const extra = check(executeShape, body)
  const input = checkMessage(body, { flags: FLAGS_OF_CREATE, files: filesOf(call) })
  const channel = targetOf(call, webhook, extra)
  const message = createMessage(world, {
    channel,
    author: world.botId,
    as: {
      user: webhookAuthor(webhook, {
        username: extra.username ?? undefined,
        avatar: extra.avatar_url ? hashOf(extra.avatar_url) : undefined,
      }),
      webhook_id: webhook.id,
      application_id: webhook.application_id,
    },
    input: { ...input, nonce: undefined },
    uploads: call.uploads,
    ...(isForum(world.store.channels.get(webhook.channel_id) as Channel) && extra.thread_name && { id: channel.id }),
  })
  return watchPoll(world, message)
}

function execute(call: Call): Answer {
  const message = post(call, call.body)
  return call.asks('wait') ? ok(message) : done
}

/**
 * A picture by its address gets a hash of its own, as Discord fetches it and keeps it under one.
 */
const hashOf = (url: string): string => createHash('sha256').update(url).digest('hex').slice(0, 32)

/** The end of the year 9999. */
const MAX_SECONDS = 253_402_300_799
const word = z.string().nullish()
const slackShape = z.object({
  text: word,
  username: word,
  icon_url: word,
  attachments: z
    .array(
      z.object({
        title: word,
        title_link: word,
        text: word,
        pretext: word,
        color: word,
        ts: z.number().min(0).max(MAX_SECONDS).nullish(),
        footer: word,
        footer_icon: word,
        author_name: word,
        author_link: word,
        author_icon: word,
        image_url: word,
        thumb_url: word,
        fields: z.array(z.object({ title: word, value: word, short: flag().nullish() })).nullish(),
      }),
    )
    .nullish(),
})
type SlackAttachment = NonNullable<NonNullable<z.infer<typeof slackShape>['attachments']>[number]>

const embedOfSlack = (each: SlackAttachment): object => ({
  title: each.title,
  url: each.title_link,
  description: [each.pretext, each.text].filter(Boolean).join('\n'),
  ...(/^#[0-9a-f]{6}$/i.test(each.color ?? '') && { color: Number.parseInt((each.color ?? '').slice(1), 16) }),
  ...(each.ts != null && { timestamp: new Date(each.ts * 1_000).toISOString() }),
  footer: { text: each.footer, icon_url: each.footer_icon },
  author: { name: each.author_name, url: each.author_link, icon_url: each.author_icon },
  image: { url: each.image_url },
  thumbnail: { url: each.thumb_url },
  fields: each.fields?.map(({ title, value, short }) => ({ name: title, value, inline: short ?? false })),
})

/** What was written for Slack, as a message: text, and attachments as embeds. */
function executeSlack(call: Call): Answer {
  byToken(call)
  const { text: content, username, icon_url, attachments } = check(slackShape, call.body)
  post(call, { content, username, avatar_url: icon_url, embeds: attachments?.map(embedOfSlack) })
  return ok('ok')
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

/** Where the id is not a webhook's it is an application's, and the token that of an interaction. */
const either = (webhook: Route['act'], interaction: Route['act']) => (call: Call) =>
  (call.world.store.webhooks.get(call.param('application')) ? webhook : interaction)(call)

const TOKEN = '/webhooks/:application/:token'
const MESSAGE = `${TOKEN}/messages/:message`

export const executeRoutes: readonly Route[] = [
  route('POST', TOKEN, either(execute, interactionMessages.followUp), 'none'),
  route('POST', `${TOKEN}/slack`, executeSlack, 'none'),
  route(
    'GET',
    MESSAGE,
    either((call) => ok(messageOf(call, byToken(call))), interactionMessages.get),
    'none',
  ),
  route('PATCH', MESSAGE, either(edit, interactionMessages.edit), 'none'),
  route('DELETE', MESSAGE, either(remove, interactionMessages.remove), 'none'),
]
