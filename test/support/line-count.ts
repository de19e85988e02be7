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

/** Lines of text. */
export function countLines(body: unknown): number {
  const message = body as Loose
  const content = typeof message.content === 'string' && message.content !== '' ? linesOf(message.content, 16, 520) : 0
  const embeds = list(message.embeds).reduce((sum, embed) => {
    const footer = (embed.footer as Loose | undefined)?.text
    const fields = list(embed.fields).reduce((all, field) => all + 1 + linesOf(String(field.value), 14), 0)
    const of = (text: unknown, size: number) => (typeof text === 'string' && text !== '' ? linesOf(text, size) : 0)
    return sum + of(embed.title, 16) + of(embed.description, 14) + fields + of(footer, 12)
  }, 0)
  return content + embeds + list(message.components).reduce((sum, component) => sum + displayLines(component), 0)
}

function displayLines(component: Loose): number {
  const { type, content, accessory } = component
  if (type === 10)
    return String(content)
      .split('\n')
      .reduce((sum, line) => sum + linesOf(line, line.startsWith('### ') ? 16 : line.startsWith('-# ') ? 12 : 14), 0)
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
