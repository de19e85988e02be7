// Groups of bars with their weekly course, as a picture.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Glyphs, loadGlyphs } from './glyphs.ts'
import { toPng } from './png.ts'

export interface BarRow {
  readonly label: string
  readonly value: number
  /** Said behind the bar. */
  readonly note: string
  /** By week, the oldest first. */
  readonly course: readonly number[]
}

export interface BarGroup {
  readonly heading: string
  readonly colour: string
  readonly rows: readonly BarRow[]
}

export interface BarChart {
  readonly title: string
  readonly groups: readonly BarGroup[]
}

const WIDTH = 1000
const MARGIN = 32
const LABEL = 300
const BAR = 340
const NOTE_GAP = 12
const COURSE = 150
const ROW = 34
const HEADING = 46
const TITLE = 60

export async function drawBars(chart: BarChart): Promise<Uint8Array> {
  const texts = [
    chart.title,
    '…',
    ...chart.groups.flatMap((group) => [group.heading, ...group.rows.flatMap((row) => [row.label, row.note])]),
  ]
  const svg = barsSvg(chart, await loadGlyphs(texts))
  await nextTurn()
  return toPng(svg)
}

export function barsSvg(chart: BarChart, glyphs: Glyphs): string {
  const most = Math.max(1, ...chart.groups.flatMap((group) => group.rows.map((row) => row.value)))
  const parts: string[] = [textAt(glyphs, chart.title, MARGIN, 44, 24, '#ffffff')]
  let y = TITLE
  for (const group of chart.groups) {
    parts.push(textAt(glyphs, group.heading, MARGIN, y + 30, 17, group.colour))
    y += HEADING
    for (const row of group.rows) {
      parts.push(rowAt(glyphs, row, group.colour, y, most))
      y += ROW
    }
  }
  const height = y + MARGIN / 2
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}"><rect width="${WIDTH}" height="${height}" fill="#1e1f22"/>${parts.join('')}</svg>`
}

function rowAt(glyphs: Glyphs, row: BarRow, colour: string, y: number, most: number): string {
  const length = Math.max(4, (row.value / most) * BAR)
  const left = MARGIN + LABEL
  return [
    textAt(glyphs, shortened(glyphs, row.label, 17, LABEL - 14), MARGIN, y + 21, 17, '#dbdee1'),
    `<rect x="${left}" y="${y + 5}" width="${length.toFixed(1)}" height="21" rx="4" fill="${colour}"/>`,
    textAt(glyphs, row.note, left + length + NOTE_GAP, y + 21, 15, '#b5bac1'),
    courseAt(row.course, colour, y),
  ].join('')
}

function courseAt(course: readonly number[], colour: string, y: number): string {
  const most = Math.max(1, ...course)
  const step = COURSE / Math.max(1, course.length)
  return course
    .map((count, i) => {
      const height = count === 0 ? 1 : Math.max(2, (count / most) * 24)
      const x = WIDTH - MARGIN - COURSE + i * step
      return `<rect x="${x.toFixed(1)}" y="${(y + 28 - height).toFixed(1)}" width="${Math.max(1, step - 2).toFixed(1)}" height="${height.toFixed(1)}" fill="${colour}" fill-opacity="0.75"/>`
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
