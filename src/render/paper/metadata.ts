// What is said about a paper in a line: its categories, who wrote it and where, its day and place.
import { clip } from '../../text/graphemes.ts'
import { oneLine } from '../../text/markdown.ts'
import { type CommonOptions, label, type PaperView } from '../message.ts'
import { clipColumns, LINE } from '../parts/fit.ts'
import { PHRASES, phrase, WORDS } from '../wording.ts'

export interface MetadataOptions extends CommonOptions {
  /** Papers in the digest, for "3 of 9". */
  readonly total?: number
}

/** Footers show no markdown: plain text, nothing escaped. */
export function footerOf(paper: PaperView, options: MetadataOptions): string {
  return [paper.date ?? label(WORDS.noDate, options.language), placeOf(paper, options), ...notesOf(paper, options)].join(' · ')
}

const placeOf = ({ position }: PaperView, { language, total }: MetadataOptions) =>
  phrase(PHRASES.position, language, position, total)

const notesOf = ({ starred }: PaperView, { language, updated }: MetadataOptions) => [
  ...(starred ? ['★'] : []),
  ...(updated ? [label(WORDS.updated, language)] : []),
]

/**
 * `CV · A Jaegle, F Gimeno +3 · DeepMind · 2021-07-10 · 1/9`, in at most two lines. Plain: where
 * markdown is read it has to be escaped.
 */
export function metadataOf(paper: PaperView, options: MetadataOptions): string {
  const { language, total } = options
  const some = (values: readonly string[], most: number, length: number) => {
    const named = values.map((value) => clip(oneLine(value), length)).filter((value) => value !== '')
    return named.slice(0, most).join(', ') + (named.length > most ? ` +${named.length - most}` : '')
  }
  // In two languages the words would take more room than what they say.
  const place =
    language === 'both' ? (total === undefined ? `#${paper.position}` : `${paper.position}/${total}`) : placeOf(paper, options)
  const end = [paper.date ?? label(WORDS.noDate, language), place, ...notesOf(paper, options)].join(' · ')
  const start = [some(paper.categories, 3, 16), some(paper.authors, 2, 24), some(paper.affiliations, 2, 24)]
    .filter((part) => part !== '')
    .join(' · ')
  const room = 2 * LINE.small - 8 - end.length
  return start === '' ? end : `${clipColumns(start, room)} · ${end}`
}
