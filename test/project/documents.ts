// The Markdown that people read, as the tests of the project look at it.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

export const read = (path: string) => readFileSync(join(root, path), 'utf8')

/**
 * Not written by people for the project: packages, what a run or a build makes, and digests, which
 * are input.
 */
const SKIPPED = new Set(['node_modules', 'dist', 'data', 'coverage', 'artifacts', 'digests', 'fixtures', '.git', '.cache'])

/** Every Markdown page of the project, by its path from the root. */
export function listPages(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (SKIPPED.has(entry.name) || path === 'test/digest/layouts') return []
    if (entry.isDirectory()) return listPages(path)
    return entry.name.endsWith('.md') ? [path] : []
  })
}

export interface Line {
  readonly number: number
  readonly text: string
}

/** The lines outside fenced code. */
export function linesOfProse(text: string): Line[] {
  let fence: string | null = null
  return text.split('\n').flatMap((line, index) => {
    const mark = line.match(/^\s*(`{3,}|~{3,})/)?.[1] ?? null
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null
      return []
    }
    fence = mark
    return mark === null ? [{ number: index + 1, text: line }] : []
  })
}

const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u

/** Columns on a terminal: a Chinese character takes two. */
export const columnsOf = (text: string) => [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0)

/** Where a line could have been wrapped: what a link or inline code holds stays whole. */
const PIECE = /(?:`[^`]*`|\[[^\]]*\]\([^)]*\)|\S)+/g

/**
 * Lines that should have been wrapped. Tables, headings, HTML and lines of one piece may be wider.
 */
export function findWideLines(text: string, columns: number): Line[] {
  return linesOfProse(text).filter(
    (line) =>
      columnsOf(line.text) > columns &&
      !/^\s*(?:\||#|<|!\[|\[[^\]]+\]:)/.test(line.text) &&
      (line.text.replace(/^\s*(?:[-*>]|\d+\.)\s/, '').match(PIECE)?.length ?? 0) > 1,
  )
}

/** Paths that a page links to inside the project, without those of other sites. */
export function linksOf(text: string): { path: string; anchor: string | null }[] {
  const prose = linesOfProse(text)
    .map((line) => line.text.replace(/`[^`]*`/g, ''))
    .join('\n')
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)/g)]
  const referenced = [...prose.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)/gm)]
  return [...inline, ...referenced]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target))
    .map((target) => {
      const [path = '', anchor] = target.split('#')
      return { path: decodeURIComponent(path), anchor: anchor ?? null }
    })
}

/** The anchors that GitHub gives to the headings of a page. */
export const anchorsOf = (text: string) =>
  linesOfProse(text).flatMap((line) => {
    const heading = line.text.match(/^#{1,6}\s+(.*?)\s*#*$/)?.[1]
    if (heading === undefined) return []
    const plain = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '')
    return [plain.replace(/\s/g, '-')]
  })
