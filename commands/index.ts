// The list of everything that can be typed, chosen or pressed.
import type { RouterTexts } from '../src/discord/router.ts'
import { admin, retractYes } from './admin.ts'
import { cite, citeButton, citeChoice, citeMenu } from './cite.ts'
import { digest, latest, moreButton, random, randomButton } from './digest.ts'
import { aboutButton, createHelp } from './help.ts'
import { language } from './language.ts'
import { openMenu, paper, shareButton, textButton } from './paper.ts'
import { affiliation, affiliationPage, author, authorPage } from './people.ts'
import { saveParts } from './saved/save.ts'
import { savedParts } from './saved/saved.ts'
import { search, searchPage, searchShare } from './search.ts'
import type { Part } from './services.ts'
import { similar, similarButton, similarChoice, similarMenu } from './similar.ts'
import { panelParts } from './subscribe/manage.ts'
import { preview, previewButton, previewChoice } from './subscribe/preview.ts'
import { status } from './subscribe/status.ts'
import { subscribe, subscribeForm } from './subscribe/subscribe.ts'
import { subscriptions, subscriptionsBack, subscriptionsExport } from './subscribe/subscriptions.ts'
import { term } from './term.ts'
import { trends } from './trends.ts'
import { watchParts } from './watch/watch.ts'
import { t } from './wording/wording.ts'

export { watchMail } from './watch/mail.ts'
export { refusedNotice } from './watch/watch.ts'

const reading: readonly Part[] = [
  search,
  searchPage,
  searchShare,
  paper,
  textButton,
  openMenu,
  shareButton,
  digest,
  latest,
  moreButton,
  random,
  randomButton,
  similar,
  similarButton,
  similarMenu,
  similarChoice,
  author,
  authorPage,
  affiliation,
  affiliationPage,
  cite,
  citeButton,
  citeMenu,
  citeChoice,
  trends,
  term,
  language,
  aboutButton,
]

const subscribing: readonly Part[] = [
  subscribe,
  subscribeForm,
  ...panelParts,
  subscriptions,
  subscriptionsBack,
  subscriptionsExport,
  preview,
  previewButton,
  previewChoice,
  status,
]

const keeping: readonly Part[] = [...savedParts, ...saveParts, ...watchParts]

const owning: readonly Part[] = [admin, retractYes]

export const parts: readonly Part[] = [...reading, ...subscribing, ...keeping, ...owning, createHelp(() => parts)]

/** What is registered with Discord. */
export const definitions = parts.flatMap((part) => ('definition' in part ? [part.definition] : []))

export const routerTexts: RouterTexts = {
  failed: (locale, code) => t(locale, 'failed', { code }),
  refused: (locale, allowed) => t(locale, `refused.${allowed}`),
  outdated: (locale) => t(locale, 'outdated'),
}
