// Every text of the commands, in the reader's wording.
import type { Locale } from '../../../src/text/locale.ts'
import { ADMIN_WORDING } from '../../admin/wording.ts'
import { AFFILIATION_WORDING } from '../../affiliation/wording.ts'
import { AUTHOR_WORDING } from '../../author/wording.ts'
import { CITE_WORDING } from '../../cite/wording.ts'
import { DIGEST_WORDING } from '../../digest/wording.ts'
import { HELP_WORDING } from '../../help/wording.ts'
import { LANGUAGE_WORDING } from '../../language/wording.ts'
import { LATEST_WORDING } from '../../latest/wording.ts'
import { PAPER_WORDING } from '../../paper/wording.ts'
import { PREVIEW_WORDING } from '../../preview/wording.ts'
import { PRIVACY_WORDING } from '../../privacy/wording.ts'
import { RANDOM_WORDING } from '../../random/wording.ts'
import { SAVED_WORDING } from '../../saved/wording.ts'
import { SEARCH_WORDING } from '../../search/wording.ts'
import { SIMILAR_WORDING } from '../../similar/wording.ts'
import { STATUS_WORDING } from '../../status/wording.ts'
import { SUBSCRIBE_WORDING } from '../../subscribe/wording.ts'
import { SUBSCRIPTIONS_WORDING } from '../../subscriptions/wording.ts'
import { TERM_WORDING } from '../../term/wording.ts'
import { TRENDS_WORDING } from '../../trends/wording.ts'
import { WATCH_WORDING } from '../../watch/wording.ts'
import { COMMON } from './common.ts'
import traditional from './traditional.json' with { type: 'json' }

/**
 * The one table: both languages side by side. Traditional Chinese is made from it by `npm run
 * wording`.
 */
export const TABLE = {
  ...COMMON,
  ...ADMIN_WORDING,
  ...AFFILIATION_WORDING,
  ...AUTHOR_WORDING,
  ...CITE_WORDING,
  ...DIGEST_WORDING,
  ...HELP_WORDING,
  ...LANGUAGE_WORDING,
  ...LATEST_WORDING,
  ...PAPER_WORDING,
  ...PREVIEW_WORDING,
  ...PRIVACY_WORDING,
  ...RANDOM_WORDING,
  ...SAVED_WORDING,
  ...SEARCH_WORDING,
  ...SIMILAR_WORDING,
  ...STATUS_WORDING,
  ...SUBSCRIBE_WORDING,
  ...SUBSCRIPTIONS_WORDING,
  ...TERM_WORDING,
  ...TRENDS_WORDING,
  ...WATCH_WORDING,
} as const

export type Key = keyof typeof TABLE

/** `{s:total}` is the plural's s, or nothing where the total is one. */
type PlaceholdersOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `s:${infer Count}` ? Count : Name) | PlaceholdersOf<Rest>
  : never
type Placeholders<K extends Key> = PlaceholdersOf<(typeof TABLE)[K]['en']>
type Values<K extends Key> = [Placeholders<K>] extends [never] ? [] : [Readonly<Record<Placeholders<K>, string | number>>]

/**
 * The text with its placeholders filled. Values from outside must be escaped by the caller where
 * markdown is read.
 */
export function t<K extends Key>(locale: Locale, key: K, ...values: Values<K>): string {
  const text = textOf(locale, key)
  const given = values[0] as Readonly<Record<string, string | number>> | undefined
  return given === undefined
    ? text
    : text.replace(/\{(s:)?(\w+)\}/g, (placeholder, plural: string | undefined, name: string) =>
        plural === undefined ? String(given[name] ?? placeholder) : Number(given[name]) === 1 ? '' : 's',
      )
}

function textOf(locale: Locale, key: Key): string {
  switch (locale) {
    case 'en':
      return TABLE[key].en
    case 'zh-CN':
      return TABLE[key].zh
    case 'zh-TW':
      return (traditional as Readonly<Record<string, string>>)[key] ?? TABLE[key].zh
  }
}

export function isKey(key: string): key is Key {
  return Object.hasOwn(TABLE, key)
}
