// "A Jaegle, F Gimeno and V H. Pong, et al." → names. A name is known by its shape alone, so callers weigh the place.

const SEPARATOR = /\s*[,，、;；·]\s*(?:and\s+|&\s*)?|\s+(?:and|&|＆)\s+|\s*[|｜]\s*/g
const OTHERS = /[\s,，、;；(（…]*(?:\bet\.?\s*al\b\.?|\band others\b|等(?:人)?)[)）.。]*$/i
const FOOTMARKS = /(?<=\p{L}|\.|\))[\s^]*(?:[*†‡§¶#✉∗]|[\d¹²³⁴-⁹⁰](?:[,，]?\d)*)+$/u
const PARTICLES = 'van|von|de|der|den|del|della|di|da|dos|das|du|la|le|el|al|bin|ibn|ben|ter|ten|zu|y|of|the|for|and'
const WORD = `(?:\\p{Lu}[\\p{L}\\p{M}'’‘\`.\\-‐–]*|${PARTICLES}|[dlo]['’]\\p{Lu}[\\p{L}\\p{M}-]*|\\(?["“]\\p{L}+["”]\\)?)`
const LATIN_NAME = new RegExp(`^${WORD}(?:\\s+${WORD}){0,5}\\.?$`, 'u')
const CHINESE_NAME = /^[\u3400-\u9fff]{2,4}$|^[\u3400-\u9fff]{1,8}·[\u3400-\u9fff]{1,8}$/
const CJK = /[\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef]/
const LONGEST_NAME = 48
/** One word is a name only among others; capitals and titles begin so too. */
const TEAM = /\b(?:Team|Group|Collaboration|Consortium|Lab|Labs|Authors)$/

export function splitPeople(text: string): string[] {
  return text
    .replace(OTHERS, '')
    .split(SEPARATOR)
    .map((name) =>
      name
        .replace(FOOTMARKS, '')
        .replace(/^[\s*†‡\d]+(?=\p{L})/u, '')
        .trim(),
    )
    .filter((name) => /\p{L}/u.test(name))
}

export function isName(name: string): boolean {
  return name.length <= LONGEST_NAME && (CHINESE_NAME.test(name) || (!CJK.test(name) && LATIN_NAME.test(name)))
}

/** `several`: a list of names. `one`: a single one, which a short title may look like as well. */
export function looksLikePeople(text: string): 'several' | 'one' | null {
  const hasOthers = OTHERS.test(text)
  const names = splitPeople(text)
  if (names.length === 0) return null
  const good = names.filter(isName).length
  if (names.length === 1) return good === 1 && !CJK.test(text) ? (hasOthers || TEAM.test(text) ? 'several' : 'one') : null
  return good * 5 >= names.length * 4 ? 'several' : null
}
