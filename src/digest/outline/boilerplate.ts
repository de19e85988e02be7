// Which lines are the page's and not the digest's: a line that a text may hold as well is decided
// by its place, and behind a line that closes the papers, such as a list of references, everything
// is the page's until the next heading.
import { isLikelyBoilerplate } from '../constructs/between/boilerplate.ts'
import type { Item, Token } from '../tokens.ts'

const PAGE: Token = { kind: 'boilerplate', closes: false }

export function resolveBoilerplate(items: readonly Item[]): readonly Item[] {
  let isClosed = false
  let hasEntry = false
  /** Of the last paper. */
  let number = 0
  let before: Token['kind'] | null = null
  const last = items.findLastIndex(({ token }) => token.kind === 'heading')
  return items.map((item, i) => {
    const { token } = item
    if (isClosed && opens(token, number)) isClosed = false
    const isPage =
      isClosed ||
      (mayBePage(token.kind) &&
        (!hasEntry || item.line.gap || before === null || isAtTheEnd(before)) &&
        isLikelyBoilerplate(item.line.text))
    const own = isPage ? PAGE : token
    isClosed = isClosed || (token.kind === 'boilerplate' && token.closes) || (i > last && hasEntry && endsPapers(item))
    hasEntry = hasEntry || own.kind === 'heading'
    if (own.kind === 'heading') number = own.number ?? number
    before = own.kind
    return own === token ? item : { line: item.line, token: own }
  })
}

/** `—— END ——`, or the heading of a list without papers. */
function endsPapers({ line, token }: Item): boolean {
  return token.kind === 'section' || (token.kind === 'ornament' && line.text.length <= MAX_END && END.test(line.text))
}

const MAX_END = 40
const END = /^[^\p{L}]*(?:the end|end|全文完|完)[^\p{L}]*$/iu

/** References are numbered, too, from 1: a number that goes on is a paper's. */
function opens(token: Token, number: number): boolean {
  if (token.kind === 'heading') return token.categories.length > 0 || token.number === null || token.number === number + 1
  return token.kind === 'section' || token.kind === 'contents'
}

function isAtTheEnd(kind: Token['kind']): boolean {
  return kind === 'links' || kind === 'figures' || kind === 'boilerplate' || kind === 'ornament'
}

function mayBePage(kind: Token['kind']): boolean {
  return kind === 'prose' || kind === 'people' || kind === 'label' || kind === 'point'
}
