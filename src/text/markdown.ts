// Text from outside becomes text inside Discord's markdown: what it shows is what it said, and
// nothing in it acts.

// Bidi overrides and isolates can make a link or a name read as another; the other controls have no
// look at all.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu
const URL_IN_TEXT = /https?:\/\/[\w\-./?=&%#~+,:;]*[\w\-/=&%#~+]/g

/** Before the name of a command, as a pattern: where a word may begin. */
export const COMMAND_SLASH = String.raw`(?<=^|[\s（(，。；：、「])/(?=[a-z])`
const COMMAND_LIKE = new RegExp(COMMAND_SLASH, 'gmu')

/**
 * Well-formed Unicode without controls or overrides; line ends are `\n`; mentions do not notify.
 */
export function plainText(text: string): string {
  return (
    text
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
      .replace(/\t/g, ' ')
      .replace(INVISIBLE, '')
      // Nothing else keeps Discord's server from seeing "@everyone": a backslash does not.
      .replace(/@(?=everyone|here)/gi, '@\u200b')
  )
}

/** As `plainText`, on one line. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/gu, ' ').trim()
}

/**
 * Shows the text literally in content, embed titles, descriptions and fields. Addresses in it stay
 * links to where they say.
 */
export function escapeMarkdown(text: string): string {
  const plain = plainText(text)
  let escaped = ''
  let last = 0
  for (const match of plain.matchAll(URL_IN_TEXT)) {
    const end = match.index + match[0].length
    const next = plain.charAt(end)
    escaped += escapeLiteral(plain.slice(last, match.index), last === 0)
    // Discord takes everything up to a space or "<" into a bare link, a whole Chinese sentence too.
    escaped += next === '' || /\s/.test(next) ? match[0] : `<${match[0]}>`
    last = end
  }
  return escaped + escapeLiteral(plain.slice(last), last === 0)
}

/** The same for one line: a title, a name. */
export function escapeLine(text: string): string {
  return escapeMarkdown(oneLine(text))
}

function escapeLiteral(text: string, startsLine: boolean): string {
  // In one pass: a mark that two rules would escape gets one backslash.
  const inner = text.replace(/[\\*_~`|[\]<>]|(?<=<)[@#:/]|(?<=\])\(|:(?=[\w+-]+:)/g, '\\$&')
  // Answers make mentions of the commands that they name: what another wrote is none.
  const lines = inner.replace(COMMAND_LIKE, '\\/').split('\n')
  return lines.map((line, i) => (i > 0 || startsLine ? escapeLineStart(line) : line)).join('\n')
}

/** Headings, small text, lists. Quotes are escaped with every other `>`. */
function escapeLineStart(line: string): string {
  return line.replace(/^(\s*)([#+-]|\d+(?=[.)]))/u, (_, space: string, mark: string) =>
    /^\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
  )
}

/**
 * An address that is allowed in `[text](address)`, an embed or a button; null where it is no
 * http(s) address or too long.
 */
export function safeUrl(address: string, limit = 2048): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  if (url.username !== '' || url.password !== '') return null
  const href = url.href.replace(/[()<>[\]\\`*|]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`)
  return href.length <= limit ? href : null
}
