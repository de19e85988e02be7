// Marks that copying and typing put around lines: `>` of a quotation, `**` around words, an emoji
// before every field. A mark counts only where the text uses it as one, so that an abstract may
// begin with `>` or a title with an emoji.

const QUOTE = /^\s{0,3}(?:>[ \t]?)+/
const BOLD = /(?<!\\)(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1/g
/** Pictures in the text, but for the stars, which mark papers. */
const EMOJI =
  /^\s*(?:(?![\u2605\u2606\u2b50\u2b51\u{1f31f}\u00a9\u00ae\u2122\u2194-\u21aa])[\p{Extended_Pictographic}\p{Regional_Indicator}](?:\ufe0f|\u200d|\p{Emoji_Modifier})*)+\s*(?=\S)/u
/** The mark of a footnote in a text; the note itself begins a line. */
const FOOTNOTE = /(?<=\S)\[\^[^\]\s]{1,20}\](?!:)/g
/** Pictures that name the field behind them, even once: people, places, addresses, dates. */
const FIELD_EMOJI =
  /^\s*[\u{1f464}\u{1f465}\u{1f9d1}\u{1f3db}\u{1f3eb}\u{1f3e2}\u{1f3e0}\u{1f517}\u{1f4ce}\u{1f4c5}\u{1f4cd}\u{270d}]/u
/** So many lines make a habit. */
const HABIT = 2

/** What takes the marks off a line; undefined where the text has none. */
export function unmark(text: string, raws: readonly string[]): ((raw: string) => string) | undefined {
  const prefix = commonPrefix(raws)
  let quoted = 0
  let pictured = 0
  for (let i = 0; i < raws.length; i++) {
    const raw = raws[i] ?? ''
    const first = raw.charCodeAt(0)
    if (first === GREATER || (first === BLANK && raw.trimStart().startsWith('>'))) quoted++
    else if (mayBeEmoji(first) && EMOJI.test(raw)) pictured += FIELD_EMOJI.test(raw) ? HABIT : 1
  }
  const steps = [
    ...(quoted >= HABIT ? [(raw: string) => raw.replace(QUOTE, '')] : []),
    ...(prefix === null ? [] : [(raw: string) => raw.replace(prefix, '')]),
    ...(pictured >= HABIT ? [(raw: string) => raw.replace(EMOJI, '')] : []),
    ...(text.includes('[^') ? [(raw: string) => raw.replace(FOOTNOTE, '')] : []),
    ...(text.includes('**') ? [(raw: string) => (raw.includes('**') ? raw.replace(BOLD, '$2') : raw)] : []),
  ]
  return steps.length === 0 ? undefined : (raw) => steps.reduce((line, step) => step(line), raw)
}

/** Whether words of the line are in bold. */
export function isBold(raw: string): boolean {
  return raw.search(BOLD) !== -1
}

const PREFIX = /^\s*([-–—•·▪◦●‣*+|])[ \t]*(?=\S|$)/
const MIN_LINES = 4
/** A number, a category or both, and a title that is neither a link nor a row of a table. */
const USUAL_HEADING =
  /^(?!.*(?:\]\(|:\/\/|\|$))[*＊★]?\s*(?:[[【](?:cs\.)?[A-Z]{2}[^[\]【】]{0,20}[\]】]|(?:[(（【[]\d{1,3}[)）】\]]|\d{1,3}[、.．)）]|no\.\s?\d{1,3}|第\s?\d{1,3}\s?篇|(?:论文|paper)\s?\d{1,3})\s*[^\s\d])/i

/**
 * The bullet or bar that nearly all lines begin with, headings of the usual form among them: a list
 * or a quotation that the whole digest was put into.
 */
function commonPrefix(raws: readonly string[]): RegExp | null {
  const first = PREFIX.exec(raws.find((raw) => raw.trim() !== '') ?? '')?.[1]
  const last = PREFIX.exec(raws.findLast((raw) => raw.trim() !== '') ?? '')?.[1]
  if (first === undefined || first !== last) return null
  const written = raws.filter((raw) => raw.trim() !== '')
  const own = written.filter((raw) => PREFIX.exec(raw)?.[1] === first)
  if (own.length < MIN_LINES || own.length < written.length) return null
  const isHeading = (raw: string) => USUAL_HEADING.test(raw.replace(PREFIX, '').trim())
  return own.some(isHeading) ? PREFIX : null
}

const GREATER = 0x3e
const BLANK = 0x20

function mayBeEmoji(code: number): boolean {
  return (code >= 0x2190 && code <= 0x2bff) || (code >= 0xd83c && code <= 0xd83e)
}
