// Papers named by an identifier instead of an address: arXiv:2107.03107v2 [cs.CL], cs/0501001,
// doi:10.1145/3292500.3330701, 2021.acl-long.1, P19-1001, OpenReview: rJXMpikCZ. Sources:
// info.arxiv.org/help/arxiv_identifier.html, doi.org's handbook, aclanthology.org/info/ids/.

export interface Identifiers {
  /** The addresses in their order, each with its place in the text. */
  readonly found: readonly { readonly url: string; readonly at: number }[]
  /** The text with a blank for every character of an identifier, so that places stay. */
  readonly rest: string
}

const MAX_TEXT = 1000
const VERSION = '(?:v\\d{1,3})?'
const NEW_ARXIV = `\\d{2}(?:0[1-9]|1[0-2])\\.\\d{4,5}${VERSION}`
/** arXiv's archives before April 2007, and those that have gone into others. */
const ARCHIVES =
  'astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph|q-(?:bio|fin)|(?:acc|adap|atom|chao|comp|patt|plasm|solv|supr|mtrl)-[a-z]{2,4}|alg-geom|cmp-lg|dg-ga|funct-an|q-alg|math|nlin|physics|cs|stat'
const OLD_ARXIV = `(?:${ARCHIVES})(?:\\.[A-Z]{2})?\\/\\d{7}${VERSION}`
/** What the margin of a paper has behind the number: its class and its day. */
const STAMP = '(?:\\s{0,3}[[(（【][\\w.-]{2,18}[\\])）】](?:\\s{1,3}\\d{1,2}\\s[A-Z][a-z]{2}\\s\\d{4})?)?'
const PATTERN = new RegExp(
  [
    `(?<![\\w./-])(?:arxiv(?:\\s{0,3}(?:preprint|id|预印本|编号))?\\s{0,3}(?:arxiv)?\\s{0,3}[:：.#]?\\s{0,3}[[(（【]?)?(?<arxiv>${NEW_ARXIV}|${OLD_ARXIV})(?![\\w/-]|\\.\\d)[\\])）】]?${STAMP}`,
    '(?<![\\w./-])(?:(?:https?:\\/\\/)?(?:dx\\.)?doi(?:\\.org)?\\s{0,3}[:：/]?\\s{0,3})?(?<doi>10\\.\\d{4,9}\\/[-._;()/:\\w<>\\[\\]]{1,200})',
    '(?<![\\w./-])(?:(?:acl(?:\\s{0,3}anthology)?(?:\\s{0,3}id)?\\s{0,3}[:：#]?|aclanthology\\.org\\/)\\s{0,3})?(?<acl>(?:19|20)\\d{2}\\.[a-z][a-z\\d]{1,20}(?:-[a-z\\d]{1,20})?\\.\\d{1,4}|[A-Z]\\d{2}-\\d{4})(?![\\w-]|\\.\\d)',
    'open\\s?review(?:\\s{0,3}(?:id|forum))?\\s{0,3}[:：#]\\s{0,3}(?:forum\\?id=)?(?<openreview>[\\w-]{8,14})(?![\\w./-])',
  ].join('|'),
  'gi',
)
/** Each of them has a digit or names its site: most titles have neither. */
const DIGIT = /\d/
const NUMBERED = /\d{4}\.\d{4}|\/\d{7}|10\.\d{4}|\d{4}\.[a-z]|[A-Z]\d{2}-\d{4}/i
const SITE = /open ?review/i

/** Whether the text holds any identifier; a title or an abstract nearly never passes. */
export function mayHoldIdentifier(text: string): boolean {
  return text.length <= MAX_TEXT && ((DIGIT.test(text) && NUMBERED.test(text)) || SITE.test(text))
}

export function readIdentifiers(text: string): Identifiers {
  if (!mayHoldIdentifier(text)) return { found: [], rest: text }
  const found: { url: string; at: number }[] = []
  const rest = text.replace(PATTERN, (written: string, ...more: unknown[]) => {
    const groups = more.at(-1) as Partial<Record<'arxiv' | 'doi' | 'acl' | 'openreview', string>>
    const url = addressOf(groups)
    // The letters of ACL's volumes are capitals, and so are those of arXiv's old classes.
    if (url === null) return written
    found.push({ url, at: more.at(-3) as number })
    return ' '.repeat(written.length)
  })
  return { found, rest }
}

function addressOf({ arxiv, doi, acl, openreview }: Partial<Record<string, string>>): string | null {
  if (arxiv !== undefined) return `https://arxiv.org/abs/${arxiv}`
  if (doi !== undefined) return `https://doi.org/${withoutTail(doi)}`
  if (acl !== undefined) return /^[a-z]\d{2}-/.test(acl) ? null : `https://aclanthology.org/${acl}`
  return openreview === undefined ? null : `https://openreview.net/forum?id=${openreview}`
}

/** A name may end in a bracket that it opened itself; the rest is the sentence's. */
function withoutTail(doi: string): string {
  return doi.replace(/[.,;:)\]>]{1,8}$/, (tail) => (tail.startsWith(')') && doi.includes('(') ? ')' : ''))
}
