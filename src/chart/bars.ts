// Groups of bars with their weekly course, as a picture.
import { yieldToEventLoop } from '../threads/yield.ts'
import { type Glyphs, loadGlyphs } from './glyphs.ts'
import { toPng } from './png.ts'
import { type BarGroup, type BarRow, HEADING, MARGIN, ROW, TITLE } from './rows.ts'

export type { BarGroup, BarRow } from './rows.ts'

export interface BarChart {
  readonly title: string
  readonly groups: readonly BarGroup[]
}

// Discord shows a picture in an embed about 440 pixels wide, half of this: text of 30 is 15 there.
const WIDTH = 880
const TEXT = 30
const NOTE = 28
const COURSE = 230
const BAR = WIDTH - 2 * MARGIN - COURSE - 24
const BAR_HEIGHT = 14
const LABEL_GAP = 20

export async function drawBars(chart: BarChart): Promise<Uint8Array> {
  const texts = [
    chart.title,
    '…',
    ...chart.groups.flatMap((group) => [group.heading, ...group.rows.flatMap((row) => [row.label, row.note])]),
  ]
  const svg = barsSvg(chart, await loadGlyphs(texts))
  await yieldToEventLoop()
  return toPng(svg)
}

export function barsSvg(chart: BarChart, glyphs: Glyphs): string {
  const most = Math.max(1, ...chart.groups.flatMap((group) => group.rows.map((row) => row.value)))
  const parts: string[] = [textAt(glyphs, shortened(glyphs, chart.title, TEXT, WIDTH - 2 * MARGIN), MARGIN, 44, TEXT, '#ffffff')]
  let y = TITLE
  for (const group of chart.groups) {
    parts.push(textAt(glyphs, group.heading, MARGIN, y + 42, TEXT, group.colour))
    y += HEADING
    for (const row of group.rows) {
      parts.push(rowAt(glyphs, row, group.colour, y, most))
      y += ROW
    }
  }
  const height = y + MARGIN
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}"><rect width="${WIDTH}" height="${height}" fill="#1e1f22"/>${parts.join('')}</svg>`
}

/** The label and what is said of it on one line, the bar and the course below them. */
function rowAt(glyphs: Glyphs, row: BarRow, colour: string, y: number, most: number): string {
  const length = Math.max(6, (row.value / most) * BAR)
  const noteWidth = glyphs.width(row.note, NOTE)
  const right = WIDTH - MARGIN - noteWidth
  return [
    textAt(glyphs, shortened(glyphs, row.label, TEXT, right - MARGIN - LABEL_GAP), MARGIN, y + 31, TEXT, '#dbdee1'),
    textAt(glyphs, row.note, right, y + 31, NOTE, '#b5bac1'),
    `<rect x="${MARGIN}" y="${y + 42}" width="${length.toFixed(1)}" height="${BAR_HEIGHT}" rx="4" fill="${colour}"/>`,
    courseAt(row.course, colour, y + 42 + BAR_HEIGHT),
  ].join('')
}

function courseAt(course: readonly number[], colour: string, bottom: number): string {
  const most = Math.max(1, ...course)
  const step = COURSE / Math.max(1, course.length)
  return course
    .map((count, i) => {
      const height = count === 0 ? 1 : Math.max(2, (count / most) * BAR_HEIGHT)
      const x = WIDTH - MARGIN - COURSE + i * step
      return `<rect x="${x.toFixed(1)}" y="${(bottom - height).toFixed(1)}" width="${Math.max(1, step - 2).toFixed(1)}" height="${height.toFixed(1)}" fill="${colour}" fill-opacity="0.75"/>`
    })
    .join('')
}

function textAt(glyphs: Glyphs, text: string, x: number, y: number, size: number, colour: string): string {
  return `<path d="${glyphs.path(text, x, y, size)}" fill="${colour}"/>`
}

function shortened(glyphs: Glyphs, text: string, size: number, room: number): string {
  if (glyphs.width(text, size) <= room) return text
  const characters = [...text]
  while (characters.length > 1 && glyphs.width(`${characters.join('')}…`, size) > room) characters.pop()
  return `${characters.join('').trimEnd()}…`
}
