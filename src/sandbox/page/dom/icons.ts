// The page's icons as stroked paths on a 24 by 24 field.

const PATHS = {
  text: 'M9 4 7 20 M17 4l-2 16 M4 9h17 M3 15h17',
  announcement: 'M4 10v4h3l8 5V5L7 10H4z M18 9a4 4 0 0 1 0 6 M8 14v5h2',
  forum: 'M4 5h16v10h-8l-4 4v-4H4z M8 9h8 M8 12h5',
  thread: 'M6 4v9a3 3 0 0 0 3 3h9 M14 12l4 4-4 4',
  direct: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4 21c0-4 3.6-7 8-7s8 3 8 7',
  menu: 'M4 6h16 M4 12h16 M4 18h16',
  close: 'M6 6l12 12 M18 6 6 18',
  gear: 'M4 7h9 M17 7h3 M15 5v4 M4 17h3 M11 17h9 M9 15v4 M4 12h12 M20 12h0 M18 10v4',
  bug: 'M8 9h8v6a4 4 0 0 1-8 0z M9 9a3 3 0 0 1 6 0 M4 8l4 3 M20 8l-4 3 M3 14h5 M16 14h5 M5 20l3.5-3 M19 20l-3.5-3',
  plus: 'M12 4v16 M4 12h16',
  reply: 'M10 6 4 12l6 6 M4 12h9c4 0 7 2 7 7',
  more: 'M5 12h.01 M12 12h.01 M19 12h.01',
  share: 'M12 15V4 M8 8l4-4 4 4 M5 13v7h14v-7',
  file: 'M6 3h8l4 4v14H6z M14 3v4h4',
  down: 'M6 9l6 6 6-6',
  link: 'M14 5h5v5 M19 5l-9 9 M17 14v5H5V7h5',
  send: 'M4 12 3 4l18 8-18 8 1-8z M4 12h8',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  warning: 'M12 4 2 20h20z M12 10v4 M12 17h.01',
  check: 'M5 12l5 5 9-10',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z M15.5 15.5 21 21',
  calendar: 'M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4',
  smile: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M8 14c1 2 7 2 8 0 M9 9h.01 M15 9h.01',
} as const

export type IconName = keyof typeof PATHS
const SVG = 'http://www.w3.org/2000/svg'

export function icon(name: IconName, size = 20): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const attributes = { viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true', class: 'icon' }
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, String(value))
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}
