// The line at the bottom: plain messages, and commands from the moment a slash is typed.
import type { Message } from '../../world/types.ts'
import { isSlowed, mayIn, mayWrite, offered } from '../data/permissions.ts'
import { displayName, nameOf } from '../data/store.ts'
import { isForum } from '../data/types.ts'
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import type { Page } from '../page-parts.ts'
import { type CommandForm, createCommandForm } from './command-form.ts'
import { type Entry, entriesOf, matching, OPTION, typedOut } from './commands.ts'
import { createFileTray, filesOf } from './file-tray.ts'
import { createSuggestBox } from './suggest-box.ts'

export interface Composer {
  readonly element: HTMLElement
  focus(): void
  reply(messageId: string): void
  /** The commands that would take a file here. */
  fileCommands(): Entry[]
  openWithFile(entry: Entry, file: File): void
  /** Fills the open command's file option; false where there is none. */
  takeFile(file: File): boolean
  mayAttach(): boolean
  /** Puts files on the message that is being written. */
  attach(files: readonly File[]): void
}

const LIMIT = 2_000
const MAX_FILES = 10
const TYPING_EVERY_MS = 8_000

export function createComposer(page: Page): Composer {
  const { store, say } = page
  const box = createSuggestBox()
  const field = h('textarea', {
    class: 'composer-field',
    rows: 1,
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    dir: 'auto',
  })
  const count = h('span', { class: 'composer-count', 'aria-live': 'polite' })
  const replyBar = h('div', { class: 'reply-bar', hidden: true })
  const tray = createFileTray(page, { label: say('attached'), max: MAX_FILES, onChange: () => field.focus() })
  const plus = h(
    'button',
    { type: 'button', class: 'icon-button attach', on: { click: () => tray.picker.click() } },
    icon('plus'),
  )
  const line = h('div', { class: 'composer-line' }, plus, tray.picker, field, count)
  const typing = h('div', { class: 'typing', 'aria-live': 'polite' })
  const slow = h('div', { class: 'slow-mode muted', hidden: true })
  const refused = h('div', { class: 'composer-refused', hidden: true })
  const element = h(
    'div',
    { class: 'composer' },
    box.element,
    replyBar,
    tray.element,
    line,
    refused,
    h('div', { class: 'composer-foot' }, typing, slow),
  )
  let form: CommandForm | undefined
  let replyTo: Message | undefined
  let lastTyping = 0
  let hasWalked = false

  const entries = (): Entry[] => (store.place ? entriesOf(offered(store, store.place, 1), store.viewer.locale) : [])

  function resize(): void {
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`
    const left = LIMIT - [...field.value].length
    count.hidden = left > 200
    count.className = left < 0 ? 'composer-count over' : 'composer-count'
    count.textContent = left < 0 ? say('tooLong', { count: -left }) : say('characters', { count: left })
  }

  function offer(): void {
    const text = field.value
    if (!/^\/[^\n]*$/.test(text)) {
      box.hide()
      return
    }
    const all = entries()
    const typed = typedOut(all, text)
    if (typed) {
      openForm(typed.entry, typed.rest)
      return
    }
    const found = matching(all, text.slice(1).trimEnd())
    if (found.length === 0) {
      box.showWords(field, say('commands'), say('noCommands'))
      return
    }
    const list = found.map((entry) => ({ value: entry.name, label: `/${entry.shownName}`, description: entry.description }))
    box.show(field, say('commands'), list, ({ value }) => {
      const entry = found.find(({ name }) => name === value)
      if (entry) openForm(entry, '')
    })
  }

  function openForm(entry: Entry, rest: string): CommandForm {
    closeForm()
    field.value = ''
    resize()
    const made = createCommandForm({
      page,
      box,
      entry,
      onCancel: () => {
        closeForm()
        field.focus()
      },
      onSend: (options, files) => {
        closeForm()
        field.focus()
        void page.actions.command(entry.name, options, files)
      },
    })
    form = made
    line.hidden = true
    line.after(made.element)
    made.start(rest)
    return made
  }
  function closeForm(): void {
    box.hide()
    form?.element.remove()
    form = undefined
    line.hidden = refused.hidden === false
  }

  async function send(): Promise<void> {
    const text = field.value.trim()
    if ((text === '' && tray.files.length === 0) || [...text].length > LIMIT) return
    if (await page.actions.write(text, tray.files, replyTo)) {
      field.value = ''
      tray.clear()
      setReply(undefined)
      resize()
    }
  }
  function setReply(message: Message | undefined): void {
    replyTo = message
    replyBar.hidden = message === undefined
    if (!message) return
    const stop = h(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': say('stopReply'), on: { click: () => setReply(undefined) } },
      icon('close', 16),
    )
    replyBar.replaceChildren(h('span', { dir: 'auto' }, say('replyingTo', { name: displayName(message.author) })), stop)
    field.focus()
  }
  function tellTyping(): void {
    if (!store.place || field.value === '' || field.value.startsWith('/') || Date.now() - lastTyping < TYPING_EVERY_MS) return
    lastTyping = Date.now()
    void page.actions.act({ action: 'typing', channel: store.place.id, user: store.viewer.userId })
  }

  /** A command that is typed out and needs nothing else. */
  function wholeCommand(): Entry | undefined {
    const typed = field.value.slice(1).trim().toLowerCase()
    const entry = entries().find(({ name, shownName }) => name === typed || shownName.toLowerCase() === typed)
    return field.value.startsWith('/') && !entry?.options.some(({ required }) => required) ? entry : undefined
  }

  field.addEventListener('input', () => {
    hasWalked = false
    resize()
    offer()
    tellTyping()
  })
  field.addEventListener('paste', (event) => {
    const files = filesOf(event.clipboardData)
    if (files.length === 0 || !mayAttach()) return
    event.preventDefault()
    tray.add(files)
  })
  field.addEventListener('focus', offer)
  field.addEventListener('blur', () => box.hide())
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (event.key.startsWith('Arrow')) hasWalked = true
    const whole = event.key === 'Enter' && !event.shiftKey && !hasWalked ? wholeCommand() : undefined
    if (whole) {
      event.preventDefault()
      openForm(whole, '').send()
    } else if (box.onKey(event)) event.preventDefault()
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      if (!field.value.startsWith('/')) void send()
    } else if (event.key === 'Escape' && replyTo) setReply(undefined)
  })

  const mayAttach = () =>
    store.place !== undefined &&
    mayWrite(store, store.viewer.userId, store.place) &&
    mayIn(store, store.viewer.userId, store.place, 'ATTACH_FILES')

  function drawPlace(): void {
    const channel = store.place
    element.hidden = channel === undefined || isForum(channel)
    if (!channel) return
    const name = nameOf(channel, store)
    const words = say('composer', { name: channel.guild_id ? `#${name}` : `@${name}` })
    field.placeholder = words
    field.setAttribute('aria-label', words)
    plus.hidden = !mayAttach()
    plus.setAttribute('aria-label', say('attach'))
    plus.title = say('attach')
    const viewer = store.users.get(store.viewer.userId)
    // Who may not write may still use commands, in Discord too.
    const mayType = mayWrite(store, store.viewer.userId, channel) || entries().length > 0
    refused.hidden = mayType
    refused.textContent = mayType ? '' : say('mayNotWrite', { user: viewer ? displayName(viewer) : '' })
    if (!form) line.hidden = !mayType
    slow.hidden = !mayType || !isSlowed(store, store.viewer.userId, channel)
    slow.textContent = slow.hidden ? '' : say('slowMode', { seconds: channel.rate_limit_per_user ?? 0 })
  }
  function drawTyping(): void {
    const names = store.place ? store.typingIn(store.place.id).flatMap((id) => store.users.get(id) ?? []) : []
    typing.textContent = names.length > 0 ? say('typing', { name: names.map(displayName).join(', ') }) : ''
  }

  let placeId: string | undefined
  store.on(['place', 'viewer'], () => {
    if (placeId !== store.place?.id || form) {
      closeForm()
      setReply(undefined)
      tray.clear()
    }
    placeId = store.place?.id
    drawTyping()
  })
  store.on(['place', 'viewer', 'world', 'commands'], drawPlace)
  store.on('commands', () => document.activeElement === field && offer())
  store.on('typing', drawTyping)

  return {
    element,
    focus: () => field.focus(),
    reply(messageId) {
      const channel = store.place
      const message = channel && store.shelves.of(channel.id).messages.find(({ id }) => id === messageId)
      if (message) setReply(message)
    },
    fileCommands: () => entries().filter(({ options }) => options.some(({ type }) => type === OPTION.attachment)),
    openWithFile: (entry, file) => void openForm(entry, '').takeFile(file),
    takeFile: (file) => form?.takeFile(file) ?? false,
    mayAttach,
    attach(files) {
      closeForm()
      tray.add(files)
    },
  }
}
