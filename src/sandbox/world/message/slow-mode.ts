// Slow mode: people write one message and start one thread in each interval of a channel. It does
// not hold bots, nor who manages messages or channels, or has the permission to go past it.
import type { Snowflake } from '../../snowflake.ts'
import { LIMITS } from '../../validate/limits.ts'
import { mayIn } from '../access.ts'
import { FREE_OF_SLOW_MODE } from '../permissions.ts'
import type { Channel, User } from '../types.ts'
import type { World } from '../world.ts'

/** A channel counts its messages and its threads apart. */
export type PacedAct = 'message' | 'thread'

const keyOf = (where: Channel, userId: Snowflake, act: PacedAct) => `${where.id}:${userId}:${act}`

const isHeld = (world: World, where: Channel, { id, bot }: User): boolean =>
  (where.rate_limit_per_user ?? 0) > 0 && !bot && !FREE_OF_SLOW_MODE.some((name) => mayIn(world, id, where, name))

/** How long this person has to wait yet; 0 where nothing holds them. */
export function pauseLeftMs(world: World, where: Channel, person: User, act: PacedAct): number {
  const known = world.store.paces.get(keyOf(where, person.id, act))
  if (!known || !isHeld(world, where, person)) return 0
  const passedMs = world.clock.now() - known.at
  // A clock that was moved back would hold them for longer than the interval.
  return passedMs < 0 ? 0 : Math.max((where.rate_limit_per_user ?? 0) * 1_000 - passedMs, 0)
}

/** Remembers the act, where slow mode is on; deleting the message changes nothing about it. */
export function notePace(world: World, where: Channel, person: User, act: PacedAct): void {
  if (!isHeld(world, where, person)) return
  const { paces } = world.store
  const now = world.clock.now()
  for (const { key, at } of paces.values()) {
    if (now - at <= LIMITS.slowmodeSeconds * 1_000) break
    paces.remove(key)
  }
  const key = keyOf(where, person.id, act)
  paces.remove(key)
  paces.put({ key, at: now })
}
