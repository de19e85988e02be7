// A file of mails, one behind the other, as Thunderbird, Apple Mail, Gmail's Takeout and Unix keep
// their folders: each begins with a line `From …`, and such a line inside a mail has a `>` before
// it (mboxo, mboxrd; RFC 4155).
import { firstCharacter, latin1 } from './signature.ts'

const SEPARATOR = Buffer.from('\nFrom ')
const MAX_LINE = 1000
/** `From somebody@example.org Sat Jul 10 07:30:00 2021`; some programs leave out the time. */
const FROM = /^From \S.{0,400}?\d{1,2}:\d{2}|^From (?:-|\S+@\S+)\s*$/
const HEADER = /^(?:>From |[\w-]{2,60}:)/
const MAIL_HEADER =
  /^(?:from|to|cc|subject|date|sender|reply-to|mime-version|received|return-path|message-id|content-[\w-]+|delivered-to|dkim-[\w-]+|arc-[\w-]+|status|x-[\w-]+|authentication-results|list-[\w-]+|user-agent|envelope-to):/i

const LETTER_F = 0x46

export function isMailbox(bytes: Uint8Array): boolean {
  return firstCharacter(bytes) === LETTER_F && isStart(bytes, bytes[0] === 0xef ? 3 : 0)
}

/** The mails with their quoted lines as they were sent. */
export function splitMailbox(bytes: Uint8Array): readonly Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const starts = [bytes[0] === 0xef ? 3 : 0]
  for (let at = buffer.indexOf(SEPARATOR); at !== -1; at = buffer.indexOf(SEPARATOR, at + 1))
    if (isBehindBlank(buffer, at) && isStart(buffer, at + 1)) starts.push(at + 1)
  return starts.map((start, i) => unquoted(withoutFirstLine(buffer.subarray(start, starts[i + 1]))))
}

/** Behind a blank line, with either ending. */
function isBehindBlank(buffer: Buffer, at: number): boolean {
  return buffer[at - 1] === 0x0a || (buffer[at - 1] === 0x0d && buffer[at - 2] === 0x0a)
}

/** A sentence that begins with the word has no header of a mail below it. */
function isStart(bytes: Uint8Array, at: number): boolean {
  const [first = '', second = ''] = latin1(bytes.subarray(at), MAX_LINE).split(/\r?\n/, 2)
  if (!first.startsWith('From ')) return false
  return MAIL_HEADER.test(second) || (FROM.test(first) && HEADER.test(second))
}

function withoutFirstLine(mail: Buffer): Buffer {
  return mail.subarray(mail.indexOf(0x0a) + 1)
}

const QUOTED = Buffer.from('>From ')

function unquoted(mail: Buffer): Uint8Array {
  const gone: number[] = []
  for (let at = mail.indexOf(QUOTED); at !== -1; at = mail.indexOf(QUOTED, at + 1)) {
    let start = at
    while (start > 0 && mail[start - 1] === 0x3e) start--
    if (start === 0 || mail[start - 1] === 0x0a) gone.push(start)
  }
  if (gone.length === 0) return mail
  const parts = [0, ...gone.map((place) => place + 1)].map((start, i) => mail.subarray(start, gone[i]))
  return Buffer.concat(parts)
}
