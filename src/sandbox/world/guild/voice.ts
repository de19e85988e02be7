// Who is in which voice channel: data only, no audio flows.
import { randomBytes } from 'node:crypto'
import type { Snowflake } from '../../snowflake.ts'
import { memberOf } from '../access.ts'
import { presentMember } from '../present.ts'
import { memberKey } from '../store.ts'
import type { World } from '../world.ts'
import type { VoiceState } from './records.ts'

export const VOICE_TYPES: readonly number[] = [2, 13]

export const voiceStateOf = (world: World, guildId: Snowflake, userId: Snowflake): VoiceState | undefined =>
  world.store.voiceStates.get(memberKey(guildId, userId))

export const voiceStatesOf = (world: World, guildId: Snowflake): VoiceState[] => [...world.store.voiceStates.inGuild(guildId)]

export function presentVoiceState(world: World, state: VoiceState, withMember = true): object {
  const member = withMember ? memberOf(world, state.guild_id, state.user_id) : undefined
  return { ...state, ...(member && { member: presentMember(world, member) }) }
}

type Change = Partial<Omit<VoiceState, 'guild_id' | 'user_id' | 'session_id'>>

/** Joins, moves, changes or, with a null channel, leaves. On a stage a newcomer listens first. */
export function setVoiceState(world: World, guildId: Snowflake, userId: Snowflake, change: Change): VoiceState {
  const known = voiceStateOf(world, guildId, userId)
  const member = memberOf(world, guildId, userId)
  const channelId = change.channel_id === undefined ? (known?.channel_id ?? null) : change.channel_id
  const isNew = channelId !== (known?.channel_id ?? null)
  const isStage = world.store.channels.get(channelId ?? '')?.type === 13
  const state: VoiceState = {
    guild_id: guildId,
    user_id: userId,
    session_id: known?.session_id ?? randomBytes(16).toString('hex'),
    self_deaf: known?.self_deaf ?? false,
    self_mute: known?.self_mute ?? false,
    self_stream: known?.self_stream ?? false,
    self_video: known?.self_video ?? false,
    request_to_speak_timestamp: isNew ? null : (known?.request_to_speak_timestamp ?? null),
    deaf: member?.deaf ?? false,
    mute: member?.mute ?? false,
    suppress: isNew ? isStage : (known?.suppress ?? false),
    ...change,
    channel_id: channelId,
  }
  if (channelId === null) world.store.voiceStates.remove(memberKey(guildId, userId))
  else world.store.voiceStates.put(state)
  world.dispatch('VOICE_STATE_UPDATE', presentVoiceState(world, state), guildId)
  return state
}

const REGIONS = ['us-west', 'us-east', 'rotterdam', 'singapore', 'japan'] as const

export const VOICE_REGIONS = REGIONS.map((id, index) => ({
  id,
  name: id.replace('-', ' ').replace(/^./, (letter) => letter.toUpperCase()),
  custom: false,
  deprecated: false,
  optimal: index === 0,
}))
