// Voice states, regions, stages: data about voice, without any audio.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import type { Snowflake } from '../../snowflake.ts'
import { flag, integer, moment, snowflake, text } from '../../validate/form.ts'
import { demand, mayIn, visibleChannel } from '../../world/access.ts'
import { noteAudit } from '../../world/guild/audit.ts'
import type { StageInstance, VoiceState } from '../../world/guild/records.ts'
import { presentVoiceState, setVoiceState, VOICE_REGIONS, voiceStateOf } from '../../world/guild/voice.ts'
import type { Channel, Guild } from '../../world/types.ts'
import { isoTime, type World } from '../../world/world.ts'
import { channelRoute, done, guildRoute, ok, plainRoute, type Route } from '../route.ts'

function findState(world: World, guild: Guild, userId: Snowflake): VoiceState {
  const state = voiceStateOf(world, guild.id, userId)
  if (!state) throw refusal(10065)
  return state
}

/** The stage somebody is on: suppression and requests to speak are of stages only. */
function stageOf(world: World, state: VoiceState, channelId: Snowflake | null | undefined): Channel {
  if (channelId != null && channelId !== state.channel_id) throw refusal(40032)
  const channel = world.store.channels.get(state.channel_id ?? '')
  if (!channel) throw refusal(10003)
  if (channel.type !== 13) throw refusal(50024)
  return channel
}

const stateShape = z.object({ channel_id: snowflake.nullish(), suppress: flag().nullish() })
const selfShape = stateShape.extend({ request_to_speak_timestamp: moment.nullish() })

const topic = text({ min: 1, max: 120 })
const stageShape = z.object({
  channel_id: snowflake,
  topic,
  privacy_level: integer(1, 2).nullish(),
  send_start_notification: flag().nullish(),
  guild_scheduled_event_id: snowflake.nullish(),
})
const stageChange = z.object({ topic: topic.optional(), privacy_level: integer(1, 2).nullish() })

function stageChannel(world: World, id: Snowflake): Channel {
  const channel = visibleChannel(world, id)
  if (channel.type !== 13) throw refusal(50024)
  return channel
}

const demandModerator = (world: World, channel: Channel) =>
  demand(world, channel, 'MANAGE_CHANNELS', 'MUTE_MEMBERS', 'MOVE_MEMBERS')

function findStage(world: World, channelId: Snowflake): StageInstance {
  const channel = stageChannel(world, channelId)
  const stage = [...world.store.stages.values()].find(({ channel_id }) => channel_id === channel.id)
  if (!stage) throw refusal(10067)
  return stage
}

export const voiceRoutes: readonly Route[] = [
  plainRoute('GET', '/voice/regions', {}, () => ok(VOICE_REGIONS)),
  guildRoute('GET', '/regions', {}, () => ok(VOICE_REGIONS)),
  guildRoute('GET', '/voice-states/@me', {}, ({ world, guild }) =>
    ok(presentVoiceState(world, findState(world, guild, world.botId))),
  ),
  guildRoute('GET', '/voice-states/:user', {}, ({ world, guild, id }) =>
    ok(presentVoiceState(world, findState(world, guild, id('user')))),
  ),
  guildRoute('PATCH', '/voice-states/@me', { body: selfShape }, ({ world, guild, input }) => {
    const channel = stageOf(world, findState(world, guild, world.botId), input.channel_id)
    if (input.suppress === false) demand(world, channel, 'MUTE_MEMBERS')
    if (input.request_to_speak_timestamp) demand(world, channel, 'REQUEST_TO_SPEAK')
    const { request_to_speak_timestamp: asked } = input
    setVoiceState(world, guild.id, world.botId, {
      ...(input.suppress != null && { suppress: input.suppress }),
      ...(asked !== undefined && { request_to_speak_timestamp: asked && isoTime(Date.parse(asked)) }),
    })
    return done
  }),
  guildRoute('PATCH', '/voice-states/:user', { body: stateShape }, ({ world, guild, id, input }) => {
    const channel = stageOf(world, findState(world, guild, id('user')), input.channel_id)
    demand(world, channel, 'MUTE_MEMBERS')
    setVoiceState(world, guild.id, id('user'), {
      ...(input.suppress != null && { suppress: input.suppress, request_to_speak_timestamp: null }),
    })
    return done
  }),
  channelRoute(
    'PUT',
    '/voice-status',
    { body: z.object({ status: text({ max: 500 }).nullish() }) },
    ({ world, channel, input }) => {
      if (channel.type !== 2) throw refusal(50024)
      demand(world, channel, 'SET_VOICE_CHANNEL_STATUS')
      const isInside = voiceStateOf(world, channel.guild_id ?? '', world.botId)?.channel_id === channel.id
      if (!isInside && !mayIn(world, world.botId, channel, 'MANAGE_CHANNELS')) throw refusal(50013)
      const status = input.status || null
      world.store.channels.put({ ...channel, status })
      world.dispatch('VOICE_CHANNEL_STATUS_UPDATE', { id: channel.id, guild_id: channel.guild_id, status }, channel.guild_id)
      return done
    },
  ),
  plainRoute('POST', '/stage-instances', { body: stageShape }, ({ call, world, input }) => {
    const channel = stageChannel(world, input.channel_id)
    demandModerator(world, channel)
    if ([...world.store.stages.values()].some(({ channel_id }) => channel_id === channel.id)) throw refusal(150006)
    const stage = world.store.stages.put({
      id: world.nextId(),
      guild_id: channel.guild_id ?? '',
      channel_id: channel.id,
      topic: input.topic,
      privacy_level: input.privacy_level ?? 2,
      discoverable_disabled: true,
      guild_scheduled_event_id: input.guild_scheduled_event_id ?? null,
    })
    world.dispatch('STAGE_INSTANCE_CREATE', stage, stage.guild_id)
    noteAudit(world, stage.guild_id, 'STAGE_INSTANCE_CREATE', { target: stage.id, reason: call.reason })
    return ok(stage)
  }),
  plainRoute('GET', '/stage-instances/:channel', {}, ({ world, id }) => ok(findStage(world, id('channel')))),
  plainRoute('PATCH', '/stage-instances/:channel', { body: stageChange }, ({ call, world, id, input }) => {
    demandModerator(world, stageChannel(world, id('channel')))
    const stage = findStage(world, id('channel'))
    const after = world.store.stages.put({
      ...stage,
      topic: input.topic ?? stage.topic,
      privacy_level: input.privacy_level ?? stage.privacy_level,
    })
    world.dispatch('STAGE_INSTANCE_UPDATE', after, after.guild_id)
    noteAudit(world, stage.guild_id, 'STAGE_INSTANCE_UPDATE', { target: stage.id, reason: call.reason })
    return ok(after)
  }),
  plainRoute('DELETE', '/stage-instances/:channel', {}, ({ call, world, id }) => {
    demandModerator(world, stageChannel(world, id('channel')))
    const stage = findStage(world, id('channel'))
    world.store.stages.remove(stage.id)
    world.dispatch('STAGE_INSTANCE_DELETE', stage, stage.guild_id)
    noteAudit(world, stage.guild_id, 'STAGE_INSTANCE_DELETE', { target: stage.id, reason: call.reason })
    return done
  }),
]
