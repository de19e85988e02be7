// A subscription in words, as the panel and the list show it.
import type { Subscription, Wish } from '../../src/delivery/subscriptions/subscription.ts'
import { fitNames } from '../../src/render/parts/fit.ts'
import type { Locale } from '../../src/text/locale.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { t } from '../shared/wording/wording.ts'
import { writeTimes } from './times.ts'

export const STATE_COLOURS = { active: 0x2ecc71, paused: 0x95a5a6, forbidden: 0xe74c3c } as const

/** As they are written: what is excluded has a dash before it. */
export const wordsOf = ({ include, exclude }: Wish) => [...include, ...exclude.map((text) => `-${text}`)]

const some = (values: readonly string[]) => fitNames(values, 300, 12, (count) => `+${count}`)

export function stateText({ state, skipNext, origin }: Subscription, locale: Locale): string {
  return [
    t(locale, `subscription.state.${state}`),
    ...(skipNext ? [t(locale, 'subscription.skips')] : []),
    ...(origin === 'config' ? [t(locale, 'subscription.from-file')] : []),
  ].join(' · ')
}

export function timesText({ wish }: Pick<Subscription, 'wish'>, locale: Locale): string {
  return wish.when === 'arrival' ? t(locale, 'subscription.arrival') : escapeLine(writeTimes(wish.when, locale))
}

export function categoriesText({ wish }: Pick<Subscription, 'wish'>, locale: Locale): string {
  return wish.categories.length === 0 ? t(locale, 'subscription.all') : some(wish.categories)
}

export function wordsText({ wish }: Pick<Subscription, 'wish'>, locale: Locale): string {
  const all = wordsOf(wish)
  return all.length === 0 ? t(locale, 'subscription.all') : some(all)
}

export function peopleText({ wish }: Pick<Subscription, 'wish'>): string | null {
  const all = [...wish.authors, ...wish.affiliations]
  return all.length === 0 ? null : some(all)
}

export function looksText({ wish }: Pick<Subscription, 'wish'>, locale: Locale): string {
  return [
    t(locale, `shown.${wish.language}`),
    t(locale, `layout.${wish.layout}`),
    t(locale, `place.${wish.place}`),
    ...(wish.starredOnly ? [t(locale, 'subscribe.options.starred')] : []),
    ...(wish.featuredOnly ? [t(locale, 'subscribe.options.featured')] : []),
    ...(wish.silent ? [t(locale, 'subscribe.options.silent')] : []),
    ...(wish.late.notice ? [t(locale, 'subscribe.options.late')] : []),
    ...(wish.most === null ? [] : [t(locale, 'subscription.most', { most: wish.most })]),
    ...(wish.mentionRole === null ? [] : [t(locale, 'subscription.role', { role: `<@&${wish.mentionRole}>` })]),
  ].join(' · ')
}
