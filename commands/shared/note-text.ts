// What the search language says about a query, in the reader's words.
import type { SearchNote } from '../../src/archive/archive.ts'
import { clip } from '../../src/text/graphemes.ts'
import type { Locale } from '../../src/text/locale.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { type Key, t } from './wording/wording.ts'

export function noteText(locale: Locale, { code, found, used }: SearchNote): string {
  const key: Key = `note.${code}`
  const values = { found: escapeLine(clip(found, 60)), used: escapeLine(clip(used ?? '', 60)) }
  return (t as (locale: Locale, key: Key, values: object) => string)(locale, key, values)
}
