// The tree as elements. Mentions are shown and do nothing; links name where they lead and ask
// before they go there.
import { h } from '../dom/dom.ts'
import { formatTime, fullTime } from '../dom/time.ts'
import type { MarkdownNode } from './node.ts'
import { parseLine, parseMarkdown } from './parse.ts'

export interface MarkdownContext {
  readonly locale: string
  readonly now: () => number
  userName(id: string): string
  role(id: string): { name: string; colour: string | undefined }
  channel(id: string): { name: string; open: (() => void) | undefined }
  follow(url: string, label: string): void
  readonly spoilerLabel: string
}

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strike: 's', small: 'small' } as const

export function renderMarkdown(text: string, context: MarkdownContext): Node[] {
  return parseMarkdown(text).map((node) => render(node, context))
}

export function renderLine(text: string, context: MarkdownContext): Node[] {
  return parseLine(text).map((node) => render(node, context))
}

function render(node: MarkdownNode, context: MarkdownContext): Node {
  const all = (children: readonly MarkdownNode[]) => children.map((child) => render(child, context))
  switch (node.kind) {
    case 'text':
      return document.createTextNode(node.text)
    case 'paragraph':
      return h('div', { class: 'md-p' }, all(node.children))
    case 'bold':
    case 'italic':
    case 'underline':
    case 'strike':
      return h(TAGS[node.kind], {}, all(node.children))
    case 'small':
      return h('div', { class: 'md-small' }, all(node.children))
    // One level for all: a message may begin with the smallest, and levels must not be skipped.
    case 'heading':
      return h('div', { class: `md-h md-h${node.level}`, role: 'heading', 'aria-level': 2 }, all(node.children))
    case 'quote':
      return h('blockquote', {}, all(node.children))
    case 'code':
      return h('code', {}, node.text)
    case 'pre':
      return h('pre', { tabindex: 0 }, h('code', {}, node.text))
    case 'list': {
      const items = node.items.map((item) => h('li', {}, all(item)))
      return node.start === null ? h('ul', {}, items) : h('ol', { start: node.start }, items)
    }
    case 'spoiler':
      return spoiler(all(node.children), context)
    case 'link':
      return link(node, all(node.children), context)
    case 'user':
      return h('span', { class: 'mention' }, `@${context.userName(node.id)}`)
    case 'role': {
      const { name, colour } = context.role(node.id)
      return h('span', { class: 'mention', style: { color: colour } }, `@${name}`)
    }
    case 'channel': {
      const { name, open } = context.channel(node.id)
      if (!open) return h('span', { class: 'mention' }, `#${name}`)
      return h('button', { class: 'mention', type: 'button', on: { click: open } }, `#${name}`)
    }
    case 'everyone':
    case 'command':
      return h('span', { class: 'mention' }, node.text)
    case 'emoji':
      return h('span', { class: 'emoji-name' }, `:${node.name}:`)
    case 'time':
      return h(
        'time',
        {
          class: 'timestamp',
          datetime: isoOf(node.at),
          title: fullTime(node.at, context.locale),
          'data-at': node.at,
          'data-style': node.style,
        },
        formatTime(node.at, node.style, context.locale, context.now()),
      )
  }
}

const isoOf = (at: number): string | undefined => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : undefined)

export function spoiler(children: readonly Node[], context: Pick<MarkdownContext, 'spoilerLabel'>): HTMLElement {
  const inside = h('span', { class: 'spoiler-text', 'aria-hidden': 'true' }, children)
  const reveal = () => {
    element.classList.add('revealed')
    inside.removeAttribute('aria-hidden')
    for (const name of ['role', 'tabindex', 'aria-label', 'aria-expanded']) element.removeAttribute(name)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      reveal()
    }
  }
  // A hidden text must not be reached by keyboard through a link within it.
  inside.inert = true
  const element = h(
    'span',
    {
      class: 'spoiler',
      role: 'button',
      tabindex: 0,
      'aria-expanded': 'false',
      'aria-label': context.spoilerLabel,
      on: {
        click: () => {
          reveal()
          inside.inert = false
        },
        keydown: (event: KeyboardEvent) => {
          onKey(event)
          inside.inert = !element.classList.contains('revealed')
        },
      },
    },
    inside,
  )
  return element
}

function link(node: Extract<MarkdownNode, { kind: 'link' }>, children: Node[], context: MarkdownContext): HTMLElement {
  const follow = (event: MouseEvent) => {
    event.preventDefault()
    context.follow(node.url, element.textContent ?? '')
  }
  const element = h(
    'a',
    {
      href: node.url,
      title: node.isMasked ? node.url : undefined,
      rel: 'noopener noreferrer nofollow',
      target: '_blank',
      on: { click: follow },
    },
    children,
  )
  return element
}
