// Scheduled events of a server.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { compareIds, type Snowflake } from '../../snowflake.ts'
import { badForm, imageData, integer, moment, pageLimit, setOf, snowflake, text } from '../../validate/form.ts'
import { memberOf, permissionsIn, permissionsOfMember } from '../../world/access.ts'
import { changesBetween, noteAudit } from '../../world/guild/audit.ts'
import {
  createEvent,
  deleteEvent,
  eventsOf,
  findEvent,
  interestedIn,
  presentEvent,
  updateEvent,
} from '../../world/guild/events.ts'
import type { ScheduledEvent } from '../../world/guild/records.ts'
import { imageHash } from '../../world/message/media.ts'
import { bits } from '../../world/permissions.ts'
import { presentMember, presentUser } from '../../world/present.ts'
import type { Guild } from '../../world/types.ts'
import { isoTime, type World } from '../../world/world.ts'
import { type Call, done, guildRoute, ok, type Route } from '../route.ts'

const ENTITY = { stage: 1, voice: 2, external: 3 } as const
/**
 * From each status the statuses that may follow: 1 scheduled, 2 active, 3 completed, 4 cancelled.
 */
const NEXT: Readonly<Record<number, readonly number[]>> = { 1: [2, 4], 2: [3] }

const time = (text: string) => isoTime(Date.parse(text))

/** Of a recurrence: a time that was written whole is answered as it was written. */
const wholeTime = (text: string) => (/T.*:.*:.*(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : time(text))

const days = (min: number, max: number) => setOf(integer(min, max), max - min + 1).nullish()
/** Discord allows fewer combinations than it has fields for; here each field is checked by itself. */
const recurrence = z
  .object({
    start: moment,
    end: moment.nullish(),
    frequency: integer(0, 3),
    interval: integer(1, 100).nullish(),
    by_weekday: days(0, 6),
    by_n_weekday: z
      .array(z.object({ n: integer(1, 5), day: integer(0, 6) }))
      .max(7)
      .nullish(),
    by_month: days(1, 12),
    by_month_day: days(-1, 31),
    by_year_day: days(-1, 365),
    count: integer(1, 2 ** 31 - 1).nullish(),
  })
  .transform(({ interval, ...rule }) => ({
    ...rule,
    start: wholeTime(rule.start),
    interval: interval ?? 1,
    end: rule.end ? wholeTime(rule.end) : null,
    by_weekday: rule.by_weekday ?? null,
    by_n_weekday: rule.by_n_weekday ?? null,
    by_month: rule.by_month ?? null,
    by_month_day: rule.by_month_day ?? null,
    by_year_day: rule.by_year_day ?? null,
    count: rule.count ?? null,
  }))

const eventFields = {
  name: text({ min: 1, max: 100 }),
  description: text({ max: 1_000 }).nullish(),
  image: imageData.nullish(),
  channel_id: snowflake.nullish(),
  scheduled_start_time: moment,
  scheduled_end_time: moment.nullish(),
  privacy_level: z.literal(2),
  entity_type: z.literal([1, 2, 3]),
  entity_metadata: z.object({ location: text({ max: 100 }).nullish() }).nullish(),
  recurrence_rule: recurrence.nullish(),
}
const createShape = z.object(eventFields)
const changeShape = z.object({ ...eventFields, status: integer(1, 4).nullish() }).partial()

/** Where it takes place decides what it needs: a channel of the kind, or a location and an end. */
function placeOf(world: World, guild: Guild, input: z.infer<typeof createShape>) {
  if (input.entity_type === ENTITY.external) {
    const location = input.entity_metadata?.location
    if (!location) throw badForm(['entity_metadata'], 'BASE_TYPE_REQUIRED', 'This field is required')
    if (!input.scheduled_end_time) throw badForm(['scheduled_end_time'], 'BASE_TYPE_REQUIRED', 'This field is required')
    return { channel_id: null, entity_metadata: { location } }
  }
  const channel = world.store.channels.get(input.channel_id ?? '')
  if (!input.channel_id) throw badForm(['channel_id'], 'BASE_TYPE_REQUIRED', 'This field is required')
  if (!channel || channel.guild_id !== guild.id) throw refusal(10003)
  if (channel.type !== (input.entity_type === ENTITY.stage ? 13 : 2)) throw refusal(50024)
  return { channel_id: channel.id, entity_metadata: null }
}

function demandTimes(world: World, start: string, end: string | null | undefined): void {
  if (Date.parse(start) <= world.clock.now())
    throw badForm(['scheduled_start_time'], 'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST', 'Cannot schedule event in the past.')
  if (end && Date.parse(end) <= Date.parse(start))
    throw badForm(
      ['scheduled_end_time'],
      'GUILD_SCHEDULED_EVENT_END_BEFORE_START',
      'Cannot schedule event to end before it starts.',
    )
}

/** MANAGE_EVENTS, or CREATE_EVENTS for one's own; in the event's channel where it has one. */
function demandEvents(world: World, guild: Guild, channelId: Snowflake | null, maker: Snowflake): void {
  const channel = channelId === null ? undefined : world.store.channels.get(channelId)
  const own = channel ? permissionsIn(world, world.botId, channel) : permissionsOfMember(world, guild, world.botId)
  const wanted = bits('MANAGE_EVENTS') | (maker === world.botId ? bits('CREATE_EVENTS') : 0n)
  if ((own & wanted) === 0n) throw refusal(50013)
}

function create(call: Call, guild: Guild, input: z.infer<typeof createShape>) {
  const { world } = call
  const place = placeOf(world, guild, input)
  demandEvents(world, guild, place.channel_id, world.botId)
  demandTimes(world, input.scheduled_start_time, input.scheduled_end_time)
  const event = createEvent(world, guild.id, {
    ...place,
    name: input.name,
    description: input.description ?? null,
    image: input.image ? imageHash(input.image) : null,
    scheduled_start_time: time(input.scheduled_start_time),
    scheduled_end_time: input.scheduled_end_time ? time(input.scheduled_end_time) : null,
    privacy_level: 2,
    entity_type: input.entity_type,
    recurrence_rule: input.recurrence_rule ?? null,
  })
  const changes = changesBetween({}, event)
  noteAudit(world, guild.id, 'GUILD_SCHEDULED_EVENT_CREATE', { target: event.id, changes, reason: call.reason })
  return ok(presentEvent(world, event))
}

function demandStatus(event: ScheduledEvent, status: number | null | undefined): void {
  if (status == null || status === event.status) return
  if (!NEXT[event.status]?.includes(status))
    throw badForm(['status'], 'GUILD_SCHEDULED_EVENT_STATUS_TRANSITION', 'Invalid Guild Scheduled Event Status Update')
}

function change(call: Call, guild: Guild, event: ScheduledEvent, input: z.infer<typeof changeShape>) {
  const { world } = call
  demandEvents(world, guild, event.channel_id, event.creator_id)
  demandStatus(event, input.status)
  const merged = {
    ...event,
    image: undefined,
    recurrence_rule: undefined,
    ...(Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as object),
    entity_type: input.entity_type ?? (event.entity_type as 1 | 2 | 3),
  }
  const moves = input.entity_type !== undefined || input.channel_id !== undefined || input.entity_metadata !== undefined
  const place = moves ? placeOf(world, guild, merged) : {}
  if (input.scheduled_start_time !== undefined || input.scheduled_end_time !== undefined)
    demandTimes(world, merged.scheduled_start_time, merged.scheduled_end_time)
  const { image, scheduled_start_time, scheduled_end_time, status, entity_metadata: _, channel_id: __, ...rest } = input
  const after = updateEvent(world, event, {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...place,
    ...(image !== undefined && { image: image && imageHash(image) }),
    ...(scheduled_start_time !== undefined && { scheduled_start_time: time(scheduled_start_time) }),
    ...(scheduled_end_time !== undefined && { scheduled_end_time: scheduled_end_time && time(scheduled_end_time) }),
    ...(status != null && { status }),
  })
  const changes = changesBetween(event, after)
  noteAudit(world, guild.id, 'GUILD_SCHEDULED_EVENT_UPDATE', { target: event.id, changes, reason: call.reason })
  return ok(presentEvent(world, after))
}

const usersShape = z.object({ limit: pageLimit(100, 100), before: snowflake.optional(), after: snowflake.optional() })
const EVENT = '/scheduled-events/:event'

export const eventRoutes: readonly Route[] = [
  guildRoute('GET', '/scheduled-events', {}, ({ call, world, guild }) =>
    ok(eventsOf(world, guild.id).map((event) => presentEvent(world, event, call.asks('with_user_count')))),
  ),
  guildRoute('POST', '/scheduled-events', { body: createShape }, ({ call, guild, input }) => create(call, guild, input)),
  guildRoute('GET', EVENT, {}, ({ call, world, guild, id }) =>
    ok(presentEvent(world, findEvent(world, guild.id, id('event')), call.asks('with_user_count'))),
  ),
  guildRoute('PATCH', EVENT, { body: changeShape }, ({ call, world, guild, id, input }) =>
    change(call, guild, findEvent(world, guild.id, id('event')), input),
  ),
  guildRoute('DELETE', EVENT, {}, ({ call, world, guild, id }) => {
    const event = findEvent(world, guild.id, id('event'))
    demandEvents(world, guild, event.channel_id, event.creator_id)
    deleteEvent(world, event)
    noteAudit(world, guild.id, 'GUILD_SCHEDULED_EVENT_DELETE', { target: event.id, reason: call.reason })
    return done
  }),
  guildRoute('GET', `${EVENT}/users`, { query: usersShape }, ({ call, world, guild, id, query }) => {
    const event = findEvent(world, guild.id, id('event'))
    const { before, after, limit } = query
    const all = interestedIn(world, event.id).filter(
      ({ user_id }) =>
        (before === undefined || compareIds(user_id, before) < 0) && (after === undefined || compareIds(user_id, after) > 0),
    )
    const page = before !== undefined ? all.slice(-limit) : all.slice(0, limit)
    return ok(
      page.map(({ user_id }) => {
        const user = world.store.users.get(user_id)
        const member = call.asks('with_member') ? memberOf(world, guild.id, user_id) : undefined
        return {
          guild_scheduled_event_id: event.id,
          user_id,
          user: user && presentUser(user),
          ...(member && { member: presentMember(world, member) }),
          response: 1,
        }
      }),
    )
  }),
  guildRoute('GET', `${EVENT}/users/counts`, {}, ({ world, guild, id }) => {
    const event = findEvent(world, guild.id, id('event'))
    return ok({
      guild_scheduled_event_count: interestedIn(world, event.id).length,
      guild_scheduled_event_exception_counts: {},
    })
  }),
]
