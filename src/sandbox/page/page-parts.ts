// What every part of the page is given.
import type { Actions } from './data/actions.ts'
import type { Store } from './data/store.ts'
import type { Say } from './dom/words.ts'
import type { Layers } from './layers/layers.ts'

export interface Page {
  readonly store: Store
  readonly layers: Layers
  readonly actions: Actions
  /** The page's words in the viewer's language. */
  readonly say: Say
  /** Shows a message's JSON in the developer panel. */
  inspect(channelId: string, messageId: string): void
}
