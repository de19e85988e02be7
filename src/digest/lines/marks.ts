// Marks that copying and typing put around lines: `>` of a quotation, `**` around words, an emoji
// before every field. A mark counts only where the text uses it as one, so that an abstract may
// begin with `>` or a title with an emoji.

const QUOTE = /^\s{0,3}(?:>[ \t]?)+/
const BOLD = /(?<!\\)(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1/g
/** Pictures in the text, but for the stars, which mark papers. */
const EMOJI =
  /^\s*(?:(?![\u2605\u2606\u2b50\u2b51\u{1f31f}\u00a9\u00ae\u2122\u2194-\u21aa])\p{Extended_Pictographic}(?:\ufe0f|\u200d|\p{Emoji_Modifier})*)+\s*(?=\S)/u
/** The mark of a footnote in a text; the note itself begins a line. */
const FOOTNOTE = /(?<=\S)\[\^[^\]\s]{1,20}\](?!:)/g
/** So many lines make a habit. */
const HABIT = 2

/** What takes the marks off a line; undefined where the text has none. */
export function unmark(text: string, raws: readonly string[]): ((raw: string) => string) | undefined {
  let quoted = 0
  let pictured = 0
  for (let i = 0; i < raws.length; i++) {
    const raw = raws[i] ?? ''
    const first = raw.charCodeAt(0)
    if (first === GREATER || (first === BLANK && raw.trimStart().startsWith('>'))) quoted++
    else if (mayBeEmoji(first) && EMOJI.test(raw)) pictured++
  }
  const steps = [
    ...(quoted >= HABIT ? [(raw: string) => raw.replace(QUOTE, '')] : []),
    ...(pictured >= HABIT ? [(raw: string) => raw.replace(EMOJI, '')] : []),
    ...(text.includes('[^') ? [(raw: string) => raw.replace(FOOTNOTE, '')] : []),
    ...(text.includes('**') ? [(raw: string) => (raw.includes('**') ? raw.replace(BOLD, '$2') : raw)] : []),
  ]
  return steps.length === 0 ? undefined : (raw) => steps.reduce((line, step) => step(line), raw)
}

const GREATER = 0x3e
const BLANK = 0x20

function mayBeEmoji(code: number): boolean {
  return (code >= 0x2190 && code <= 0x2bff) || (code >= 0xd83c && code <= 0xd83e)
}
