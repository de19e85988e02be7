// The two buttons that turn the pages of a list; nothing where one page has everything. `customId` makes the one of a page.
import type { Tongue } from '../src/discord/tongue.ts'
import { button } from '../src/render/buttons.ts'
import { word } from './wording/wording.ts'

export function turning(tongue: Tongue, page: number, pages: number, customId: (page: number) => string) {
  if (pages <= 1) return []
  return [
    { ...button(word(tongue, 'button.previous'), customId(page - 1)), disabled: page === 0 },
    { ...button(word(tongue, 'button.next'), customId(page + 1)), disabled: page + 1 >= pages },
  ]
}
