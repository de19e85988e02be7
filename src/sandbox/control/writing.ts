// People write: messages, edits, reactions, threads, typing. Those actions upon the world that they do
// with a keyboard.
import { z } from 'zod'
import { LIMITS } from '../validate/limits.ts'
import { isForum, isThread, mayIn, maySend } from '../world/access.ts'
import { updateChannel } from '../world/channels.ts'
import { addReaction, parseEmoji, removeReaction } from '../world/message/reactions.ts'
import { notePace, type PacedAct, pauseLeftMs } from '../world/message/slow-mode.ts'
import { createMessage, deleteMessage, editMessage } from '../world/messages.ts'
import { createThread } from '../world/threads.ts'
import type { Channel, User } from '../world/types.ts'
import type { World } from '../world/world.ts'
import { fileShape, type GivenFile, givenFile } from './given-files.ts'
import { ControlError, findChannel, findMessage, findUser } from './names.ts'

const channel = z.string()
const user = z.string().default('member')
const message = z.string()
export const slowmode = z.number().int().min(0).max(LIMITS.slowmodeSeconds).optional()

export const writingShapes = {
  'create-thread': z.object({
    channel,
    name: z.string().min(1),
    user,
    message: message.optional(),
    content: z.string().optional(),
    tags: z.array(z.string()).optional(),
  }),
  'update-thread': z.object({
    channel,
    archived: z.boolean().optional(),
    locked: z.boolean().optional(),
    rate_limit_per_user: slowmode,
  }),
  'create-message': z.object({
    channel,
    user,
    content: z.string().default(''),
    files: z.array(fileShape).max(LIMITS.attachments).default([]),
    reply_to: message.optional(),
  }),
  'edit-message': z.object({ channel, message, content: z.string() }),
  'delete-message': z.object({ channel, message }),
  'add-reaction': z.object({ channel, message, user, emoji: z.string() }),
  'remove-reaction': z.object({ channel, message, user, emoji: z.string() }),
  typing: z.object({ channel, user }),
} as const

type Shapes = typeof writingShapes
type Acts = {
  [Name in keyof Shapes]: (world: World, input: z.infer<Shapes[Name]>, uploads: readonly GivenFile[]) => unknown
}

/** Slow mode holds people back; what they do then counts for the next time. */
function demandPace(world: World, where: Channel, author: User, act: PacedAct): void {
  const leftMs = pauseLeftMs(world, where, author, act)
  if (leftMs === 0) return
  const what = act === 'thread' ? 'start a thread' : 'write'
  throw new ControlError(
    429,
    `#${where.name} is in slow mode: ${author.username} may ${what} again in ${Math.ceil(leftMs / 1_000)} s`,
  )
}

function threadBy(world: World, input: z.infer<Shapes['create-thread']>) {
  const parent = findChannel(world, input.channel)
  const author = findUser(world, input.user)
  const owner = author.id
  const from = input.message === undefined ? undefined : findMessage(world, parent.id, input.message)
  const applied = input.tags?.flatMap(
    (name) => parent.available_tags?.find((tag) => tag.name === name || tag.id === name)?.id ?? [],
  )
  const isAllowed = isForum(parent) ? maySend(world, owner, parent) : mayIn(world, owner, parent, 'CREATE_PUBLIC_THREADS')
  if (!isAllowed) throw new ControlError(403, `${author.username} may not start a thread here`)
  demandPace(world, parent, author, 'thread')
  const thread = createThread(world, parent, { name: input.name, owner, from, tags: applied })
  if (input.content !== undefined) {
    createMessage(world, {
      channel: thread,
      author: owner,
      input: { content: input.content },
      ...(isForum(parent) && { id: thread.id }),
    })
  }
  notePace(world, parent, author, 'thread')
  return thread
}

function changeThread(world: World, input: z.infer<Shapes['update-thread']>) {
  const thread = findChannel(world, input.channel)
  const meta = thread.thread_metadata
  if (!isThread(thread) || !meta) throw new ControlError(400, `${input.channel} is no thread`)
  return updateChannel(world, thread, {
    ...(input.rate_limit_per_user !== undefined && { rate_limit_per_user: input.rate_limit_per_user }),
    thread_metadata: {
      ...meta,
      archived: input.archived ?? meta.archived,
      locked: input.locked ?? meta.locked,
      ...(input.archived !== undefined && { archive_timestamp: world.timestamp() }),
    },
  })
}

function messageBy(world: World, input: z.infer<Shapes['create-message']>, uploads: readonly GivenFile[]) {
  const where = findChannel(world, input.channel)
  const author = findUser(world, input.user)
  if (isForum(where)) throw new ControlError(400, 'a forum holds posts only: use create-thread')
  if (!maySend(world, author.id, where)) throw new ControlError(403, `${author.username} may not write here`)
  if (where.thread_metadata?.locked && !mayIn(world, author.id, where, 'MANAGE_THREADS'))
    throw new ControlError(403, `${where.name} is locked: ${author.username} may not write here`)
  if ([...input.content].length > 2_000) throw new ControlError(400, 'a message has at most 2000 characters')
  const files = input.files.map((each) => givenFile('files', each, uploads))
  if (input.content.trim() === '' && files.length === 0) throw new ControlError(400, 'a message needs content or files')
  if (files.length > 0 && !mayIn(world, author.id, where, 'ATTACH_FILES'))
    throw new ControlError(403, `${author.username} may not attach files here`)
  demandPace(world, where, author, 'message')
  const reference = input.reply_to === undefined ? undefined : findMessage(world, where.id, input.reply_to)
  const written = createMessage(world, {
    channel: where,
    author: author.id,
    input: { content: input.content },
    uploads: files.map((file, index) => ({ ...file, index: String(index) })),
    ...(reference && {
      reference: { type: 0, message_id: reference.id, channel_id: where.id, ...(where.guild_id && { guild_id: where.guild_id }) },
    }),
  })
  notePace(world, where, author, 'message')
  return written
}

function reactionOf(world: World, input: z.infer<Shapes['add-reaction']>) {
  const where = findChannel(world, input.channel)
  return [
    world,
    where,
    findMessage(world, where.id, input.message),
    parseEmoji(input.emoji),
    findUser(world, input.user).id,
  ] as const
}

export const writingActs: Acts = {
  'create-thread': threadBy,
  'update-thread': changeThread,
  'create-message': messageBy,
  'edit-message': (world, input) => {
    const where = findChannel(world, input.channel)
    return editMessage(world, findMessage(world, where.id, input.message), { input: { content: input.content } })
  },
  'delete-message': (world, input) => {
    const where = findChannel(world, input.channel)
    const gone = findMessage(world, where.id, input.message)
    deleteMessage(world, gone)
    return gone
  },
  'add-reaction': (world, input) => addReaction(...reactionOf(world, input)),
  'remove-reaction': (world, input) => removeReaction(...reactionOf(world, input)),
  typing: (world, input) => {
    const where = findChannel(world, input.channel)
    const place = { channel_id: where.id, ...(where.guild_id && { guild_id: where.guild_id }) }
    world.dispatch(
      'TYPING_START',
      { ...place, user_id: findUser(world, input.user).id, timestamp: Math.floor(world.clock.now() / 1_000) },
      where.guild_id,
    )
  },
}
