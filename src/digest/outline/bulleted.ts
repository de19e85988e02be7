// - A Vaswani, N Shazeer
// - [Google Brain]
// An entry whose fields all have the same bullet is read as it would be without.
import { createCharacterTest } from '../../text/character-test.ts'
import { classify } from '../constructs/index.ts'
import type { Item, Token } from '../tokens.ts'

const BULLET = /^([-–—•·▪◦●‣*+→➤►▶✓✔■□◆])\ufe0f?\s*(?=[^\s\d])/
const beginsBullet = createCharacterTest(/[-–—•·▪◦●‣*+→➤►▶✓✔■□◆]/)
const MIN_FIELDS = 2

function startsBullet(text: string): boolean {
  return beginsBullet(text.charCodeAt(0)) && BULLET.test(text)
}

/** Points have bullets, too: what is not a list of points names people, places or addresses. */
const FIELDS: ReadonlySet<Token['kind']> = new Set<Token['kind']>(['people', 'affiliations', 'links'])

export function withoutBullets(items: readonly Item[]): readonly Item[] {
  let read: Item[] | null = null
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (item === undefined) continue
    read?.push(item)
    if (item.token.kind !== 'heading') continue
    const end = bodyEnd(items, i)
    const own = startsBullet(items[i + 1]?.line.text ?? '') ? unbullet(items.slice(i + 1, end)) : null
    if (own === null) continue
    read ??= items.slice(0, i + 1)
    read.push(...own)
    i = end - 1
  }
  return read ?? items
}

function bodyEnd(items: readonly Item[], heading: number): number {
  let end = heading + 1
  while (end < items.length && items[end]?.token.kind !== 'heading' && items[end]?.token.kind !== 'section') end++
  return end
}

/** Null where a line has no bullet or another one, or where no field shows without them. */
function unbullet(body: readonly Item[]): readonly Item[] | null {
  const bullet = BULLET.exec(body[0]?.line.text ?? '')?.[1]
  const own = body.filter(({ token }) => token.kind !== 'ornament' && token.kind !== 'figures')
  if (own.length < MIN_FIELDS || own.some(({ line }) => BULLET.exec(line.text)?.[1] !== bullet)) return null
  const read = classify(body.map(({ line }) => ({ ...line, text: line.text.replace(BULLET, '') })))
  return read.some(({ token }) => FIELDS.has(token.kind)) ? read : null
}
