// What a list of results needs for its next page is kept in the list itself, behind the `#` of its
// heading's address: the page turns after restarts and upgrades, nothing is kept for it, and 100
// characters of custom_id are not a bound.
import { clip } from '../../src/text/graphemes.ts'

const KEY = 'paperboy='

/** The heading leads to a search for the same in Google Scholar. */
export function stateUrl(query: string, state: unknown): string {
  const fragment = `#${KEY}${Buffer.from(JSON.stringify(state), 'utf8').toString('base64url')}`
  const whole = `https://scholar.google.com/scholar?q=${encodeURIComponent(clip(query, 60))}${fragment}`
  return whole.length <= 2048 ? whole : `https://scholar.google.com/${fragment}`
}

interface Pressed {
  readonly interaction: unknown
}

/**
 * The state of the message that was pressed; null where it has none, or something else. The caller
 * parses it.
 */
export function stateOf({ interaction }: Pressed): unknown {
  const message = typeof interaction === 'object' && interaction !== null && 'message' in interaction ? interaction.message : null
  const embeds =
    typeof message === 'object' && message !== null && 'embeds' in message
      ? (message.embeds as readonly { url?: string | null }[])
      : []
  const encoded = embeds[0]?.url?.split(`#${KEY}`)[1]
  if (encoded === undefined) return null
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')) as unknown
  } catch {
    return null
  }
}

/**
 * Turning a page changes the list for its reader; somebody else's press on a shared list gives that
 * reader a list of their own.
 */
export function mayUpdate(interaction: {
  message: { flags: { has(flag: 'Ephemeral'): boolean }; interactionMetadata: { user: { id: string } } | null }
  user: { id: string }
}): boolean {
  const { message, user } = interaction
  return message.flags.has('Ephemeral') || message.interactionMetadata?.user.id === user.id
}
