// Text from outside on a terminal: what it holds is shown, and nothing in it acts.

/**
 * Controls of ASCII and of ISO 8859-1, marks that turn the direction of a line, and line
 * separators.
 */
const ACTING = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

const escapeOf = (mark: string) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`

/** One line: a title, a name of a file, a message. Line ends and tabs become blanks. */
export function terminalLine(text: string): string {
  return text.replace(/\r\n?|[\n\t]/g, ' ').replace(ACTING, escapeOf)
}

/** Several lines of the program's own, with text from outside in them. */
export function terminalText(text: string): string {
  return text.replace(ACTING, (mark) => (mark === '\n' || mark === '\t' ? mark : escapeOf(mark)))
}
