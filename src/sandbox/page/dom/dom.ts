// Makes elements. Text goes in as text nodes only, addresses pass one gate, and no attribute can
// hold a script: nothing that a message says can become markup.

export type Child = Node | string | number | null | undefined | false | readonly Child[]
type Listener = (event: never) => void
type Value = string | number | boolean | null | undefined

export interface Props {
  class?: string | undefined
  style?: Readonly<Record<string, string | undefined>>
  on?: Readonly<Record<string, Listener>>
  [attribute: string]: Value | Readonly<Record<string, string | undefined>> | Readonly<Record<string, Listener>>
}

const ADDRESSES = new Set(['href', 'src', 'poster', 'action', 'formaction', 'srcdoc', 'data'])

/**
 * An address that may be shown or followed: the web's, the sandbox's own, or a picture made here.
 */
export function safeUrl(text: string): string | undefined {
  if (/^(?:#|\/(?!\/))/.test(text) || text.startsWith('blob:') || /^data:image\/(?:png|jpeg|gif|webp);/.test(text)) return text
  try {
    const url = new URL(text)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined
  } catch {
    return undefined
  }
}

function setAttribute(element: Element, name: string, value: Value): void {
  if (value === undefined || value === null || value === false) return
  if (name.startsWith('on')) throw new Error(`attributes that hold scripts are not made: ${name}`)
  const text = value === true ? '' : String(value)
  const allowed = ADDRESSES.has(name) ? safeUrl(text) : text
  if (allowed !== undefined) element.setAttribute(name, allowed)
}

export function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue
    if (Array.isArray(child)) append(parent, child)
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)))
  }
}

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (name === 'style' || name === 'on') continue
    setAttribute(element, name, value as Value)
  }
  // Set through the object model: a style attribute would be refused by the content security
  // policy.
  for (const [name, value] of Object.entries(props.style ?? {})) if (value !== undefined) element.style.setProperty(name, value)
  for (const [name, listener] of Object.entries(props.on ?? {})) element.addEventListener(name, listener as EventListener)
  append(element, children)
  return element
}

export const isElement = (target: EventTarget | null): target is HTMLElement => target instanceof HTMLElement

let lastId = 0
export const freshId = (prefix: string): string => `${prefix}-${++lastId}`
