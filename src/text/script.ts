// Which script a character belongs to. Only what a Chinese and English digest needs: no tables, no
// locale.
import type { Language } from './bilingual.ts'

/** Han, kana and Hangul: characters that follow each other without a space. */
export function isCjk(code: number): boolean {
  return (
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    code === 0x3005 ||
    code === 0x3007 ||
    // Lead surrogates of planes 2 and 3, where the rarer Han characters live.
    (code >= 0xd840 && code <= 0xd8bf)
  )
}

/** CJK and full-width punctuation: 、。《》，：（） and the like. */
export function isWidePunctuation(code: number): boolean {
  return (code >= 0x3001 && code <= 0x301f) || (code >= 0xff01 && code <= 0xff0f) || (code >= 0xff1a && code <= 0xff5e)
}

export function isLatinLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || (code >= 0xc0 && code <= 0x24f)
}

/** The same characters, for a look at a whole text. */
const CJK = /[\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\ud840-\ud8bf\uf900-\ufaff]/
const LATIN = /[A-Za-z\u00c0-\u024f]/

export function hasCjk(text: string): boolean {
  return CJK.test(text)
}

const SAMPLE = 160

/**
 * The language of a line by its beginning; null where it has letters of neither. A Chinese line may
 * quote much English.
 */
export function languageOf(text: string): Language | null {
  const sample = text.length > SAMPLE ? text.slice(0, SAMPLE) : text
  if (!hasCjk(sample)) return LATIN.test(sample) ? 'en' : null
  let cjk = 0
  let latin = 0
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i)
    if (isCjk(code)) {
      cjk++
      // The rest of the sample cannot outweigh these.
      if (cjk * 8 >= SAMPLE) return 'zh'
    } else if (isLatinLetter(code)) latin++
  }
  return cjk * 8 >= latin ? 'zh' : 'en'
}
