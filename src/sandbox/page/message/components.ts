// Components of both generations: rows of buttons and selects, and the containers, sections, texts
// and galleries of the second.
import type { Component, Message } from '../../world/types.ts'
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import { renderMarkdown, spoiler } from '../markdown/render.ts'
import type { Page } from '../page-parts.ts'
import { markdownContext } from './context.ts'
import { hexColour } from './embed.ts'
import { fileCard, gallery, type Media, picture } from './media.ts'
import { pickOptions } from './pick-options.ts'
import { defaultsOf, labelsOf, selectTrigger } from './select-trigger.ts'

interface EmojiShape {
  readonly id?: string | null
  readonly name?: string | null
}

interface MediaShape {
  readonly url: string
  readonly width?: number
  readonly height?: number
}

const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium']

const mediaOf = ({ media, description, spoiler: isSpoiler }: Record<string, unknown>): Media => ({
  ...(media as MediaShape),
  description: description as string | null | undefined,
  isSpoiler: isSpoiler === true,
})

export function messageComponents(page: Page, message: Message): HTMLElement[] {
  const context = markdownContext(page)
  const press = page.store.presses.get(message.id)

  function button(node: Component): HTMLElement {
    const { style, label, emoji, url, disabled } = node as {
      style?: number
      label?: string
      emoji?: EmojiShape
      url?: string
      disabled?: boolean
    }
    const isWaiting = press?.state === 'waiting' && press.key === node.custom_id
    const act = () => {
      if (style === 5) context.follow(url ?? '', label ?? '')
      else void page.actions.press(message, node)
    }
    return h(
      'button',
      {
        type: 'button',
        class: `button ${STYLES[style ?? 2] ?? 'secondary'}`,
        disabled: disabled === true,
        'aria-busy': isWaiting ? 'true' : undefined,
        title: style === 5 ? url : undefined,
        'data-custom-id': node.custom_id,
        on: { click: act },
      },
      isWaiting ? h('span', { class: 'dots', 'aria-hidden': 'true' }, '•••') : null,
      h(
        'span',
        { class: isWaiting ? 'button-words waiting' : 'button-words' },
        emojiOf(emoji),
        label && h('span', { dir: 'auto' }, label),
      ),
      style === 5 && icon('link', 16),
    )
  }

  function select(node: Component): HTMLElement {
    const { placeholder, min_values, disabled } = node as { placeholder?: string; min_values?: number; disabled?: boolean }
    const chosen = defaultsOf(node)
    const label = placeholder ?? page.say('select')
    return selectTrigger(page, node, {
      label,
      min: min_values ?? 1,
      more: {
        'aria-busy': press?.state === 'waiting' && press.key === node.custom_id ? 'true' : undefined,
        disabled: disabled === true,
      },
      words: h(
        'span',
        { class: chosen.length > 0 ? 'select-words' : 'select-words muted', dir: 'auto' },
        labelsOf(pickOptions(page, node), chosen) || label,
      ),
      chosen: () => chosen,
      onChosen: (values) => void page.actions.choose(message, node, values),
    })
  }

  function section(node: Component): HTMLElement {
    const accessory = node.accessory as Component
    const side = accessory.type === 11 ? picture(page, mediaOf(accessory), { width: 85, height: 85 }) : button(accessory)
    return h(
      'div',
      { class: 'c-section' },
      h('div', { class: 'c-section-texts' }, inside(node)),
      h('div', { class: 'c-accessory' }, side),
    )
  }

  function container(node: Component): HTMLElement {
    const colour = node.accent_color as number | null | undefined
    const box = h(
      'div',
      {
        class: colour === null || colour === undefined ? 'c-container' : 'c-container accented',
        style: { 'border-inline-start-color': typeof colour === 'number' ? hexColour(colour) : undefined },
      },
      inside(node),
    )
    return node.spoiler === true ? spoiler([box], context) : box
  }

  function file(node: Component): HTMLElement {
    const { file: media, spoiler: isHidden } = node as unknown as { file: { url: string }; spoiler?: boolean }
    const known = message.attachments.find(({ url }) => url === media.url)
    const name = known?.filename ?? decodeURIComponent(media.url.slice(media.url.lastIndexOf('/') + 1))
    const card = fileCard(page, { name, size: known?.size, url: media.url })
    return isHidden ? spoiler([card], context) : card
  }

  const inside = (node: Component) => ((node.components as Component[] | undefined) ?? []).map(draw)

  function draw(node: Component): HTMLElement {
    switch (node.type) {
      case 1:
        return h('div', { class: 'c-row' }, inside(node))
      case 2:
        return button(node)
      case 3:
      case 5:
      case 6:
      case 7:
      case 8:
        return select(node)
      case 9:
        return section(node)
      case 10:
        return h('div', { class: 'md', dir: 'auto' }, renderMarkdown(String(node.content), context))
      case 12:
        return gallery(page, (node.items as Record<string, unknown>[]).map(mediaOf))
      case 13:
        return file(node)
      case 14:
        return h('div', {
          class: `c-separator${node.divider === false ? ' blank' : ''}${node.spacing === 2 ? ' large' : ''}`,
          role: 'separator',
        })
      case 17:
        return container(node)
      default:
        return h('div', { class: 'muted' }, `component of type ${node.type}`)
    }
  }

  return message.components.map(draw)
}

/** The server's own emoji are not drawn by the sandbox; their names are. */
export function emojiOf(emoji: EmojiShape | null | undefined): HTMLElement | null {
  if (!emoji?.name) return null
  return h('span', { class: 'emoji' }, emoji.id ? `:${emoji.name}:` : emoji.name)
}
