// People of the server: they subscribe and change their minds, take rights away, close and delete
// threads, delete messages and channels, change tags, and write.
import { threadsOf } from '../discord/network.ts'
import { GUILD, messagesIn, TEXT } from '../discord/state.ts'
import type { Process } from './process.ts'
import type { Event } from './script.ts'
import { begin, openSpan, SECOND, type Surroundings, type Undoing } from './surroundings.ts'
import type { SubscriptionTruth } from './truth.ts'

type EventOf<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>

export interface People {
  subscribe(channel: number): void
  change(channel: number, kind: 'pause' | 'resume' | 'unsubscribe' | 'wish', wish?: object): void
  takeRight(event: EventOf<'right-taken'>): void
  closeThread(event: EventOf<'close-thread'> | EventOf<'delete-thread'>): void
  deleteMessage(channel: number): void
  deleteChannel(channel: number): void
  kick(): void
  changeTags(event: EventOf<'tags'>): void
  chat(channel: number, count: number): void
}

export function createPeople(world: Surroundings, process: Process, undoing: Undoing): People {
  const { kernel, state, truth, history } = world
  const { channels } = world.script

  const nameOf = (channel: number) => channels[channel]?.name ?? ''
  const channelOf = (channel: number) => state.channels.get(channels[channel]?.id ?? '')
  /** The one that is not deleted. */
  const current = (channel: number) =>
    truth.subscriptions.find((one) => one.channel === channel && one.changes.every(({ kind }) => kind !== 'unsubscribe'))

  return {
    subscribe(channel) {
      const plan = channels[channel]
      if (plan === undefined || current(channel) !== undefined) return
      const subscription: SubscriptionTruth = { channel, wish: plan.wish, created: openSpan(kernel), changes: [] }
      truth.subscriptions.push(subscription)
      process.command(
        `/subscribe in ${plan.name} ${JSON.stringify(plan.wish)}`,
        async ({ subscriptions }) => {
          if ((await subscriptions.list({ channelId: plan.id })).length > 0) return
          const made = await subscriptions.create({ channelId: plan.id, guildId: GUILD, wish: plan.wish })
          if (made.kind !== 'created') throw new Error(JSON.stringify(made))
        },
        subscription.created,
      )
    },
    change(channel, kind, wish = {}) {
      const subscription = current(channel)
      // One command after the other: what the bot was asked before is not known to be done.
      if (subscription === undefined || process.pending() > 0) return
      const span = openSpan(kernel)
      subscription.changes.push({ kind, span })
      if (kind === 'wish') subscription.wish = { ...subscription.wish, ...wish }
      process.command(
        `/${kind} in ${nameOf(channel)} ${kind === 'wish' ? JSON.stringify(wish) : ''}`,
        async ({ subscriptions }) => {
          const [found] = await subscriptions.list({ channelId: channels[channel]?.id ?? '' })
          if (found === undefined) return
          if (kind === 'pause') await subscriptions.pause(found.id)
          if (kind === 'resume') await subscriptions.resume(found.id)
          if (kind === 'unsubscribe') await subscriptions.delete(found.id)
          if (kind === 'wish') await subscriptions.update(found.id, wish)
        },
        span,
      )
    },
    takeRight(event) {
      const channel = channelOf(event.channel)
      if (channel === undefined || !channel.rights[event.right]) return
      channel.rights[event.right] = false
      history.note(`the bot loses "${event.right}" in ${channel.name}`)
      const spans = truth.closed.get(event.channel) ?? []
      truth.closed.set(event.channel, spans)
      const span = begin(world, spans)
      process.tell({ channelId: channel.id })
      undoing.afterwards(event.ms, () => {
        if (channel.rights[event.right]) return
        channel.rights[event.right] = true
        span.to = kernel.now()
        history.note(`the bot has "${event.right}" in ${channel.name} again`)
        process.tell({ channelId: channel.id })
      })
    },
    closeThread(event) {
      const channel = channelOf(event.channel)
      const thread = channel === undefined ? undefined : threadsOf(state, channel.id)[0]
      if (thread === undefined) return
      truth.disturbed.add(event.channel)
      if (event.kind === 'delete-thread') {
        thread.isGone = true
        for (const message of messagesIn(state, thread.id)) message.deleted = { at: kernel.now(), by: 'people' }
        history.note(`people delete the thread ${nameOf(event.channel)}/${thread.name}`)
      } else {
        thread.isLocked = event.isLocked
        thread.isArchived = event.isArchived
        history.note(`people close the thread ${nameOf(event.channel)}/${thread.name}: ${JSON.stringify(event)}`)
      }
      process.tell({ channelId: thread.id })
    },
    deleteMessage(channel) {
      const id = channels[channel]?.id
      const message = state.messages
        .filter((one) => one.own && one.channelId === id && one.deleted === null && one.at < kernel.now() - 5 * SECOND)
        .at(-1)
      if (message === undefined) return
      truth.disturbed.add(channel)
      message.deleted = { at: kernel.now(), by: 'people' }
      history.note(`people delete a message in ${nameOf(channel)}: ${message.versions.at(-1)?.text.match(/K\d{4}/g)?.[0] ?? ''}`)
    },
    deleteChannel(at) {
      const channel = channelOf(at)
      if (channel === undefined || channel.isGone) return
      history.note(`people delete the channel ${channel.name}`)
      channel.isGone = true
      truth.gone.set(at, kernel.now())
      process.tell({ channelId: channel.id })
    },
    kick() {
      history.note('the bot is taken out of the server')
      state.isKicked = true
      truth.kickedAt ??= kernel.now()
    },
    changeTags({ channel: at, change: what }) {
      const channel = channelOf(at)
      if (channel === undefined || channel.tags.length === 0) return
      history.note(`tags of ${channel.name}: ${what}`)
      if (what === 'remove') channel.tags = channel.tags.slice(1)
      if (what === 'moderate') channel.tags = channel.tags.map((tag, i) => (i === 0 ? { ...tag, moderated: true } : tag))
      if (what === 'require') channel.requiresTag = channel.tags.some(({ moderated }) => !moderated)
      if (channel.tags.every(({ moderated }) => moderated)) channel.requiresTag = false
      process.tell({ channelId: channel.id })
    },
    chat(channel, count) {
      const id = channels[channel]?.id
      if (id === undefined || channelOf(channel)?.type !== TEXT) return
      history.note(`people write ${count} messages in ${nameOf(channel)}`)
      for (let i = 0; i < count; i++)
        state.messages.push({
          id: state.newId(kernel.now()),
          channelId: id,
          own: false,
          nonce: null,
          at: kernel.now(),
          body: {},
          versions: [],
          publishedAt: null,
          deleted: null,
        })
    },
  }
}
