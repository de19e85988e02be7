// What a new subscription of /subscribe is until its form says otherwise, and what is said of a
// wish that is not one.
import { parseWish, type Wish, type WishProblem } from '../../src/delivery/subscriptions/subscription.ts'
import { type Full, MAX_SUBSCRIPTIONS } from '../../src/delivery/subscriptions/subscriptions.ts'
import type { Locale } from '../../src/text/locale.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { t } from '../shared/wording/wording.ts'

export function defaultWish(): Wish {
  const parsed = parseWish({})
  if ('problems' in parsed) throw new Error('the default wish is not valid')
  return parsed.wish
}

export function invalidText({ locale }: { locale: Locale }, problems: readonly WishProblem[]): string {
  const all = problems.map(({ path, message }) => `${path}: ${message}`).join('; ')
  return t(locale, 'subscribe.invalid', { problems: escapeLine(all.slice(0, 1500)) })
}

/** That there are as many subscriptions as there may be, and what helps. */
export function fullText({ locale }: { locale: Locale }, { scope, channelId, present, wanted }: Full): string {
  const values = { channel: channelId, present, wanted, max: MAX_SUBSCRIPTIONS[scope] }
  return scope === 'server' ? t(locale, 'subscribe.full-server', values) : t(locale, 'subscribe.full-channel', values)
}
