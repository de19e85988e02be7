// Every text of the commands, in the reader's wording.
import type { Locale } from '../../src/text/locale.ts'
import { COMMON } from './common.ts'
import { KEEPING } from './keeping.ts'
import { READING } from './reading.ts'
import traditional from './traditional.json' with { type: 'json' }
import { WRITING } from './writing.ts'

/** The one table: both languages side by side. Traditional Chinese is made from it by `npm run wording`. */
export const TABLE = { ...COMMON, ...READING, ...WRITING, ...KEEPING } as const

export type Key = keyof typeof TABLE

/** `{s:total}` is the plural's s, or nothing where the total is one. */
type PlaceholdersOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `s:${infer Count}` ? Count : Name) | PlaceholdersOf<Rest>
  : never
type Placeholders<K extends Key> = PlaceholdersOf<(typeof TABLE)[K]['en']>
type Values<K extends Key> = [Placeholders<K>] extends [never] ? [] : [Readonly<Record<Placeholders<K>, string | number>>]

/** The text with its placeholders filled. Values from outside must be escaped by the caller where markdown is read. */
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
