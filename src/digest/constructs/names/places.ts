// Institutions as people write them: joined by `&`, between commas, behind the marks that authors
// refer to.

import { isInstitution, mayBeSeveralHan, splitHanPlaces } from '../../../names/institutions.ts'
import { splitAffiliations } from '../../../names/split-affiliations.ts'
import { splitPeople } from '../../../names/split-people.ts'

/** Parts of an institution; the institution follows behind a comma. */
const UNIT =
  /^(?:Dept\b|Department|School|Faculty|College of|Division|Laborator(?:y|ies)|Lab\b|Key Lab|State Key|National Key|Cent(?:er|re) (?:for|of)|Institute (?:of|for)|Graduate School|Academy of|Chair|Group|Team)/i

/** Universities go by these names, and towns as well: "University of California, Berkeley". */
const TOWN = /^(?:Berkeley|Cambridge|Oxford|Princeton|Stanford)$/
const UNIVERSITY = /\b(?:University|Institute|College|School)\b/

/**
 * "UC San Diego, Tsinghua University" are two, "Stanford University, USA" and "Department of
 * Physics, MIT" are one.
 */
export function splitPlaces(text: string): string[] {
  const names = splitAffiliations(text).flatMap(splitHanPlaces)
  if (!text.includes(',') && !text.includes('，')) return names
  return names.flatMap((name) => {
    const parts = name.split(/\s*[,，]\s*/).filter((part) => part !== '')
    const isAddress = parts.some((part, i) => UNIT.test(part) || (TOWN.test(part) && UNIVERSITY.test(parts[i - 1] ?? '')))
    const areSeparate = parts.length > 1 && parts.every(isLikePlace) && !isAddress
    return areSeparate ? parts : [name]
  })
}

/** Last words of institutions that no list of them has. */
const LIKE_PLACE =
  /(?:^|\s)(?:Labs?|Group|Systems|Technolog(?:y|ies)|Research|Robotics|Robots|AI|Inc\.?|Ltd\.?|Corp\.?|Foundation|Institute)$|[\u4e00-\u9fff]{2}(?:科技|集团|公司|中心|医院|大学|学院|研究院|研究所|实验室|联盟|基金会)$/

export function isLikePlace(name: string): boolean {
  return isInstitution(name) || (/^[\p{Lu}\u4e00-\u9fff]/u.test(name) && LIKE_PLACE.test(name))
}

/**
 * Whether a place with commas or blanks may as well be several: nothing in it is known as an
 * institution, or as a part of one with its address behind it.
 */
export function mayBeSeveral(place: string): boolean {
  const parts = place.split(/\s*[,，]\s*/).filter((part) => part !== '')
  if (parts.length === 1) return mayBeSeveralHan(place)
  return !parts.some((part) => isLikePlace(part) || UNIT.test(part) || UNIVERSITY.test(part))
}

const MARK =
  /(?:^|[\s,，;；、])(?:\^?(?:[¹²³⁰⁴-⁹]+|[*†‡§¶#✉]+)|\^?\{?\d{1,2}\}?[.)]?(?=\s?[\p{Lu}\u4e00-\u9fff])|[(（[]\d{1,2}[)）\]])\s*(?=[\p{L}])/gu
const MAX_LINE = 1000

/** "¹Google Brain ²University of Toronto"; null where the line does not begin with such a mark. */
export function readMarkedPlaces(text: string): string[] | null {
  if (text.length > MAX_LINE || !/^[¹²³⁰⁴-⁹*†‡§¶#✉^({[（\d]/.test(text) || /[。！？]/.test(text)) return null
  const marks = [...text.matchAll(MARK)]
  if (marks[0]?.index !== 0) return null
  const names = marks.map((mark, i) => text.slice(mark.index + mark[0].length, marks[i + 1]?.index))
  const places = names.map((name) => name.replace(/[\s,，;；、&]+(?:and)?$/, '').trim()).filter((name) => name !== '')
  return places.length > 0 && places.every((place) => /^[\p{Lu}\u4e00-\u9fff]/u.test(place)) ? places : null
}

/** `A Vaswani`, `D P. Kingma`. */
export const INITIALS = /^(?:\p{Lu}\.?-?\s?){1,3}\p{Lu}\p{L}/u
const CAPITALISED = /^(?:\p{Lu}[\p{L}\d.'’()-]*|of|the|and|for|at|in|de|der|für|di|du)(?:\s|$)/u

/**
 * Where all authors are `A Vaswani` and between commas, capitalised words that are neither are
 * where they work.
 */
export function placesUnlike(authors: string, text: string): readonly string[] | null {
  const names = splitPeople(authors)
  if (/[,，、;；&]$/.test(authors) || /[,，、。！？:：]|[.!?]$/.test(text) || !names.every((name) => INITIALS.test(name)))
    return null
  const places = splitAffiliations(text)
  const isPlace = (place: string) => {
    const words = place.split(' ')
    return !INITIALS.test(place) && words.length > 1 && words.length <= 10 && words.every((word) => CAPITALISED.test(word))
  }
  return places.every(isPlace) ? places : null
}
