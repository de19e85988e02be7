// What the first view shows is asked for before the page is built, so that both happen at once.
import { api, openEvents } from './data/api.ts'
import { FIRST } from './data/shelves.ts'

/** Read before anything else: opening a place changes it. */
export const askedFor: string = location.hash.slice(1)

/** The stream goes first: whatever happens after the state was told comes by it. */
export const opening = {
  events: openEvents(),
  state: api.state(),
  messages: /^\d+$/.test(askedFor) ? api.messages(askedFor, { limit: FIRST }) : undefined,
}
export type Opening = typeof opening
