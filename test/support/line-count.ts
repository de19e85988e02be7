// How many lines and rows a message takes where Discord shows it 520 pixels wide: a plain model of
// its fonts, not the bot's own arithmetic.

interface Loose {
  readonly [key: string]: unknown
}

const list = (value: unknown) => (Array.isArray(value) ? (value as Loose[]) : [])
/** Inside the frame and padding of an embed or a container. */
const WIDTH = 488
/** Widths of a letter by the size of the font, from Discord's own; a Chinese character is square. */
const LATIN = 0.52

/** What Discord shows of markdown: the text of a link, no marks. */
const shown = (markdown: string) =>
  markdown
    .replace(/\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, '$1')
    .replace(/\\(?=[^\w\s])/g, '')
    // A mention of a command shows its name.
    .replace(/<(\/[^:<>]+):\d+>/g, '$1')
    .replace(/\*\*|__|^(?:-#|###) /gm, '')

function widthOf(text: string, size: number): number {
  let width = 0
  for (const character of text)
    width += /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f]/u.test(character) ? size : size * LATIN
  return width
}

/** Wrapped between words, and between any two Chinese characters. */
function linesOf(text: string, size: number, width = WIDTH): number {
  return shown(text)
    .split('\n')
    .reduce((sum, line) => sum + wrapped(line, size, width), 0)
}

function wrapped(line: string, size: number, width: number): number {
  let [lines, used] = [1, 0]
  for (const piece of line.match(/[\u2e80-\u9fff\uff00-\uff60]|[^\s\u2e80-\u9fff\uff00-\uff60]+\s*|\s+/gu) ?? []) {
    const size_ = widthOf(piece, size)
    if (used > 0 && used + widthOf(piece.trimEnd(), size) > width) {
      lines += 1
      used = 0
    }
    // A word longer than a line is broken.
    lines += Math.floor(size_ / width)
    used = used + size_ > width ? size_ % width : used + size_
  }
  return lines
}

/** Of text whose lines may be small. */
const smallSize = (line: string, size: number) => (line.startsWith('-# ') ? 12 : line.startsWith('### ') ? 16 : size)
const mixedLines = (text: unknown, width = WIDTH) =>
  typeof text === 'string' && text !== ''
    ? text.split('\n').reduce((sum, line) => sum + linesOf(line, smallSize(line, 14), width), 0)
    : 0

/** Fields that are inline share a row, at most three. */
function fieldLines(fields: readonly Loose[]): number {
  const rows: Loose[][] = []
  for (const field of fields) {
    const row = rows.at(-1)
    if (field.inline === true && row?.[0]?.inline === true && row.length < 3) row.push(field)
    else rows.push([field])
  }
  const heightOf = (row: readonly Loose[]) =>
    Math.max(...row.map(({ name, value }) => mixedLines(name, WIDTH / row.length) + mixedLines(value, WIDTH / row.length)))
  return rows.reduce((sum, row) => sum + heightOf(row), 0)
}

interface Parts {
  readonly content: number
  /** Of the embeds: title, text and fields, footer. */
  readonly titles: number
  readonly texts: number
  readonly footers: number
  /** Of cards. */
  readonly displays: number
}

function partsOf(body: unknown): Parts {
  const message = body as Loose
  const embeds = list(message.embeds)
  const sum = (lines: (embed: Loose) => number) => embeds.reduce((all, embed) => all + lines(embed), 0)
  const of = (text: unknown, size: number) => (typeof text === 'string' && text !== '' ? linesOf(text, size) : 0)
  return {
    content: typeof message.content === 'string' && message.content !== '' ? linesOf(message.content, 16, 520) : 0,
    titles: sum(({ title }) => of(title, 16)),
    texts: sum(({ description, fields }) => mixedLines(description) + fieldLines(list(fields))),
    footers: sum(({ footer }) => of((footer as Loose | undefined)?.text, 12)),
    displays: list(message.components).reduce((all, component) => all + displayLines(component), 0),
  }
}

/** Lines of text. */
export function countLines(body: unknown): number {
  return Object.values(partsOf(body)).reduce((sum, lines) => sum + lines, 0)
}

/**
 * How tall it is, with the line that names the bot: Discord's line heights, paddings and gaps. A
 * picture counts as large as an embed shows it.
 */
export function countPixels(body: unknown): number {
  const { content, titles, texts, footers, displays } = partsOf(body)
  const embeds = list((body as Loose).embeds)
  const gaps = embeds.reduce(
    (sum, { title, description, fields, footer, image }) =>
      sum + 28 + 8 * [title, description, footer].filter(Boolean).length + 8 * list(fields).length + (image ? 316 : 0),
    0,
  )
  return 44 + content * 22 + titles * 22 + (texts + displays) * 18 + footers * 16 + gaps + countRows(body) * 40
}

function displayLines(component: Loose): number {
  const { type, content, accessory } = component
  if (type === 10) return mixedLines(String(content))
  const narrow = type === 9 && (accessory as Loose | undefined)?.type === 11
  const inner = list(component.components).reduce((sum, one) => sum + displayLines(one), 0)
  // A thumbnail takes 97 pixels of each line.
  return narrow ? Math.ceil((inner * WIDTH) / (WIDTH - 97)) : inner
}

/** Rows of buttons and menus. */
export function countRows(body: unknown): number {
  const rows = (component: Loose): number =>
    component.type === 1 ? 1 : list(component.components).reduce((sum, one) => sum + rows(one), 0)
  return list((body as Loose).components).reduce((sum, component) => sum + rows(component), 0)
}
