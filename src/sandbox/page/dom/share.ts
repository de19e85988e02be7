// A message or a channel as JSON or as a picture, to paste into a bug report.
import { toPng } from 'html-to-image'
import type { Message } from '../../world/types.ts'
import { nameOf } from '../data/store.ts'
import { messageRow } from '../message/message.ts'
import type { Page } from '../page-parts.ts'
import { h } from './dom.ts'

/** Tokens are not part of a message; what a report needs is the record as the API gives it. */
const jsonOf = (messages: readonly Message[]): string => JSON.stringify(messages.length === 1 ? messages[0] : messages, null, 2)

export async function copyJson({ layers, say }: Page, messages: readonly Message[]): Promise<void> {
  try {
    await navigator.clipboard.writeText(jsonOf(messages))
    layers.notice(say('copied'))
  } catch {
    saveFile('messages.json', new Blob([jsonOf(messages)], { type: 'application/json' }))
    layers.notice(say('saved'))
  }
}

export function saveJson({ layers, say }: Page, messages: readonly Message[], name: string): void {
  saveFile(`${name}.json`, new Blob([jsonOf(messages)], { type: 'application/json' }))
  layers.notice(say('saved'))
}

export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = h('a', { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

const WIDTH = 760

/**
 * Draws the messages once more, all of them and outside the list that draws only what is seen, and
 * turns that into a picture.
 */
export async function savePng(page: Page, messages: readonly Message[], name: string): Promise<void> {
  const channel = page.store.channels.get(messages[0]?.channel_id ?? '')
  const rows = messages.map((message, index) => messageRow(page, { message }, messages[index - 1], { openMenu: () => undefined }))
  const title = channel && h('div', { class: 'sheet-head', dir: 'auto' }, `# ${nameOf(channel, page.store)}`)
  const sheet = h(
    'div',
    { class: 'sheet', inert: true, 'aria-hidden': 'true', style: { width: `${WIDTH}px` } },
    messages.length > 1 && title,
    rows,
  )
  // The place is out of sight, not the sheet: a picture is taken with the sheet's own position.
  const place = h('div', { class: 'sheet-place' }, sheet)
  document.body.append(place)
  try {
    for (const image of sheet.querySelectorAll('img')) image.loading = 'eager'
    await Promise.allSettled([...sheet.querySelectorAll('img')].map((image) => image.decode()))
    const url = await toPng(sheet, {
      pixelRatio: Math.max(1, Math.min(2, 16_000 / sheet.offsetHeight)),
      skipFonts: true,
      width: WIDTH,
    })
    const bytes = Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (char) => char.charCodeAt(0))
    saveFile(`${name}.png`, new Blob([bytes], { type: 'image/png' }))
    page.layers.notice(page.say('saved'))
  } finally {
    place.remove()
  }
}
