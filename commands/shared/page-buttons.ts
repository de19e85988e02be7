// The two buttons that turn the pages of a list; nothing where one page has everything. `customId`
// makes the one of a page.

import { button } from '../../src/render/parts/buttons.ts'
import type { Locale } from '../../src/text/locale.ts'
import { t } from './wording/wording.ts'

export function pageButtons(locale: Locale, page: number, pages: number, customId: (page: number) => string) {
  if (pages <= 1) return []
  return [
    { ...button(t(locale, 'button.previous'), customId(page - 1)), disabled: page === 0 },
    { ...button(t(locale, 'button.next'), customId(page + 1)), disabled: page + 1 >= pages },
  ]
}
