// A paper while its lines are being read. Texts are kept as lines until the end, so that each is
// joined once.
import type { Bilingual, Language } from '../../text/bilingual.ts'
import type { Figure } from '../digest.ts'
import { joinLines } from '../lines/join.ts'
import { arxivPage } from '../links/arxiv.ts'
import { resolveLink } from '../links/redirects.ts'
import type { Claims } from '../outline/ownership.ts'

type Lines = string[]

export interface Draft {
  readonly title: { en: string | null; zh: string | null }
  readonly authors: string[]
  readonly affiliations: string[]
  /** Paragraphs, each with its lines. */
  readonly abstract: { readonly en: Lines[]; readonly zh: Lines[] }
  readonly points: Lines[]
  readonly takeaway: Lines
  readonly links: string[]
  readonly figures: Figure[]
  readonly categories: string[]
  readonly owners: Claims
}

export interface EntryFields {
  readonly categories: readonly string[]
  readonly title: Bilingual
  readonly authors: readonly string[]
  readonly affiliations: readonly string[]
  readonly abstract: Bilingual
  readonly points: readonly string[]
  readonly takeaway: string | null
  readonly links: readonly string[]
  readonly figures: readonly Figure[]
}

export function openDraft(title: Bilingual, categories: readonly string[], links: readonly string[], owners: Claims): Draft {
  return {
    title: { ...title },
    authors: [],
    affiliations: [],
    abstract: { en: [], zh: [] },
    points: [],
    takeaway: [],
    links: [...links],
    figures: [],
    categories: [...categories],
    owners,
  }
}

export function closeDraft(draft: Draft): EntryFields {
  const { title, authors, figures } = draft
  return {
    categories: distinct(draft.categories),
    title,
    authors,
    affiliations: distinct(draft.affiliations),
    abstract: { en: paragraphs(draft, 'en'), zh: paragraphs(draft, 'zh') },
    points: draft.points.map(joinLines),
    takeaway: draft.takeaway.length === 0 ? null : joinLines(draft.takeaway),
    links: distinctLinks(draft.links),
    figures,
  }
}

function paragraphs(draft: Draft, language: Language): string | null {
  const [first, second] = draft.abstract[language]
  if (first === undefined) return null
  if (second === undefined) return joinLines(first) || null
  const texts = draft.abstract[language].map(joinLines).filter((text) => text !== '')
  return texts.length === 0 ? null : texts.join('\n')
}

export function distinct(texts: readonly string[]): readonly string[] {
  const isDistinct = texts.length <= FEW && texts.every((text, i) => texts.indexOf(text) === i)
  return isDistinct ? texts : [...new Set(texts)]
}

/** So many are compared with each other sooner than a set of them is made. */
const FEW = 8

/** Where the addresses lead, each resource once, as it was first written. */
export function distinctLinks(written: readonly string[]): readonly string[] {
  const links = written.map(resolveLink)
  if (links.length < 2) return links
  const seen = new Set<string>()
  return links.filter((link) => {
    const key = linkKey(link)
    return !seen.has(key) && seen.add(key)
  })
}

/**
 * `http` or `https`, with or without `www` or a slash at the end, an address is one. On arXiv the version and the mirror
 * make no difference either; the abstract's page and the PDF stay two.
 */
function linkKey(link: string): string {
  return arxivPage(link) ?? link.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '')
}
