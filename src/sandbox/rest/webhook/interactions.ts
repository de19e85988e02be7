// Answers to interactions: the callback, then @original and follow-ups by the interaction's token.
// No Authorization is needed here.
import { refusal } from '../../errors.ts'
import { badForm, check } from '../../validate/form.ts'
import { FLAGS, LIMITS } from '../../validate/limits.ts'
import { checkMessage, flagsIn } from '../../validate/message.ts'
import { callbackShape, checkChoices, checkModal } from '../../validate/modal.ts'
import { metadataOf } from '../../world/interactions.ts'
import { watchPoll } from '../../world/message/votes.ts'
import { createMessage, deleteMessage, editMessage } from '../../world/messages.ts'
import type { Channel, Interaction, Message, MessageReference } from '../../world/types.ts'
import { demandEmptied, editRules, filesOf } from '../channel/messages.ts'
import { under } from '../prefix.ts'
import { type Answer, type Call, done, ok, type Route, route } from '../route.ts'

const REPLY_FLAGS = FLAGS.SUPPRESS_EMBEDS | FLAGS.EPHEMERAL | FLAGS.SUPPRESS_NOTIFICATIONS | FLAGS.IS_COMPONENTS_V2
const EDIT_FLAGS = FLAGS.SUPPRESS_EMBEDS | FLAGS.IS_COMPONENTS_V2
const TYPE = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const

function channelOf(call: Call, interaction: Interaction): Channel {
  const channel = call.world.store.channels.get(interaction.channel_id)
  if (!channel) throw refusal(10003)
  return channel
}

/** Which callback types answer which interaction. */
function allowedTypes(interaction: Interaction): readonly number[] {
  if (interaction.type === TYPE.autocomplete) return [8]
  const updates = interaction.source_id === undefined ? [] : [6, 7]
  return interaction.type === TYPE.modal ? [4, 5, ...updates] : [4, 5, ...updates, 9]
}

function replyType(interaction: Interaction): { type: number; reference?: MessageReference } {
  if (interaction.type === TYPE.command) return { type: interaction.command_type === 1 ? 20 : 23 }
  if (interaction.source_id === undefined) return { type: 20 }
  return {
    type: 19,
    reference: {
      type: 0,
      message_id: interaction.source_id,
      channel_id: interaction.channel_id,
      ...(interaction.guild_id && { guild_id: interaction.guild_id }),
    },
  }
}

function reply(call: Call, interaction: Interaction, data: unknown): Message {
  const input = under('data', () => checkMessage(data, { flags: REPLY_FLAGS, files: filesOf(call) }))
  const message = createMessage(call.world, {
    channel: channelOf(call, interaction),
    author: call.world.botId,
    input,
    uploads: call.uploads,
    mentionDefault: 'users',
    interaction: metadataOf(call.world, interaction),
    ...replyType(interaction),
  })
  return watchPoll(call.world, message)
}

function think(call: Call, interaction: Interaction, flags: number): Message {
  if (flags & FLAGS.IS_COMPONENTS_V2)
    throw badForm(['data', 'flags'], 'MESSAGE_FLAGS_INVALID', 'Only EPHEMERAL can be set on a deferred answer')
  return createMessage(call.world, {
    channel: channelOf(call, interaction),
    author: call.world.botId,
    input: { flags: flags & FLAGS.EPHEMERAL },
    extraFlags: FLAGS.LOADING,
    interaction: metadataOf(call.world, interaction),
    ...replyType(interaction),
  })
}

function sourceOf(call: Call, interaction: Interaction): Message {
  const message = call.world.store.message(interaction.channel_id, interaction.source_id ?? '')
  if (!message) throw refusal(10008)
  return message
}

function update(call: Call, interaction: Interaction, data: unknown): Message {
  const source = sourceOf(call, interaction)
  const input = under('data', () => checkMessage(data ?? {}, editRules(source, EDIT_FLAGS, filesOf(call))))
  demandEmptied(source, input)
  return editMessage(call.world, source, { input, uploads: call.uploads, mentionDefault: 'users' })
}

/**
 * What each callback type does; the answer is what changed of the interaction, and the message
 * where there is one.
 */
function respond(
  call: Call,
  interaction: Interaction,
  type: number,
  data: Record<string, unknown>,
): { changes: Partial<Interaction>; message?: Message } {
  switch (type) {
    case 4: {
      const message = reply(call, interaction, data)
      return {
        changes: { state: 'answered', message_id: message.id, ephemeral: (message.flags & FLAGS.EPHEMERAL) !== 0 },
        message,
      }
    }
    case 5: {
      const message = think(call, interaction, flagsIn(data))
      const ephemeral = (message.flags & FLAGS.EPHEMERAL) !== 0
      return { changes: { state: 'thinking', message_id: message.id, loading: true, ephemeral }, message }
    }
    case 6:
      return { changes: { state: 'thinking', message_id: sourceOf(call, interaction).id } }
    case 7: {
      const message = update(call, interaction, data)
      return { changes: { state: 'answered', message_id: message.id }, message }
    }
    case 8:
      return { changes: { state: 'answered', choices: checkChoices(data) } }
    default:
      return { changes: { state: 'modal', modal: checkModal(data) as Record<string, unknown> } }
  }
}

function callback(call: Call): Answer {
  const { interactions } = call.realm
  const interaction = interactions.claim(call.param('interaction'), call.param('token'))
  const { type, data } = check(callbackShape, call.body)
  const allowed = allowedTypes(interaction)
  if (!allowed.includes(type)) {
    throw badForm(
      ['type'],
      'INTERACTION_APPLICATION_COMMAND_INVALID_TYPE',
      `This interaction can be answered with the types ${allowed.join(', ')}`,
    )
  }
  const { changes, message } = respond(call, interaction, type, data ?? {})
  const after = interactions.change(interaction, { ...changes, answer: type })
  return call.asks('with_response') ? ok(callbackResponse(after, type, message)) : done
}

function callbackResponse(interaction: Interaction, type: number, message: Message | undefined): object {
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: (message.flags & FLAGS.LOADING) !== 0,
        response_message_ephemeral: (message.flags & FLAGS.EPHEMERAL) !== 0,
      }),
    },
    resource: { type, ...(message && (type === 4 || type === 7) && { message }) },
  }
}

function byToken(call: Call): Interaction {
  return call.realm.interactions.byToken(call.param('application'), call.param('token'))
}

/** @original, or a follow-up of this interaction; 10008 for anything else. */
function messageOf(call: Call, interaction: Interaction, name: string): Message {
  const id = name === '@original' ? interaction.message_id : name
  const message = id === undefined ? undefined : call.world.store.message(interaction.channel_id, id)
  if (!message) throw refusal(10008)
  const own = message.id === interaction.message_id || message.interaction_metadata?.id === interaction.id
  if (!own) throw refusal(10008)
  return message
}

function settle(call: Call, interaction: Interaction): void {
  if (interaction.state === 'thinking') call.realm.interactions.change(interaction, { state: 'answered', loading: false })
}

function edit(call: Call, interaction: Interaction, message: Message): Message {
  const loading = (message.flags & FLAGS.LOADING) !== 0
  const input = checkMessage(call.body, editRules(message, EDIT_FLAGS, filesOf(call)))
  demandEmptied(message, input)
  const after = editMessage(call.world, message, { input, uploads: call.uploads, mentionDefault: 'users', fill: loading })
  if (message.id === interaction.message_id) settle(call, interaction)
  return after
}

function followUp(call: Call): Answer {
  const interaction = byToken(call)
  if (interaction.loading && interaction.message_id !== undefined) {
    return ok(edit(call, interaction, messageOf(call, interaction, '@original')))
  }
  const follow_ups = (interaction.follow_ups ?? 0) + 1
  if (interaction.user_installed && follow_ups > LIMITS.followUps) throw refusal(40094)
  const input = checkMessage(call.body, { flags: REPLY_FLAGS, files: filesOf(call) })
  const original =
    interaction.message_id === undefined ? undefined : call.world.store.message(interaction.channel_id, interaction.message_id)
  const message = createMessage(call.world, {
    channel: channelOf(call, interaction),
    author: call.world.botId,
    input,
    uploads: call.uploads,
    mentionDefault: 'users',
    interaction: metadataOf(call.world, interaction, original),
  })
  call.realm.interactions.change(interaction, {
    follow_ups,
    ...(interaction.state === 'thinking' && { state: 'answered', loading: false }),
  })
  return ok(watchPoll(call.world, message))
}

function remove(call: Call): Answer {
  const interaction = byToken(call)
  const message = messageOf(call, interaction, call.param('message'))
  deleteMessage(call.world, message)
  if (message.id === interaction.message_id) settle(call, interaction)
  return done
}

/** The messages of an interaction, by its token; their addresses are those of webhooks. */
export const interactionMessages = {
  followUp,
  get: (call: Call): Answer => ok(messageOf(call, byToken(call), call.param('message'))),
  edit(call: Call): Answer {
    const interaction = byToken(call)
    return ok(edit(call, interaction, messageOf(call, interaction, call.param('message'))))
  },
  remove,
}

export const interactionRoutes: readonly Route[] = [route('POST', '/interactions/:interaction/:token/callback', callback, 'none')]
