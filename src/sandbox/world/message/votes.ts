// Votes on polls; a poll is over when its time is or its author ends it.
import { refusal } from '../../errors.ts'
import type { Snowflake } from '../../snowflake.ts'
import { FLAGS } from '../../validate/limits.ts'
import { createMessage, updateMessage } from '../messages.ts'
import type { Channel, Message, Poll } from '../types.ts'
import type { World } from '../world.ts'

const POLL_RESULT = 46

/** Ends the poll when its time is over, however the clock gets there. */
export function watchPoll(world: World, message: Message): Message {
  if (!message.poll) return message
  world.clock.after(Math.max(Date.parse(message.poll.expiry) - world.clock.now(), 0), () => {
    const now = world.store.message(message.channel_id, message.id)
    if (!now?.poll || now.poll.results.is_finalized) return
    finishPoll(world, now)
    world.commit()
  })
  return message
}

const keyOf = (message: Message, answerId: number) => `${message.id}:${answerId}`

export const votersOf = (world: World, message: Message, answerId: number): Snowflake[] =>
  world.store.votes.get(keyOf(message, answerId))?.user_ids ?? []

function recount(world: World, message: Message, poll: Poll): Poll {
  const answer_counts = poll.answers.flatMap(({ answer_id: id }) => {
    const voters = votersOf(world, message, id)
    return voters.length > 0 ? [{ id, count: voters.length, me_voted: voters.includes(world.botId) }] : []
  })
  return { ...poll, results: { ...poll.results, answer_counts } }
}

/** A person votes, or takes a vote back. */
export function setVote(
  world: World,
  channel: Channel,
  message: Message,
  vote: { answer: number; user: Snowflake; voted: boolean },
): void {
  const { poll } = message
  if (!poll?.answers.some(({ answer_id }) => answer_id === vote.answer)) throw refusal(520006)
  if (poll.results.is_finalized) throw refusal(520001)
  const set = (answer: number, has: boolean) => {
    const voters = votersOf(world, message, answer)
    if (voters.includes(vote.user) === has) return
    const user_ids = has ? [...voters, vote.user] : voters.filter((id) => id !== vote.user)
    if (user_ids.length > 0) world.store.votes.put({ key: keyOf(message, answer), user_ids })
    else world.store.votes.remove(keyOf(message, answer))
    const place = { channel_id: channel.id, ...(channel.guild_id && { guild_id: channel.guild_id }) }
    const d = { user_id: vote.user, message_id: message.id, answer_id: answer, ...place }
    world.dispatch(has ? 'MESSAGE_POLL_VOTE_ADD' : 'MESSAGE_POLL_VOTE_REMOVE', d, channel.guild_id)
  }
  if (vote.voted && !poll.allow_multiselect) {
    for (const { answer_id } of poll.answers) if (answer_id !== vote.answer) set(answer_id, false)
  }
  set(vote.answer, vote.voted)
  world.store.putMessage({ ...message, poll: recount(world, message, poll) })
}

/** Counts for the last time, and leaves a message with the result, as Discord does. */
export function finishPoll(world: World, message: Message): Message {
  const { poll } = message
  if (!poll) throw refusal(520006)
  if (poll.results.is_finalized) throw refusal(520001)
  const counted = recount(world, message, poll)
  const done = { ...counted, expiry: world.timestamp(), results: { ...counted.results, is_finalized: true } }
  const after = updateMessage(world, { ...message, poll: done })
  const channel = world.store.channels.get(message.channel_id)
  if (channel) announce(world, channel, after, done)
  return after
}

function announce(world: World, channel: Channel, message: Message, poll: Poll): void {
  const { answer_counts } = poll.results
  const total = answer_counts.reduce((sum, { count }) => sum + count, 0)
  const most = Math.max(0, ...answer_counts.map(({ count }) => count))
  const winners = answer_counts.filter(({ count }) => count === most)
  const [winner] = winners.length === 1 ? winners : []
  const text = poll.answers.find(({ answer_id }) => answer_id === winner?.id)?.poll_media.text
  const values: [string, string][] = [
    ['poll_question_text', poll.question.text],
    ['victor_answer_votes', String(most)],
    ['total_votes', String(total)],
    ...(winner ? ([['victor_answer_id', String(winner.id)]] as [string, string][]) : []),
    ...(text ? ([['victor_answer_text', text]] as [string, string][]) : []),
  ]
  createMessage(world, {
    channel,
    author: message.author.id,
    input: {},
    type: POLL_RESULT,
    extraFlags: FLAGS.SUPPRESS_NOTIFICATIONS,
    ready: { embeds: [{ type: 'poll_result', fields: values.map(([name, value]) => ({ name, value, inline: false })) }] },
    reference: {
      type: 0,
      message_id: message.id,
      channel_id: channel.id,
      ...(channel.guild_id && { guild_id: channel.guild_id }),
    },
  })
}
