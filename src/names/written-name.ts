// A name as reference lists write it: family name, given names and suffix, letters and case kept.
import { oneLine } from '../text/markdown.ts'
import { isParticle, isSuffix } from './particles.ts'

export interface WrittenName {
  readonly family: string
  /**
   * As written: `A`, `Ashish`, `C R N`; empty for a name of one word, for Chinese names and for
   * groups.
   */
  readonly given: string
  /** `Jr.`, `III`; empty for most. */
  readonly suffix: string
}

/** Groups sign whole: no part of their name is a given name. */
const GROUP =
  /\b(?:and|[Tt]he|[Tt]eam|[Gg]roup|[Cc]ollaboration|[Cc]onsortium|[Cc]ommittee|Labs?|[Ll]aboratory|[Ii]nstitute|[Uu]niversity)\b| AI$/

/**
 * Digests write names as papers do, given name first; a Chinese name is one word, family name
 * first.
 */
export function writtenName(author: string): WrittenName {
  const text = oneLine(author)
    .replace(/(?<![*†‡§¶])[*†‡§¶]+$/u, '')
    .trim()
  const turned = /^([^,，]+)[,，]\s*(.+)$/u.exec(text)
  const all = (turned ? `${turned[2]} ${turned[1]}` : text).split(' ')
  const suffix = all.length > 2 && isSuffix(all.at(-1) ?? '') ? (all.pop() ?? '') : ''
  if (GROUP.test(text) || all.length === 1) return { family: all.join(' '), given: '', suffix }
  const particle = all.findIndex((word, i) => i > 0 && /^\p{Ll}/u.test(word) && isParticle(word))
  const at = particle === -1 ? all.length - 1 : particle
  return { family: all.slice(at).join(' '), given: all.slice(0, at).join(' '), suffix: suffix.replace(/,$/, '') }
}

/**
 * `Jean-Luc` → `J-L`, `AN` and `A. N.` → `A`, `N`: each word's first letter; capitals alone are
 * initials already.
 */
export function initialsOf(given: string): string[] {
  return given.split(/[\s.]+/u).flatMap((word) => {
    if (word === '' || word === '-') return []
    if (/^\p{Lu}{2,3}$/u.test(word)) return [...word]
    const parts = word.split(/[-‐]/u).flatMap((part) => [...part].slice(0, 1))
    return parts.length === 0 ? [] : [parts.map((letter) => letter.toUpperCase()).join('-')]
  })
}

export const isChinese = (name: WrittenName) => name.given === '' && /^\p{sc=Han}+$/u.test(name.family)
