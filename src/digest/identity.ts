// Who a paper is: the same on two days, in two spellings, on two machines.
import { createHash } from 'node:crypto'
import type { Bilingual } from '../text/bilingual.ts'
import type { Paper, PaperId } from './digest.ts'
import { arxivIdOf } from './links/arxiv.ts'

const ASCII = /^[ -~]*$/
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const LENGTH = 16

/**
 * The title without anything that copies differ in: width, case, punctuation, spacing, invisible
 * characters.
 */
export function titleKey(title: string): string {
  if (ASCII.test(title)) return title.toLowerCase().replace(/[^a-z\d+]+/g, '')
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}+]+/gu, '')
}

/**
 * arXiv's id where a link gives one; else a hash of the English title, else of the Chinese one,
 * else of all there is.
 */
export function paperId(title: Bilingual, links: readonly string[], otherwise: string): PaperId {
  const arxiv = firstArxivId(links)
  if (arxiv !== null) return safe(arxiv) as PaperId
  const [en, zh] = [key(title.en), key(title.zh)]
  return hash(en !== '' ? `en ${en}` : zh !== '' ? `zh ${zh}` : `text ${otherwise}`) as PaperId
}

/**
 * Every name a paper goes by. Two papers are one when they share a key: one day's digest may have
 * the arXiv address and another's only the title.
 */
export function paperKeys(paper: Pick<Paper, 'title' | 'links'>): readonly string[] {
  const arxiv = firstArxivId(paper.links)
  const [en, zh] = [key(paper.title.en), key(paper.title.zh)]
  return [
    ...(arxiv === null ? [] : [`arxiv:${arxiv}`]),
    ...(en === '' ? [] : [`en:${hash(`en ${en}`)}`]),
    ...(zh === '' ? [] : [`zh:${hash(`zh ${zh}`)}`]),
  ]
}

function firstArxivId(links: readonly string[]): string | null {
  for (const link of links) {
    const id = arxivIdOf(link)
    if (id !== null) return id
  }
  return null
}

function key(title: string | null): string {
  return title === null ? '' : titleKey(title) || title.trim()
}

/** `cs.lg/0701001` → `cs.lg-0701001`. */
function safe(id: string): string {
  return id.replace('/', '-')
}

/** 80 bits: among a million papers two share a hash with a chance of one in two million million. */
function hash(text: string): string {
  const bytes = createHash('sha256').update(text).digest()
  let id = ''
  for (let bit = 0; id.length < LENGTH; bit += 5) {
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0)
    id += ALPHABET[(pair >> (11 - (bit & 7))) & 31]
  }
  return id
}
