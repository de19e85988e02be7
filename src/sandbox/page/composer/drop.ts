// A file dropped anywhere on the page goes to the command that takes files: the open one, the only
// one, or the one that is chosen. Dropped on the line at the bottom, or where no command takes it,
// it is attached to a message.

import { displayName } from '../data/store.ts'
import { h, isElement } from '../dom/dom.ts'
import { openMenu } from '../layers/menu.ts'
import type { Page } from '../page-parts.ts'
import type { Composer } from './composer.ts'
import { filesOf } from './file-tray.ts'

export function acceptDrops(page: Page, composer: Composer, root: HTMLElement): void {
  const { say, store, layers } = page
  const words = h('div', { class: 'drop-words' })
  const veil = h('div', { class: 'drop-veil', hidden: true, 'aria-hidden': 'true' }, words)
  root.append(veil)
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true

  const onLine = (event: DragEvent) => isElement(event.target) && event.target.closest('.composer') !== null
  /** A modal has places of its own for files. */
  const inDialog = (event: DragEvent) => isElement(event.target) && event.target.closest('dialog') !== null

  function sentence(event: DragEvent): string {
    const commands = composer.fileCommands()
    const user = store.users.get(store.viewer.userId)
    const may = composer.mayAttach()
    if (may && (commands.length === 0 || onLine(event))) return say('dropAttach')
    if (commands.length === 0) return say('dropNowhere', { user: user ? displayName(user) : '' })
    const here = say('dropHere', { command: commands.map(({ shownName }) => `/${shownName}`).join(' · ') })
    return may ? `${here} · ${say('dropOnLine')}` : here
  }
  document.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    if (inDialog(event)) return
    words.textContent = sentence(event)
    veil.hidden = false
  })
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) veil.hidden = true
  })
  document.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    veil.hidden = true
    if (inDialog(event)) return
    const files = filesOf(event.dataTransfer)
    const [file] = files
    if (!file || (!onLine(event) && composer.takeFile(file))) return
    const commands = composer.fileCommands()
    const [only] = commands
    const may = composer.mayAttach()
    // A command takes one file: several are meant for a message.
    if (may && (!only || onLine(event) || files.length > 1)) return composer.attach(files)
    if (!only) return layers.notice(sentence(event))
    if (commands.length === 1) return composer.openWithFile(only, file)
    const entries = commands.map((entry) => ({ label: `/${entry.shownName}`, run: () => composer.openWithFile(entry, file) }))
    openMenu(layers, { x: event.clientX, y: event.clientY }, say('whichCommand'), [
      { heading: say('whichCommand') },
      ...entries,
      ...(may ? ['line' as const, { label: say('attachToMessage'), run: () => composer.attach(files) }] : []),
    ])
  })
}
