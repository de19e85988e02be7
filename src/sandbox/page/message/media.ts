// Pictures and files. Only the sandbox's own are loaded: nothing that a message names on the web is
// fetched.
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import { spoiler } from '../markdown/render.ts'
import type { Page } from '../page-parts.ts'

export interface Media {
  readonly url: string
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly description?: string | null | undefined
  readonly isSpoiler?: boolean | undefined
}

/** The sandbox's own address of a file; undefined for the web's. */
export function ownAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { origin, pathname } = new URL(url)
  return origin === location.origin && pathname.startsWith('/cdn/') ? pathname : undefined
}

export function sizeText(bytes: number): string {
  const units = [bytes === 1 ? 'byte' : 'bytes', 'KB', 'MB']
  const step = bytes < 1_024 ? 0 : bytes < 1_024 ** 2 ? 1 : 2
  const value = bytes / 1_024 ** step
  return `${step === 0 ? value : value.toFixed(2)} ${units[step]}`
}

/** Room is kept from the start, so that nothing jumps when the picture comes. */
function fitted(media: Media, box: { width: number; height: number }): Record<string, string> {
  const { width = box.width, height = box.height } = media
  const scale = Math.min(1, box.width / width, box.height / height)
  return { width: `${Math.round(width * scale)}px`, 'aspect-ratio': `${width} / ${height}` }
}

export function picture(page: Page, media: Media, box: { width: number; height: number }, name = 'picture'): HTMLElement {
  const own = ownAddress(media.url)
  if (own === undefined) return absent(page, media.url)
  const alt = media.description ?? ''
  const open = () => {
    const full = h('img', { src: own, alt, class: 'picture-full' })
    page.layers.dialog({
      title: alt || page.say('picture'),
      content: [full],
      class: 'picture-dialog',
      closeLabel: page.say('close'),
    })
  }
  const image = h('img', { src: own, alt, loading: 'lazy', decoding: 'async' })
  const label = alt === '' ? page.say('openPicture') : `${page.say('openPicture')}: ${alt}`
  const button = h(
    'button',
    { type: 'button', class: name, 'aria-label': label, style: fitted(media, box), on: { click: open } },
    image,
  )
  return media.isSpoiler ? spoiler([button], { spoilerLabel: page.say('spoiler') }) : button
}

function absent({ say }: Page, url: string): HTMLElement {
  return h(
    'div',
    { class: 'picture-absent' },
    icon('eye', 18),
    h('span', {}, say('pictureNotLoaded'), h('br'), h('span', { class: 'muted', dir: 'ltr' }, url)),
  )
}

export function fileCard(page: Page, file: { name: string; size?: number | undefined; url: string }): HTMLElement {
  const own = ownAddress(file.url)
  const label = page.say('download', { name: file.name })
  return h(
    'div',
    { class: 'file-card' },
    icon('file', 30),
    h(
      'div',
      { class: 'file-words' },
      own
        ? h('a', { href: own, download: file.name, 'aria-label': label, dir: 'auto' }, file.name)
        : h('span', { dir: 'auto' }, file.name),
      file.size !== undefined && h('span', { class: 'muted' }, sizeText(file.size)),
    ),
  )
}

const BOX = { width: 550, height: 350 }

/** One picture large, several as a mosaic. */
export function gallery(page: Page, items: readonly Media[]): HTMLElement {
  const [only] = items
  if (items.length === 1 && only) return h('div', { class: 'gallery' }, picture(page, only, BOX))
  const tiles = items.map((item) => picture(page, item, { width: 272, height: 272 }, 'picture tile'))
  return h('div', { class: `gallery mosaic count-${Math.min(items.length, 10)}` }, tiles)
}
