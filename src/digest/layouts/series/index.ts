// The usual form: `1、[CV] Title` opens a paper, its fields follow line by line, known by their
// looks.
import { classify } from '../../constructs/index.ts'
import { joinAddresses } from '../../outline/addresses.ts'
import { resolveBoilerplate } from '../../outline/boilerplate.ts'
import { withoutBullets } from '../../outline/bulleted.ts'
import { resolveNumbered } from '../../outline/numbered.ts'
import type { Item, Token } from '../../tokens.ts'
import type { Layout } from '../layout.ts'

/** A numbered heading of Markdown speaks for that layout as much. */
const HASHES = /^#+\s/

export const series: Layout = {
  name: 'series',
  title: 'headings with a number or a category, fields line by line',
  signs({ lines }) {
    const items = resolveBoilerplate(resolveNumbered(classify(lines)))
    return items.flatMap(({ line, token }, i) =>
      token.kind === 'heading' && (token.categories.length > 0 || (!HASHES.test(line.text) && hasField(items, i)))
        ? [{ line: line.number, what: line.text }]
        : [],
    )
  },
  read: ({ lines }) => withoutBullets(resolveNumbered(joinAddresses(classify(lines)))),
}

const FIELDS: ReadonlySet<Token['kind']> = new Set<Token['kind']>(['label', 'people', 'affiliations', 'links'])

/** A number alone opens a paper only with one of its fields below: lists are numbered, too. */
function hasField(items: readonly Item[], heading: number): boolean {
  const { token } = items[heading] ?? {}
  if (token?.kind === 'heading' && token.links.length > 0) return true
  for (let i = heading + 1; i < items.length; i++) {
    const kind = items[i]?.token.kind
    if (kind === undefined || kind === 'heading') return false
    if (FIELDS.has(kind)) return true
  }
  return false
}
