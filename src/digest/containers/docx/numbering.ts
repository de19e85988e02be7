// The numbers and bullets that Word shows before the paragraphs of a list. They are not text of the
// document: a list names a definition, which says how each of its levels counts.
import { type Attributes, scanXml } from './xml.ts'

export interface Numbering {
  /** What comes before the next paragraph of a list; empty where it belongs to none. */
  markOf(style: string | null, list: string | null, level: number): string
}

interface Level {
  start: number
  format: string
  text: string
}

interface List {
  readonly definition: string
  readonly restarts: Map<number, number>
}

const MAX_LEVEL = 8
const NO_LIST = '0'

export function createNumbering(numberingXml: string, stylesXml: string): Numbering {
  const { definitions, lists } = readLists(numberingXml)
  const styles = readStyles(stylesXml)
  /** Lists of one definition count on together, unless one begins again. */
  const counters = new Map<string, number[]>()
  return {
    markOf(style, list, writtenLevel) {
      const styled = style === null ? undefined : styles.get(style)
      const id = list ?? styled?.list ?? NO_LIST
      const found = lists.get(id)
      if (id === NO_LIST || found === undefined) return ''
      const level = Math.min(MAX_LEVEL, Math.max(0, list === null ? (styled?.level ?? 0) : writtenLevel))
      const levels = definitions.get(found.definition) ?? new Map<number, Level>()
      const key = found.restarts.size > 0 ? `list ${id}` : found.definition
      const counts = counters.get(key) ?? []
      counters.set(key, counts)
      const startOf = (n: number) => found.restarts.get(n) ?? levels.get(n)?.start ?? 1
      counts[level] = (counts[level] ?? startOf(level) - 1) + 1
      counts.length = level + 1
      const { format, text } = levels.get(level) ?? { format: 'decimal', text: `%${level + 1}.` }
      if (format === 'none') return ''
      if (format === 'bullet') return '- '
      const shown = text.replace(/%([1-9])/g, (_, n: string) => {
        const at = Number(n) - 1
        return numeral(counts[at] ?? startOf(at), levels.get(at)?.format ?? 'decimal')
      })
      return shown === '' ? '' : `${shown} `
    },
  }
}

function readLists(xml: string): { definitions: Map<string, Map<number, Level>>; lists: Map<string, List> } {
  const definitions = new Map<string, Map<number, Level>>()
  const lists = new Map<string, List>()
  let levels: Map<number, Level> | null = null
  let level: Level | null = null
  let list = ''
  let definition = ''
  let overridden = 0
  scanXml(xml, {
    open(name, attributes: Attributes) {
      const value = attributes['w:val'] ?? ''
      if (name === 'w:abstractNum') {
        levels = new Map()
        definitions.set(attributes['w:abstractNumId'] ?? '', levels)
      } else if (name === 'w:lvl' && levels) {
        level = { start: 1, format: 'decimal', text: '' }
        levels.set(Number(attributes['w:ilvl']) || 0, level)
      } else if (name === 'w:start' && level) level.start = Number(value) || 0
      else if (name === 'w:numFmt' && level) level.format = value
      else if (name === 'w:lvlText' && level) level.text = value.slice(0, 100)
      else if (name === 'w:num') list = attributes['w:numId'] ?? ''
      else if (name === 'w:abstractNumId') {
        definition = value
        lists.set(list, { definition, restarts: new Map() })
      } else if (name === 'w:lvlOverride') overridden = Number(attributes['w:ilvl']) || 0
      else if (name === 'w:startOverride') lists.get(list)?.restarts.set(overridden, Number(value) || 1)
    },
    close(name) {
      if (name === 'w:abstractNum') levels = null
      if (name === 'w:lvl') level = null
    },
  })
  return { definitions, lists }
}

function readStyles(xml: string): ReadonlyMap<string, { list: string; level: number }> {
  const styles = new Map<string, { list: string; level: number }>()
  let style = ''
  let level = 0
  scanXml(xml, {
    open(name, attributes: Attributes) {
      if (name === 'w:style') {
        style = attributes['w:styleId'] ?? ''
        level = 0
      } else if (name === 'w:ilvl') level = Number(attributes['w:val']) || 0
      else if (name === 'w:numId' && style !== '') styles.set(style, { list: attributes['w:val'] ?? NO_LIST, level })
    },
  })
  return styles
}

const CHINESE = [...'零一二三四五六七八九']

function numeral(number: number, format: string): string {
  if (/^(?:chinese|ideograph|japanese|taiwanese)/.test(format) && number > 0 && number < 100) return chinese(number)
  if (/^decimalEnclosedCircle/.test(format) && number > 0 && number <= 20) return String.fromCharCode(0x2460 + number - 1)
  if (/^(?:lower|upper)Letter$/.test(format) && number > 0 && number <= 26)
    return String.fromCharCode((format === 'lowerLetter' ? 0x60 : 0x40) + number)
  return String(number)
}

function chinese(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  const front = tens === 0 ? '' : `${tens === 1 ? '' : CHINESE[tens]}十`
  return front + (ones === 0 ? '' : CHINESE[ones])
}
