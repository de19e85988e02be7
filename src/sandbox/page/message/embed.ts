// An embed: a card with a coloured edge.

import type { Embed } from '../../world/types.ts'
import { h } from '../dom/dom.ts'
import { messageTime } from '../dom/time.ts'
import { renderLine, renderMarkdown } from '../markdown/render.ts'
import type { Page } from '../page-parts.ts'
import { markdownContext } from './context.ts'
import { picture } from './media.ts'

interface Picture {
  readonly url: string
  readonly width?: number
  readonly height?: number
}

interface EmbedShape {
  readonly title?: string
  readonly description?: string
  readonly url?: string
  readonly color?: number
  readonly timestamp?: string
  readonly fields?: readonly { name: string; value: string; inline?: boolean }[]
  readonly author?: { name: string; url?: string; icon_url?: string }
  readonly footer?: { text: string; icon_url?: string }
  readonly image?: Picture
  readonly thumbnail?: Picture
}

export const hexColour = (value: number): string => `#${value.toString(16).padStart(6, '0')}`

/** Inline fields stand three in a row; a field that is not inline ends the row. */
function columnsOf(fields: readonly { inline?: boolean }[]): string[] {
  const columns: string[] = []
  for (let at = 0; at < fields.length; ) {
    let run = 0
    while (run < 3 && fields[at + run]?.inline) run += 1
    if (run === 0) {
      columns.push('1 / 13')
      at += 1
      continue
    }
    const width = 12 / run
    for (let column = 0; column < run; column += 1) columns.push(`${1 + column * width} / ${1 + (column + 1) * width}`)
    at += run
  }
  return columns
}

export function embedCard(page: Page, raw: Embed): HTMLElement {
  const embed = raw as EmbedShape
  const context = markdownContext(page)
  const link = (text: string, url: string | undefined) => {
    if (url === undefined) return renderLine(text, context)
    const follow = (event: Event) => {
      event.preventDefault()
      context.follow(url, text)
    }
    return [
      h(
        'a',
        { href: url, title: url, rel: 'noopener noreferrer nofollow', target: '_blank', on: { click: follow } },
        renderLine(text, context).map(plain),
      ),
    ]
  }
  const columns = columnsOf(embed.fields ?? [])
  const fields = (embed.fields ?? []).map(({ name, value }, index) =>
    h(
      'div',
      { class: 'embed-field', dir: 'auto', style: { 'grid-column': columns[index] } },
      h('div', { class: 'embed-field-name', dir: 'auto' }, renderLine(name, context)),
      h('div', { class: 'md', dir: 'auto' }, renderMarkdown(value, context)),
    ),
  )
  const { locale } = page.store.viewer
  const stamp = embed.timestamp === undefined ? undefined : messageTime(Date.parse(embed.timestamp), locale, page.store.now())
  return h(
    'article',
    { class: 'embed', style: { 'border-inline-start-color': embed.color === undefined ? undefined : hexColour(embed.color) } },
    h(
      'div',
      { class: embed.thumbnail ? 'embed-grid with-thumbnail' : 'embed-grid' },
      embed.author && h('div', { class: 'embed-author', dir: 'auto' }, link(embed.author.name, embed.author.url)),
      embed.title !== undefined && h('div', { class: 'embed-title', dir: 'auto' }, link(embed.title, embed.url)),
      embed.description !== undefined &&
        h('div', { class: 'embed-description md', dir: 'auto' }, renderMarkdown(embed.description, context)),
      fields.length > 0 && h('div', { class: 'embed-fields' }, fields),
      embed.thumbnail && h('div', { class: 'embed-thumbnail' }, picture(page, embed.thumbnail, { width: 80, height: 80 })),
      embed.image && h('div', { class: 'embed-image' }, picture(page, embed.image, { width: 488, height: 350 })),
      (embed.footer || stamp) &&
        h('div', { class: 'embed-footer', dir: 'auto' }, [embed.footer?.text, stamp].filter(Boolean).join(' • ')),
    ),
  )
}

/** Within a link there is no second one. */
const plain = (node: Node): Node => (node instanceof HTMLAnchorElement ? document.createTextNode(node.textContent ?? '') : node)
