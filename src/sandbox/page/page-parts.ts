// What every part of the page is given.
import type { Actions } from './actions.ts'
import type { Layers } from './layers/layers.ts'
import type { Store } from './store.ts'
import type { Say } from './words.ts'

export interface Page {
  readonly store: Store
  readonly layers: Layers
  readonly actions: Actions
  /** The page's words in the viewer's language. */
  readonly say: Say
}
