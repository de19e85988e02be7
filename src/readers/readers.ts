// What the bot remembers of a single reader, because that reader asked it to.
import type { Language } from '../text/bilingual.ts'
import type { KeptAbout } from './kept-data.ts'
import type { ReadingLists } from './reading-lists.ts'
import type { Watches } from './watches.ts'

export interface Readers {
  /** What the reader chose; null where Discord's own setting decides. */
  language(userId: string): Promise<Language | null>
  setLanguage(userId: string, language: Language | null): Promise<void>
  readonly lists: ReadingLists
  readonly watches: Watches
  /** All of it, for the reader who asks. */
  readonly kept: KeptAbout
}
