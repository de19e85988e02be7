// A button that copies. Where the page is embedded and may not write to the clipboard, the text is
// shown to be copied by hand.
import { h } from '../dom/dom.ts'
import type { Page } from '../page-parts.ts'

export async function copyText({ layers, say }: Page, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    layers.notice(say('copied'))
  } catch {
    window.prompt(say('copyByHand'), text)
  }
}

export const copyButton = (page: Page, label: string, text: () => string): HTMLElement =>
  h('button', { type: 'button', class: 'button secondary small', on: { click: () => void copyText(page, text()) } }, label)
