// Files that wait to be sent: chosen with a button, dropped or pasted, and taken out again one by
// one.
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import { sizeText } from '../message/media.ts'
import type { Page } from '../page-parts.ts'

export interface FileTray {
  /** The list of files; hidden while there are none. */
  readonly element: HTMLElement
  /** The browser's own dialog for files, opened by whatever button is before it. */
  readonly picker: HTMLInputElement
  readonly files: readonly File[]
  add(files: readonly File[]): void
  clear(): void
}

export interface FileTrayParts {
  readonly label: string
  readonly max: number
  /** As the browser's dialog filters: `.png,image/*`. */
  readonly accept?: string | undefined
  onChange(): void
}

export function createFileTray({ say }: Page, parts: FileTrayParts): FileTray {
  let files: File[] = []
  const element = h('ul', { class: 'file-tray', 'aria-label': parts.label, hidden: true })
  const picker = h('input', {
    type: 'file',
    class: 'sr-only',
    tabindex: -1,
    'aria-label': parts.label,
    multiple: parts.max > 1,
    accept: parts.accept,
  })
  picker.addEventListener('change', () => {
    add([...(picker.files ?? [])])
    // The same file may be chosen again after it was taken out.
    picker.value = ''
  })

  function add(more: readonly File[]): void {
    // Where one is wanted the newest is meant.
    files = parts.max === 1 ? more.slice(-1) : [...files, ...more].slice(0, parts.max)
    changed()
  }
  function changed(): void {
    element.hidden = files.length === 0
    element.replaceChildren(...files.map(chip))
    parts.onChange()
  }
  function chip(file: File): HTMLElement {
    const name = say('removeFile', { name: file.name })
    const remove = () => {
      files = files.filter((each) => each !== file)
      changed()
    }
    return h(
      'li',
      { class: 'file-chip' },
      icon('file', 18),
      h('span', { class: 'file-chip-name', dir: 'auto' }, file.name),
      h('span', { class: 'muted small' }, sizeText(file.size)),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': name, on: { click: remove } }, icon('close', 16)),
    )
  }
  return {
    element,
    picker,
    get files() {
      return files
    },
    add,
    clear() {
      files = []
      changed()
    },
  }
}

export const filesOf = (transfer: DataTransfer | null): File[] => [...(transfer?.files ?? [])]
