// A subscription in words, as the panel and the list show it.
import type { Subscription, Wish } from '../../src/delivery/subscription.ts'
import type { Tongue } from '../../src/discord/tongue.ts'
import { fitNames } from '../../src/render/fit.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { word } from '../wording/wording.ts'
import { writeTimes } from './times.ts'

export const STATE_COLOURS = { active: 0x2ecc71, paused: 0x95a5a6, forbidden: 0xe74c3c } as const

/** As they are written: what is excluded has a dash before it. */
export const wordsOf = ({ include, exclude }: Wish) => [...include, ...exclude.map((text) => `-${text}`)]

const some = (values: readonly string[]) => fitNames(values, 300, 12, (count) => `+${count}`)

export function stateText({ state, skipNext, origin }: Subscription, tongue: Tongue): string {
  return [
    word(tongue, `subscription.state.${state}`),
    ...(skipNext ? [word(tongue, 'subscription.skips')] : []),
    ...(origin === 'config' ? [word(tongue, 'subscription.from-file')] : []),
  ].join(' · ')
}

export function timesText({ wish }: Subscription, tongue: Tongue): string {
  return wish.when === 'arrival' ? word(tongue, 'subscription.arrival') : escapeLine(writeTimes(wish.when, tongue))
}

export function categoriesText({ wish }: Subscription, tongue: Tongue): string {
  return wish.categories.length === 0 ? word(tongue, 'subscription.all') : some(wish.categories)
}

export function wordsText({ wish }: Subscription, tongue: Tongue): string {
  const all = wordsOf(wish)
  return all.length === 0 ? word(tongue, 'subscription.all') : some(all)
}

export function peopleText({ wish }: Subscription): string | null {
  const all = [...wish.authors, ...wish.affiliations]
  return all.length === 0 ? null : some(all)
}

export function looksText({ wish }: Subscription, tongue: Tongue): string {
  return [
    word(tongue, `shown.${wish.language}`),
    word(tongue, `layout.${wish.layout}`),
    word(tongue, `place.${wish.place}`),
    ...(wish.starredOnly ? [word(tongue, 'subscribe.options.starred')] : []),
    ...(wish.featuredOnly ? [word(tongue, 'subscribe.options.featured')] : []),
    ...(wish.silent ? [word(tongue, 'subscribe.options.silent')] : []),
    ...(wish.late.notice ? [word(tongue, 'subscribe.options.late')] : []),
    ...(wish.most === null ? [] : [word(tongue, 'subscription.most', { most: wish.most })]),
    ...(wish.mentionRole === null ? [] : [word(tongue, 'subscription.role', { role: `<@&${wish.mentionRole}>` })]),
  ].join(' · ')
}
