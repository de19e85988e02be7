// What a timetable asks for at a moment. Pure: stored state decides, a tick only asks.
import { type CronSchedule, nextSlots, slotsBetween } from '../../schedule/slots.ts'
import { DAY_MS, HOUR_MS } from '../../text/duration.ts'
import type { Subscription } from './subscription.ts'

type Timed = Pick<Subscription, 'wish' | 'lastSlot' | 'waitingSlot' | 'createdAt'>

export type Due =
  | { readonly kind: 'nothing' }
  /** Post what is pending. `slots` were missed or are due; the most counts for each. */
  | { readonly kind: 'post'; readonly slot: number; readonly slots: number }
  /** The slot has come and its digest has not. */
  | { readonly kind: 'await'; readonly slot: number }
  /** The slot's digest did not come until the cut-off. */
  | { readonly kind: 'give-up'; readonly slot: number }
  /** The stored slot lies in the future: the clock was wrong when it was written. */
  | { readonly kind: 'reset' }

/** More than a day's slots at one a minute. */
const MAX_SLOTS = 1_500

export function timetables(wish: Subscription['wish']): readonly CronSchedule[] {
  return wish.when === 'arrival' ? [] : wish.when
}

export function dueAt(subscription: Timed, pending: boolean, now: number, catchUpHours: number): Due {
  const schedules = timetables(subscription.wish)
  const last = subscription.lastSlot ?? subscription.createdAt
  if (last > now + DAY_MS) return { kind: 'reset' }
  const slots = slotsBetween(schedules, Math.max(last, now - catchUpHours * HOUR_MS), now, MAX_SLOTS)
  const slot = slots.at(-1)
  if (slot !== undefined) return pending ? { kind: 'post', slot, slots: slots.length } : { kind: 'await', slot }
  const waiting = subscription.waitingSlot
  if (waiting === null) return { kind: 'nothing' }
  if (pending) return { kind: 'post', slot: waiting, slots: 1 }
  return now > cutOff(subscription, waiting) ? { kind: 'give-up', slot: waiting } : { kind: 'nothing' }
}

export function cutOff(subscription: Pick<Subscription, 'wish'>, slot: number): number {
  return slot + subscription.wish.late.waitMinutes * 60_000
}

export function upcoming(subscription: Pick<Subscription, 'wish' | 'lastSlot'>, now: number, count: number): readonly number[] {
  return nextSlots(timetables(subscription.wish), Math.max(now, subscription.lastSlot ?? now), count)
}
