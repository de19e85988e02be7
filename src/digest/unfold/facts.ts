// A Vaswani, N Shazeer | Google Brain | NIPS 2017 | arXiv:1706.03762 → a line for each field, where
// every one of them is known by its looks.
import { institutionsOf } from '../../names/institutions.ts'
import { splitPeople, weighPeople } from '../../names/split-people.ts'
import { categoryCodes } from '../category-names.ts'
import { readLabel } from '../constructs/label.ts'
import { isLinkName, link } from '../constructs/link.ts'
import { isVenue } from '../constructs/venue.ts'

const SIGN = /[|｜]|\s[·•]\s/
const BETWEEN = /\s*[|｜]\s*|\s+[·•]\s+/
const MAX_LINE = 800
const MAX_FACTS = 8

/** A cheap look for what parts them. */
export function mayHoldFacts(text: string): boolean {
  return text.length <= MAX_LINE && SIGN.test(text)
}

/** Null where the line has one field, or a part that no field has. */
export function splitFacts(text: string): string[] | null {
  const parts = text.split(BETWEEN).filter((part) => part !== '')
  if (parts.length < 2 || parts.length > MAX_FACTS) return null
  const facts = parts.map(readFact)
  const isKnown = facts.every((fact) => fact !== null)
  // Links behind each other are one field.
  return isKnown && facts.some((fact) => fact?.kind === 'person') ? facts.flatMap((fact) => fact?.text ?? []) : null
}

interface Fact {
  /** Names and places are a paper's beyond doubt. */
  readonly kind: 'person' | 'other'
  readonly text: string
}

function readFact(text: string): Fact | null {
  if (institutionsOf(text) !== null) return { kind: 'person', text: `机构：${text}` }
  if (link.read(text) !== null || isLinkName(text) || isVenue(text) || readLabel(text) !== null) return { kind: 'other', text }
  if (/^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/.test(text)) return { kind: 'other', text: `日期：${text}` }
  if (/^(?:[a-z-]{2,8}\.)?[A-Z]{2}(?:[\s,/]+(?:[a-z-]{2,8}\.)?[A-Z]{2})*$/.test(text) && categoryCodes(text) !== null)
    return { kind: 'other', text: `类别：${text}` }
  const isPeople = !/[。！？!?:：]/.test(text) && weighPeople(text, splitPeople(text)) !== null
  return isPeople ? { kind: 'person', text: `作者：${text}` } : null
}
