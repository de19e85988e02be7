// English inflections folded to one stem: British spellings are first made American ones, then the
// package's Porter stemmer cuts the endings. A stem is for comparing only; it is never shown.
import { stemmer } from 'stemmer'
import { american } from './american.ts'

/**
 * The stem of a lower-case word of the letters a to z; shorter than three letters it stays as it
 * is.
 */
export const stem = (word: string): string => (word.length < 3 ? word : stemmer(american(word)))
