// What the first view shows is asked for before the page is built, so that both happen at once.
import { type Address, readAddress } from './data/address.ts'
import { api, openEvents } from './data/api.ts'
import { FIRST } from './data/shelves.ts'

/** Read before anything else: opening a place changes it. */
export const asked: Address = readAddress(location.hash)
export const askedFor = asked.channel

/** The stream goes first: whatever happens after the state was told comes by it. */
export const opening = {
  events: openEvents(),
  state: api.state(),
  messages: /^\d+$/.test(askedFor) ? api.messages(askedFor, { limit: FIRST }) : undefined,
}
export type Opening = typeof opening
