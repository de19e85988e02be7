// Dates that do not break at the end of a line.

/** What is not running text: code, the address of a link, a bare address, a mention. */
const NOT_TEXT = /```[\s\S]*?```|`[^`\n]*`|\]\([^)\s]*\)|<[^>\s]*>|https?:\/\/\S+/g
const DATE = /(?<![\w.:/-])\d{4}-\d{2}(?:-\d{2})?(?![\w/-]|\.\w)/g
const NON_BREAKING_HYPHEN = '\u2011'

/**
 * The text with hyphens in its dates that keep the date on one line. A date that begins its line
 * has room there and stays as it is.
 */
export function keepDatesWhole(text: string): string {
  if (!/\d{4}-\d{2}/.test(text)) return text
  let whole = ''
  let last = 0
  const keep = (part: string, isLineStart: boolean) =>
    part.replace(DATE, (date, offset: number) => {
      const line = part.slice(part.lastIndexOf('\n', offset) + 1, offset)
      const isFirst = (isLineStart || part.slice(0, offset).includes('\n')) && /^(?:-# |> |\*\*)?$/.test(line)
      return isFirst ? date : date.replaceAll('-', NON_BREAKING_HYPHEN)
    })
  for (const match of text.matchAll(NOT_TEXT)) {
    whole += keep(text.slice(last, match.index), last === 0) + match[0]
    last = match.index + match[0].length
  }
  return whole + keep(text.slice(last), last === 0)
}
