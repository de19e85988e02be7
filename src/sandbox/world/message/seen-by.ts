// Which reactions are one's own depends on who looks. Records are kept as the first application
// sees them; the others get copies.
import type { Reaction } from '../types.ts'
import type { World } from '../world.ts'

const ownsReaction = (world: World, messageId: string, { emoji }: Reaction): boolean =>
  world.store.reactors.get(`${messageId}:${emoji.id ?? emoji.name}`)?.user_ids.includes(world.botId) ?? false

/** An answer's body as this application sees it. */
export function seenBy(world: World, body: unknown): unknown {
  if (Array.isArray(body)) return body.map((each) => seenBy(world, each))
  if (typeof body !== 'object' || body === null) return body
  const { id, reactions } = body as { id?: string; reactions?: Reaction[] }
  if (id === undefined || !Array.isArray(reactions)) return body
  return { ...body, reactions: reactions.map((each) => ({ ...each, me: ownsReaction(world, id, each) })) }
}
