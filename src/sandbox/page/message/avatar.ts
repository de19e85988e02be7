// A person's or server's picture: initials on a colour of their own, since the sandbox's people
// have no photographs.

import type { User } from '../../world/types.ts'
import { h } from '../dom/dom.ts'

const COLOURS = ['#5865f2', '#4e7a51', '#9a5b13', '#b0354b', '#7a4fa3', '#0f6f86', '#6b6f7a']

function colourOf(id: string): string {
  let sum = 0
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0
  return COLOURS[sum % COLOURS.length] ?? '#5865f2'
}

/**
 * A name's first grapheme. Where one letter is it, as almost always, the browser's slow tables of
 * languages are left alone.
 */
export function firstLetter(name: string): string {
  const text = name.trim()
  const plain = /^[\p{L}\p{N}](?=$|[\p{L}\p{N}\p{P}\p{Z}])/u.exec(text)?.[0]
  return (plain ?? [...new Intl.Segmenter().segment(text)][0]?.segment)?.toUpperCase() ?? '?'
}

export function avatar(user: Pick<User, 'id' | 'username' | 'global_name' | 'bot'>, size: number): HTMLElement {
  const style = {
    'background-color': user.bot ? '#5865f2' : colourOf(user.id),
    width: `${size}px`,
    height: `${size}px`,
    'font-size': `${size * 0.45}px`,
  }
  // The letter is drawn by the style sheet: it is not part of the name of the button that it is in.
  const letter = firstLetter(user.global_name ?? user.username)
  return h('span', { class: 'avatar initials', 'data-initials': letter, 'aria-hidden': 'true', style })
}

/** A server's name as Discord shortens it: the first letter of each word. */
export const initials = (name: string): string => name.split(/\s+/).map(firstLetter).join('').slice(0, 3)
