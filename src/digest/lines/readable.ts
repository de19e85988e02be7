// What a line says: characters written as HTML entities are read, and letters whose accents come
// apart, as a Mac's file system leaves them, are put together. Line by line, so that every place
// still points at what was written.
import { decodeHTMLStrict } from 'entities/decode'

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});|&nbsp(?![a-z\d;=])/gi
const HAS_ENTITY = /&(?:#x?[\da-f]{1,7}|[a-z][a-z\d]{1,31});|&nbsp/i
/** Combining marks, the sound marks of kana, and the parts of hangul. */
const APART = /[\u0300-\u036f\u1100-\u11ff\u3099\u309a]/
/** An escaped picture is text about a picture. */
const PICTURE = /^&lt;img\b/i
const CONTROLS = /[\0-\x08\x0e-\x1f\x7f-\x9f\ufffd]/
/** What was copied out of a page's source twice is escaped twice. */
const MAX_ESCAPES = 3

/** Whether anything in the text is to be read in another way than it is written. */
export function isWrittenApart(text: string, mayHoldMarks = true): boolean {
  return (mayHoldMarks && APART.test(text)) || mayHoldEntity(text)
}

/** A letter or a number sign right behind `&`: most stand between blanks. */
function mayHoldEntity(text: string): boolean {
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    const code = text.charCodeAt(at + 1)
    if (code === 0x23 || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return HAS_ENTITY.test(text)
  }
  return false
}

export function readable(written: string): string {
  let text = written
  for (let i = 0; i < MAX_ESCAPES && text.includes('&') && HAS_ENTITY.test(text); i++) text = text.replace(ENTITY, characterOf)
  return APART.test(text) ? text.normalize('NFC') : text
}

/** The entity itself where it is none, or names a character that no line holds. */
function characterOf(entity: string, at: number, text: string): string {
  if (PICTURE.test(text.slice(at, at + 8))) return entity
  const character = decodeHTMLStrict(entity.endsWith(';') ? entity : `${entity};`)
  if (/[\n\r\u2028\u2029]/.test(character)) return ' '
  return CONTROLS.test(character) ? entity : character
}
