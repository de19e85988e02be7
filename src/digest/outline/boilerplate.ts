// Which lines are the page's and not the digest's: a line that a text may hold as well is decided by its place, and behind a
// line that closes the papers, such as a list of references, everything is the page's until the next heading.
import { languageOf } from '../../text/script.ts'
import type { Item, Token } from '../tokens.ts'

const PAGE: Token = { kind: 'boilerplate', sure: true, closes: false }

export function resolveBoilerplate(items: readonly Item[]): readonly Item[] {
  if (!items.some(({ token }) => token.kind === 'boilerplate')) return items
  let isClosed = false
  let hasEntry = false
  let before: Token | null = null
  return items.map((item) => {
    const { token } = item
    if (opens(token) && !(isClosed && token.kind === 'heading' && token.categories.length === 0)) isClosed = false
    const own: Token = isClosed ? PAGE : decide(item, hasEntry, before)
    isClosed = isClosed || (token.kind === 'boilerplate' && token.closes)
    hasEntry = hasEntry || own.kind === 'heading'
    before = own
    return own === token ? item : { line: item.line, token: own }
  })
}

function opens({ kind }: Token): boolean {
  return kind === 'heading' || kind === 'section' || kind === 'contents'
}

function decide({ line, token }: Item, hasEntry: boolean, before: Token | null): Token {
  if (token.kind !== 'boilerplate' || token.sure) return token
  const isApart = !hasEntry || line.gap || before === null || AT_THE_END.has(before.kind)
  return isApart ? token : { kind: 'prose', language: languageOf(line.text) }
}

const AT_THE_END: ReadonlySet<Token['kind']> = new Set<Token['kind']>(['links', 'figures', 'boilerplate', 'ornament'])
