// Waits for what the bot makes of an interaction: its first answer, or the one after "thinking…".
import type { Feed } from '../../feed.ts'
import type { Interaction, Message } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { ControlError } from '../names.ts'

export interface InteractionResult {
  readonly interaction: Interaction
  readonly message?: Message
  readonly modal?: Record<string, unknown>
  readonly choices?: unknown[]
}

const isReady = (state: Interaction['state'], wait: 'first' | 'final') =>
  state !== 'waiting' && (wait === 'first' || state !== 'thinking')

/** Resolves with the interaction once it has come so far; after `timeoutMs` as it then is. */
function settled(world: World, feed: Feed, id: string, wait: 'first' | 'final', timeoutMs: number): Promise<Interaction> {
  const now = () => world.store.interactions.get(id)
  return new Promise((resolve, reject) => {
    const finish = (interaction: Interaction | undefined) => {
      stop()
      clearTimeout(timer)
      interaction ? resolve(interaction) : reject(new ControlError(404, `interaction ${id} is gone`))
    }
    const stop = feed.listen((change) => {
      if (change.kind === 'interaction' && change.interaction.id === id && isReady(change.interaction.state, wait))
        finish(change.interaction)
    })
    const timer = setTimeout(() => finish(now()), timeoutMs)
    timer.unref()
    const at = now()
    if (at && isReady(at.state, wait)) finish(at)
  })
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
