// The life of an interaction: opened, answered once within 3 s, then followed up for 15 minutes by
// its token.
import { randomBytes } from 'node:crypto'
import { refusal } from '../errors.ts'
import type { Snowflake } from '../snowflake.ts'
import { userOf } from './messages.ts'
import type { Interaction, InteractionMetadata, Message } from './types.ts'
import type { World } from './world.ts'

export const ANSWER_WITHIN_MS = 3_000
export const TOKEN_LIFE_MS = 15 * 60_000

export type InteractionDraft = Omit<Interaction, 'id' | 'application_id' | 'token' | 'at' | 'state'>

export interface Interactions {
  /** Notes it and arms the 3 s; the caller sends the payload. */
  open(draft: InteractionDraft): Interaction
  /**
   * For the first answer: 10062 where it is unknown or too late, 40060 where it has been answered.
   */
  claim(id: Snowflake, token: string): Interaction
  /** For follow-ups: 10015 before the first answer, 50027 once the token is over. */
  byToken(applicationId: Snowflake, token: string): Interaction
  change(interaction: Interaction, changes: Partial<Interaction>): Interaction
  latest(count: number): Interaction[]
}

export function createInteractions(world: World): Interactions {
  const { store, clock } = world
  const byTokens = new Map<string, Snowflake>()
  for (const { id, token } of store.interactions.values()) byTokens.set(token, id)

  function put(interaction: Interaction): Interaction {
    store.interactions.put(interaction)
    world.feed.hold({ kind: 'interaction', interaction })
    return interaction
  }

  function forgetOld(): void {
    for (const { id, application_id, token, at } of store.interactions.values()) {
      if (clock.now() - at <= 2 * TOKEN_LIFE_MS) return
      if (application_id !== world.botId) continue
      store.interactions.remove(id)
      byTokens.delete(token)
    }
  }

  function giveUp(id: Snowflake): void {
    const interaction = store.interactions.get(id)
    if (interaction?.state !== 'waiting') return
    put({ ...interaction, state: 'failed' })
    world.commit()
  }

  return {
    open(draft) {
      forgetOld()
      const interaction = put({
        ...draft,
        id: world.nextId(),
        application_id: world.botId,
        token: randomBytes(48).toString('base64url'),
        at: clock.now(),
        state: 'waiting',
      })
      byTokens.set(interaction.token, interaction.id)
      clock.after(ANSWER_WITHIN_MS, () => giveUp(interaction.id))
      return interaction
    },
    claim(id, token) {
      const interaction = store.interactions.get(id)
      if (!interaction || interaction.token !== token) throw refusal(10062)
      if (interaction.state === 'failed') throw refusal(10062)
      if (interaction.state !== 'waiting') throw refusal(40060)
      if (clock.now() - interaction.at > ANSWER_WITHIN_MS) throw refusal(10062)
      return interaction
    },
    byToken(applicationId, token) {
      const interaction = store.interactions.get(byTokens.get(token) ?? '')
      if (applicationId !== world.botId) throw refusal(10015)
      if (!interaction || clock.now() - interaction.at > TOKEN_LIFE_MS) throw refusal(50027)
      if (interaction.state === 'waiting' || interaction.state === 'failed') throw refusal(10015)
      return interaction
    },
    change: (interaction, changes) => put({ ...interaction, ...changes }),
    latest: (count) => [...store.interactions.values()].slice(-count),
  }
}

export const ownersOf = (interaction: { guild_id?: Snowflake | undefined; user_id: Snowflake }, userInstalled = false) =>
  userInstalled ? { '1': interaction.user_id } : { '0': interaction.guild_id ?? '0' }

export function metadataOf(world: World, interaction: Interaction, followsUp?: Message): InteractionMetadata {
  const opener = interaction.opened_by === undefined ? undefined : world.store.interactions.get(interaction.opened_by)
  return {
    id: interaction.id,
    type: interaction.type,
    user: userOf(world, interaction.user_id),
    authorizing_integration_owners: ownersOf(interaction),
    ...(interaction.type === 2 &&
      interaction.name !== undefined && { name: interaction.name, command_type: interaction.command_type ?? 1 }),
    ...(interaction.type === 3 && interaction.source_id !== undefined && { interacted_message_id: interaction.source_id }),
    ...(opener && { triggering_interaction_metadata: metadataOf(world, opener) }),
    ...(followsUp && { original_response_message_id: followsUp.id }),
  }
}
