// Text as outlines, from the font inside an npm package: no font of the system is needed, and
// Chinese looks the same everywhere. The font comes in a hundred files by ranges of characters;
// only those that a text needs are read.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
// A CommonJS package: Node finds no named exports in it.
import opentype, { type Command, type Font } from 'opentype.js'
import decompress from 'woff2-encoder/decompress'
import { yieldToEventLoop } from '../threads/yield.ts'

const FONT = '@fontsource-variable/noto-sans-sc'
// The font has all weights and begins with the thinnest.
const WEIGHT = 450
const require = createRequire(import.meta.url)

export interface Glyphs {
  /** SVG path data of a line that begins at `x` with its baseline at `y`. */
  path(text: string, x: number, y: number, size: number): string
  width(text: string, size: number): number
}

interface Range {
  readonly name: string
  readonly spans: readonly (readonly [from: number, to: number])[]
}

/** Outlines for every character of the texts; characters that the font lacks are left out. */
export async function loadGlyphs(texts: readonly string[]): Promise<Glyphs> {
  const wanted = new Set([...texts.join('')].map((character) => character.codePointAt(0) ?? 0))
  const widths = new Map<string, number>()
  const fonts = new Map<number, Font>()
  for (const { name, spans } of ranges()) {
    const found = [...wanted].filter((point) => !fonts.has(point) && spans.some(([from, to]) => point >= from && point <= to))
    if (found.length === 0) continue
    const font = await readFont(name)
    // Reading a font keeps everybody else waiting; dozens in a row would for too long.
    await yieldToEventLoop()
    for (const point of found) if (font.charToGlyphIndex(String.fromCodePoint(point)) > 0) fonts.set(point, font)
  }
  const walk = (text: string, size: number, visit: (character: string, font: Font, x: number) => void) => {
    let x = 0
    for (const character of text) {
      const font = fonts.get(character.codePointAt(0) ?? 0)
      if (font === undefined) continue
      visit(character, font, x)
      const width = widths.get(character) ?? widthOf(font, character)
      widths.set(character, width)
      x += width * size
    }
    return x
  }
  return {
    width: (text, size) => walk(text, size, () => undefined),
    path: (text, x, y, size) => {
      const parts: string[] = []
      walk(text, size, (character, font, offset) =>
        parts.push(...font.getPath(character, x + offset, y, size).commands.map(dataOf)),
      )
      return parts.join('')
    },
  }
}

/**
 * In ems. A glyph has the width of the thinnest weight until it is first drawn, so that a text that
 * is measured before it is drawn would not have the width of one that is drawn again.
 */
function widthOf(font: Font, character: string): number {
  const glyph = font.variation.getTransform(font.charToGlyph(character), { wght: WEIGHT })
  return (glyph.advanceWidth ?? 0) / font.unitsPerEm
}

// The package's own path data has NaN in it where a coordinate is as good as zero.
function dataOf(command: Command): string {
  const at = (...numbers: readonly number[]) => numbers.map((number) => number.toFixed(1)).join(' ')
  switch (command.type) {
    case 'Z':
      return 'Z'
    case 'Q':
      return `Q${at(command.x1, command.y1, command.x, command.y)}`
    case 'C':
      return `C${at(command.x1, command.y1, command.x2, command.y2, command.x, command.y)}`
    case 'M':
    case 'L':
      return `${command.type}${at(command.x, command.y)}`
  }
}

function ranges(): readonly Range[] {
  const listed = JSON.parse(readFileSync(require.resolve(`${FONT}/unicode.json`), 'utf8')) as Readonly<Record<string, string>>
  const all = Object.entries(listed).map(([name, spans]) => ({
    name: name.replace(/[[\]]/g, ''),
    spans: spans.split(',').map(spanOf),
  }))
  // Latin first: other files have its letters too, in other widths.
  return [...all].sort((a, b) => Number(b.name === 'latin') - Number(a.name === 'latin'))
}

function spanOf(text: string): readonly [number, number] {
  const [from = 0, to = from] = text
    .replace('U+', '')
    .split('-')
    .map((part) => Number.parseInt(part, 16))
  return [from, to]
}

/**
 * Ranges that were read, the latest last: pictures of the same archive need the same ones again.
 */
const kept = new Map<string, Font>()
const MAX_KEPT = 24

async function readFont(name: string): Promise<Font> {
  const font = kept.get(name) ?? (await parseFont(name))
  kept.delete(name)
  kept.set(name, font)
  const [oldest] = kept.keys()
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest)
  return font
}

async function parseFont(name: string): Promise<Font> {
  const file = readFileSync(require.resolve(`${FONT}/files/noto-sans-sc-${name}-wght-normal.woff2`))
  const bytes = await decompress(file)
  const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  font.variation.set({ wght: WEIGHT })
  return font
}
