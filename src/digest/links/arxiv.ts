// arXiv's identifiers in any spelling. New style since April 2007: 2103.03206, five digits since
// 2015; old style: cs/0701001, math.GT/0309136. Source: info.arxiv.org/help/arxiv_identifier.html.

const NEW = '\\d{2}(?:0[1-9]|1[0-2])\\.\\d{4,5}'
const OLD = '[a-z]{2,10}(?:-[a-z]{2,5})?(?:\\.[a-z]{2})?/\\d{7}'
const IDENTIFIER = `(?<id>${NEW}|${OLD})(?:v\\d{1,3})?`
const HOSTS =
  '(?:arxiv\\.org|arxiv-vanity\\.com|alphaxiv\\.org|cn\\.arxiv\\.org)/(?:abs|pdf|html|format|e-print|ps|src|papers|labs/html)/'
const IN_ADDRESS = new RegExp(
  `(?:${HOSTS}|ar5iv\\.org/(?:abs/|html/)?|ar5iv\\.labs\\.arxiv\\.org/html/|huggingface\\.co/papers/|10\\.48550/arxiv\\.|arxiv\\s*[:：.]\\s*)${IDENTIFIER}(?![\\d])`,
  'i',
)
const WRITTEN = new RegExp(
  `^arxiv(?:\\s*(?:preprint|预印本))?\\s*(?:arxiv\\s*)?[:：]?\\s*(?:arxiv[:：])?\\s*\\[?${IDENTIFIER}\\]?(?:\\s*\\[[\\w.-]+\\])?$`,
  'i',
)

/** How nearly every address is written; the rest is asked the longer way. */
const PLAIN = /^https:\/\/arxiv\.org\/abs\/(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})$/

/**
 * `2103.03206` or `cs/0701001`, lower case, without a version; null where the text names no arXiv
 * paper.
 */
export function arxivIdOf(address: string): string | null {
  const plain = PLAIN.exec(address)
  if (plain) return plain[1] ?? null
  const id = (IN_ADDRESS.exec(address) ?? WRITTEN.exec(address.trim()))?.groups?.id
  return id === undefined ? null : id.toLowerCase()
}

/** The address of an id written without one, such as `arXiv:2103.03206v2`; the version stays. */
export function arxivAddress(written: string): string | null {
  const match = WRITTEN.exec(written.trim())
  const id = match?.groups?.id
  return id === undefined
    ? null
    : `https://arxiv.org/abs/${id}${/v\d{1,3}/i.exec(written.slice(written.indexOf(id) + id.length))?.[0] ?? ''}`
}

const PAGE = new RegExp(
  `^(?:https?://)?(?:(?:[\\w-]+\\.)*arxiv\\.org/(?<page>abs|pdf|html|format|e-print|ps|src)/|(?:dx\\.)?doi\\.org/10\\.48550/arxiv\\.)${IDENTIFIER}(?:\\.pdf)?/?(?:[?#].*)?$`,
  'i',
)

/**
 * `abs 2103.03206`: which of arXiv's pages of which paper, whatever the host, the version and the
 * case; null for other addresses.
 */
export function arxivPage(address: string): string | null {
  const { page = 'abs', id } = PAGE.exec(address)?.groups ?? {}
  return id === undefined ? null : `${page.toLowerCase()} ${id.toLowerCase()}`
}

/**
 * The months in which the papers of these addresses got their ids, as `2021-07`; no digest can be
 * older than its papers.
 */
export function arxivMonths(links: readonly string[]): readonly string[] {
  return links.flatMap((link) => {
    const digits = /^(?:.*\/)?(\d{2})(0[1-9]|1[0-2])/.exec(arxivIdOf(link) ?? '')
    if (!digits) return []
    // Old ids begin in 1991, those with a full stop in 2007.
    const year = Number(digits[1])
    return `${year >= 91 ? 1900 + year : 2000 + year}-${digits[2]}`
  })
}
