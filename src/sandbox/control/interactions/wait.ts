// Waits for what the bot makes of an interaction: its first answer, or the one after "thinking…".
import type { Change, Feed } from '../../feed.ts'
import type { Interaction, Message } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { ControlError } from '../names.ts'
import { waitFor } from '../wait-for.ts'

export interface InteractionResult {
  readonly interaction: Interaction
  readonly message?: Message
  readonly modal?: Record<string, unknown>
  readonly choices?: unknown[]
}

const isReady = (state: Interaction['state'], wait: 'first' | 'final') =>
  state !== 'waiting' && (wait === 'first' || state !== 'thinking')

/** Resolves with the interaction once it has come so far; after `timeoutMs` as it then is. */
async function settled(world: World, feed: Feed, id: string, wait: 'first' | 'final', timeoutMs: number): Promise<Interaction> {
  const now = () => {
    const interaction = world.store.interactions.get(id)
    if (!interaction) throw new ControlError(404, `interaction ${id} is gone`)
    return interaction
  }
  const ready = (interaction: Interaction) => (isReady(interaction.state, wait) ? interaction : undefined)
  return (
    ready(now()) ??
    (await waitFor<Change, Interaction>({
      listen: feed.listen,
      look: (change) => (change.kind === 'interaction' && change.interaction.id === id ? ready(change.interaction) : undefined),
      late: now,
      timeoutMs,
    }))
  )
}

/**
 * What came of it; 504 where the bot said nothing within 3 s, or thinks for longer than
 * `timeoutMs`.
 */
export async function resultOf(
  world: World,
  feed: Feed,
  opened: Interaction,
  wait: 'first' | 'final',
  timeoutMs: number,
): Promise<InteractionResult> {
  const interaction = await settled(world, feed, opened.id, wait, timeoutMs)
  if (interaction.state === 'failed' || interaction.state === 'waiting') {
    throw new ControlError(504, 'the application did not respond: no answer came within 3 s')
  }
  if (wait === 'final' && interaction.state === 'thinking' && interaction.answer === 5) {
    throw new ControlError(504, `the application is still thinking after ${timeoutMs} ms`)
  }
  const message =
    interaction.message_id === undefined ? undefined : world.store.message(interaction.channel_id, interaction.message_id)
  return {
    interaction,
    ...(message && { message }),
    ...(interaction.modal && { modal: interaction.modal }),
    ...(interaction.choices && { choices: interaction.choices }),
  }
}
