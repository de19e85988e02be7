// A file dropped anywhere on the page goes to the command that takes files: the open one, the only one, or the one that is chosen.
import { h } from '../dom.ts'
import { openMenu } from '../layers/menu.ts'
import type { Page } from '../page-parts.ts'
import { displayName } from '../store.ts'
import type { Composer } from './composer.ts'

export function acceptDrops(page: Page, composer: Composer, root: HTMLElement): void {
  const { say, store, layers } = page
  const words = h('div', { class: 'drop-words' })
  const veil = h('div', { class: 'drop-veil', hidden: true, 'aria-hidden': 'true' }, words)
  root.append(veil)
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true

  function sentence(): string {
    const commands = composer.fileCommands()
    const user = store.users.get(store.viewer.userId)
    if (commands.length === 0) return say('dropNowhere', { user: user ? displayName(user) : '' })
    return say('dropHere', { command: commands.map(({ shownName }) => `/${shownName}`).join(' · ') })
  }
  document.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    if (veil.hidden) words.textContent = sentence()
    veil.hidden = false
  })
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) veil.hidden = true
  })
  document.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    veil.hidden = true
    const file = event.dataTransfer?.files[0]
    if (!file || composer.takeFile(file)) return
    const commands = composer.fileCommands()
    const [only] = commands
    if (!only) return layers.notice(sentence())
    if (commands.length === 1) return composer.openWithFile(only, file)
    const entries = commands.map((entry) => ({ label: `/${entry.shownName}`, run: () => composer.openWithFile(entry, file) }))
    openMenu(layers, { x: event.clientX, y: event.clientY }, say('whichCommand'), [{ heading: say('whichCommand') }, ...entries])
  })
}
