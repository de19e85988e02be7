// The list of everything that can be typed, chosen or pressed.
import type { RouterTexts } from '../src/discord/router.ts'
import { admin, retractYes } from './admin/admin.ts'
import { ingestHandlers } from './admin/ingest.ts'
import { affiliation, affiliationOf, affiliationPage } from './affiliation/affiliation.ts'
import { author, authorOf, authorPage } from './author/author.ts'
import { cite, citeButton, citeChoice, citeMenu } from './cite/cite.ts'
import { dayButton, digest } from './digest/digest.ts'
import { aboutButton, createHelp } from './help/help.ts'
import { language } from './language/language.ts'
import { latest, latestButton } from './latest/latest.ts'
import { paperMore } from './paper/more.ts'
import { openMenu, paper, readButton, shareButton, textButton } from './paper/paper.ts'
import { preview, previewButton, previewChoice } from './preview/preview.ts'
import { privacyHandlers } from './privacy/privacy.ts'
import { random, randomButton } from './random/random.ts'
import { saveHandlers } from './saved/save.ts'
import { savedHandlers } from './saved/saved.ts'
import { askButton, askForm } from './search/ask.ts'
import { search, searchFor, searchPage, searchShare, searchWider } from './search/search.ts'
import { moreButton } from './shared/papers/day-answer.ts'
import type { Handler } from './shared/services.ts'
import { t } from './shared/wording/wording.ts'
import { similar, similarButton, similarChoice, similarMenu } from './similar/similar.ts'
import { status, statusPage } from './status/status.ts'
import { panelHandlers } from './subscribe/manage.ts'
import { draftHandlers } from './subscribe/settle.ts'
import { subscribe, subscribeButton } from './subscribe/subscribe.ts'
import { subscriptions, subscriptionsBack, subscriptionsExport } from './subscriptions/subscriptions.ts'
import { zoneButton, zoneForm } from './subscriptions/zone.ts'
import { term, termButton } from './term/term.ts'
import { trends } from './trends/trends.ts'
import { watchHandlers } from './watch/watch.ts'

export { watchMail } from './watch/mail.ts'
export { refusedNotice } from './watch/watch.ts'

const reading: readonly Handler[] = [
  search,
  searchPage,
  searchShare,
  searchFor,
  searchWider,
  askButton,
  askForm,
  paper,
  readButton,
  textButton,
  paperMore,
  openMenu,
  shareButton,
  digest,
  dayButton,
  latest,
  latestButton,
  moreButton,
  random,
  randomButton,
  similar,
  similarButton,
  similarMenu,
  similarChoice,
  author,
  authorPage,
  authorOf,
  affiliation,
  affiliationPage,
  affiliationOf,
  cite,
  citeButton,
  citeMenu,
  citeChoice,
  trends,
  term,
  termButton,
  language,
  aboutButton,
]

const subscribing: readonly Handler[] = [
  subscribe,
  subscribeButton,
  ...draftHandlers,
  ...panelHandlers,
  subscriptions,
  subscriptionsBack,
  subscriptionsExport,
  zoneButton,
  zoneForm,
  preview,
  previewButton,
  previewChoice,
  status,
  statusPage,
]

const keeping: readonly Handler[] = [...savedHandlers, ...saveHandlers, ...watchHandlers, ...privacyHandlers]

const owning: readonly Handler[] = [admin, retractYes, ...ingestHandlers]

export const handlers: readonly Handler[] = [...reading, ...subscribing, ...keeping, ...owning, createHelp(() => handlers)]

/** What is registered with Discord. */
export const definitions = handlers.flatMap((handler) => ('definition' in handler ? [handler.definition] : []))

export const routerTexts: RouterTexts = {
  failed: (locale, code) => t(locale, 'failed', { code }),
  refused: (locale, allowed) => t(locale, `refused.${allowed}`),
  outdated: (locale) => t(locale, 'outdated'),
}
