// The two languages of the project. A missing side is null, never an empty string.

export type Language = 'zh' | 'en'

/** The same text in both languages; a side that the digest does not have is null. */
export interface Bilingual {
  readonly en: string | null
  readonly zh: string | null
}
