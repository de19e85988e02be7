// Scheduled events and who is interested in them.
import { refusal } from '../../errors.ts'
import { compareIds, type Snowflake } from '../../snowflake.ts'
import { presentUser } from '../present.ts'
import type { World } from '../world.ts'
import type { EventUser, ScheduledEvent } from './records.ts'

const userKey = (eventId: Snowflake, userId: Snowflake) => `${eventId}:${userId}`
const FINISHED: readonly number[] = [3, 4]

export const eventsOf = (world: World, guildId: Snowflake): ScheduledEvent[] => [...world.store.events.inGuild(guildId)]

export function findEvent(world: World, guildId: Snowflake, id: Snowflake): ScheduledEvent {
  const event = world.store.events.get(id)
  if (!event || event.guild_id !== guildId) throw refusal(10070)
  return event
}

export function presentEvent(world: World, event: ScheduledEvent, withCount = false): object {
  const creator = world.store.users.get(event.creator_id)
  return {
    ...event,
    entity_id: null,
    guild_scheduled_event_exceptions: [],
    ...(creator && { creator: presentUser(creator) }),
    ...(withCount && { user_count: interestedIn(world, event.id).length }),
  }
}

export type EventFields = Omit<ScheduledEvent, 'id' | 'guild_id' | 'creator_id' | 'status'>

export function createEvent(world: World, guildId: Snowflake, fields: EventFields): ScheduledEvent {
  const open = eventsOf(world, guildId).filter(({ status }) => !FINISHED.includes(status))
  if (open.length >= world.counts.events) throw refusal(30038)
  const event = world.store.events.put({
    id: world.nextId(),
    guild_id: guildId,
    creator_id: world.botId,
    status: 1,
    ...fields,
  })
  world.dispatch('GUILD_SCHEDULED_EVENT_CREATE', presentEvent(world, event), guildId)
  return event
}

export function updateEvent(world: World, event: ScheduledEvent, changes: Partial<ScheduledEvent>): ScheduledEvent {
  if (FINISHED.includes(event.status)) throw refusal(180000)
  const after = world.store.events.put({ ...event, ...changes })
  world.dispatch('GUILD_SCHEDULED_EVENT_UPDATE', presentEvent(world, after), event.guild_id)
  return after
}

export function deleteEvent(world: World, event: ScheduledEvent): void {
  for (const { key, event_id } of world.store.eventUsers.values()) if (event_id === event.id) world.store.eventUsers.remove(key)
  world.store.events.remove(event.id)
  world.dispatch('GUILD_SCHEDULED_EVENT_DELETE', presentEvent(world, event), event.guild_id)
}

export const interestedIn = (world: World, eventId: Snowflake): EventUser[] =>
  [...world.store.eventUsers.values()]
    .filter(({ event_id }) => event_id === eventId)
    .sort((a, b) => compareIds(a.user_id, b.user_id))

/** A person is interested, or no longer. */
export function setInterest(world: World, event: ScheduledEvent, userId: Snowflake, interested: boolean): void {
  const key = userKey(event.id, userId)
  if ((world.store.eventUsers.get(key) !== undefined) === interested) return
  if (interested) world.store.eventUsers.put({ key, event_id: event.id, user_id: userId })
  else world.store.eventUsers.remove(key)
  const t = interested ? 'GUILD_SCHEDULED_EVENT_USER_ADD' : 'GUILD_SCHEDULED_EVENT_USER_REMOVE'
  const d = { guild_scheduled_event_id: event.id, user_id: userId, guild_id: event.guild_id }
  world.dispatch(t, d, event.guild_id)
}
