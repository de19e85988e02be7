// Rich Text Format → its lines, as Word, WordPad and TextEdit write it. A parser of its own, since
// those on npm read no code page of a font, lose the targets of links, or only unwrap mails of
// Outlook. It reads any bytes, in one pass, without recursion. Source: Microsoft's Rich Text Format
// Specification 1.9.1.
import { decodeText, encodingLabel } from '../decode/decode.ts'
import { addressesBelow } from './link-text.ts'
import { firstCharacter, latin1 } from './signature.ts'

export interface RtfRead {
  readonly text: string
  /** Of the document; fonts may have another. */
  readonly encoding: string
  readonly isCutOff: boolean
}

interface State {
  /** What is in this group shows nowhere. */
  isSkipped: boolean
  isHidden: boolean
  /** How many characters stand behind each `\u` for readers without Unicode. */
  fallback: number
  font: number
  destination: 'text' | 'fonts' | 'instruction'
  field: Field | null
}

interface Field {
  /** Where its result begins in what was read so far. */
  readonly start: number
  instruction: string
}

const CHARSETS: Readonly<Record<number, number>> = {
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
  77: 10000,
}
const LABELS: Readonly<Record<number, string>> = {
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  54936: 'gb18030',
  65001: 'utf-8',
}
const CHARACTERS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  column: '\n',
  cell: '\t',
  nestcell: '\t',
  nestrow: '\n',
  tab: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  enspace: ' ',
  emspace: ' ',
  qmspace: ' ',
  '~': '\u00a0',
  _: '-',
  '\n': '\n',
  '\r': '\n',
  '{': '{',
  '}': '}',
  '\\': '\\',
}
/** Groups that hold no text of the document. */
const APART = new Set(
  'colortbl stylesheet info header headerl headerr headerf footer footerl footerr footerf nonshppict objdata themedata colorschememapping latentstyles datastore xmlnstbl listtable listoverridetable rsidtbl generator pn'.split(
    ' ',
  ),
)
/** Marked as groups that old readers may skip, and yet of use. */
const USED = new Set(['fldinst', 'shppict'])
const WORD = /([a-z]{1,32})(-?\d{1,10})? ?/iy
const MAX_LABEL = 4000
const MAX_INSTRUCTION = 4000
/** Of groups that are kept apart; what is deeper belongs to the deepest. */
const MAX_DEPTH = 10_000

const BRACE = 0x7b

export function isRtf(bytes: Uint8Array): boolean {
  return firstCharacter(bytes) === BRACE && latin1(bytes, 8).replace(/^ï»¿/, '').startsWith('{\\rtf')
}

export function readRtf(bytes: Uint8Array): RtfRead {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const out: string[] = []
  const fonts = new Map<number, number>()
  const groups: State[] = []
  let state: State = { isSkipped: false, isHidden: false, fallback: 1, font: -1, destination: 'text', field: null }
  let codePage = 1252
  let ignored = 0
  let pending: number[] = []
  const addresses: string[] = []
  let surplus = 0

  const flush = () => {
    if (pending.length === 0) return
    const label = labelOf(fonts.get(state.font) ?? codePage)
    out.push(decodeText(Uint8Array.from(pending), label))
    pending = []
  }
  const write = (text: string) => {
    if (state.isSkipped || state.isHidden) return
    if (state.destination === 'instruction') {
      if (state.field && state.field.instruction.length < MAX_INSTRUCTION) state.field.instruction += text
    } else if (state.destination === 'text') {
      flush()
      out.push(text)
      if (text === '\n') out.push(...addresses.splice(0))
    }
  }
  const writeByte = (byte: number) => {
    if (ignored > 0) ignored--
    else if (state.isSkipped || state.isHidden || state.destination === 'fonts') return
    else if (state.destination === 'instruction') write(String.fromCharCode(byte))
    else pending.push(byte)
  }
  const closeField = ({ start, instruction }: Field) => {
    const address = /HYPERLINK\s+(?:\\\w\s+)*"?(https?:\/\/[^\s"]{1,2000})/i.exec(instruction)?.[1]
    if (address === undefined) return
    const label = out
      .slice(start, start + MAX_LABEL)
      .join('')
      .slice(0, MAX_LABEL)
      .trim()
    const { inline, below } = addressesBelow(label, address)
    if (inline !== '') out.push(inline)
    if (below !== null) addresses.push(`${below}\n`)
  }
  const control = (word: string, number: number | null) => {
    const isOff = number === 0
    if (word === 'u' && number !== null) {
      write(String.fromCharCode(number & 0xffff))
      ignored = state.fallback
    } else if (word === 'uc') state.fallback = Math.max(0, Math.min(number ?? 1, 16))
    else if (word === 'ansicpg' && number !== null) codePage = number || codePage
    else if (word === 'mac') codePage = 10000
    else if (word === 'f' && number !== null) state.font = number
    else if (word === 'fcharset' && state.destination === 'fonts') remember(CHARSETS[number ?? 0] ?? null)
    else if (word === 'cpg' && state.destination === 'fonts') remember(number)
    else if (word === 'fonttbl') state.destination = 'fonts'
    else if (word === 'field') state.field = { start: out.length, instruction: '' }
    else if (word === 'fldinst') state.destination = 'instruction'
    else if (word === 'fldrslt') state.destination = 'text'
    else if (word === 'pict') {
      if (!state.isSkipped) write('\nimage.png\n')
      state.isSkipped = true
    } else if (word === 'v' || word === 'deleted') state.isHidden = !isOff
    else if (word === 'plain') state.isHidden = false
    else if (APART.has(word)) state.isSkipped = true
    else if (Object.hasOwn(CHARACTERS, word)) write(CHARACTERS[word] ?? '')
  }
  const remember = (page: number | null) => {
    if (page !== null && page > 0) fonts.set(state.font, page)
  }

  for (let at = 0; at < source.length; ) {
    const character = source.charAt(at)
    if (character === '{') {
      flush()
      ignored = 0
      if (groups.length < MAX_DEPTH) groups.push({ ...state })
      else surplus++
      at++
    } else if (character === '}' && surplus > 0) {
      surplus--
      at++
    } else if (character === '}') {
      flush()
      ignored = 0
      const outer = groups.pop()
      if (outer === undefined) break
      if (state.field !== null && state.field !== outer.field) closeField(state.field)
      state = outer
      at++
    } else if (character === '\r' || character === '\n') at++
    else if (character !== '\\') {
      writeByte(source.charCodeAt(at))
      at++
    } else if (source.charAt(at + 1) === "'") {
      const byte = Number.parseInt(source.slice(at + 2, at + 4), 16)
      if (Number.isInteger(byte)) writeByte(byte)
      at += 4
    } else if (source.startsWith('\\*', at)) {
      WORD.lastIndex = /[a-z]/i.test(source.charAt(at + 3)) && source.charAt(at + 2) === '\\' ? at + 3 : source.length
      const word = WORD.exec(source)?.[1]
      if (word === undefined || !USED.has(word)) state.isSkipped = true
      at += 2
    } else {
      flush()
      WORD.lastIndex = at + 1
      const match = WORD.exec(source)
      const word = match?.[1] ?? source.charAt(at + 1)
      const number = match?.[2] === undefined ? null : Number(match[2])
      at += 1 + (match?.[0].length ?? 1)
      if (word === 'bin' && number !== null && number > 0) at += number
      else {
        // What was left out behind a `\u` must not cost a paragraph its end.
        ignored = 0
        control(word, number)
      }
    }
  }
  flush()
  out.push(...addresses.map((address) => `\n${address}`))
  return { text: out.join(''), encoding: labelOf(codePage), isCutOff: groups.length > 0 }
}

function labelOf(codePage: number): string {
  return encodingLabel(LABELS[codePage] ?? `windows-${codePage}`) ?? 'windows-1252'
}
