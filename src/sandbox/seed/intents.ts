// The privileged intents that a seed switches on, by name.
import { INTENTS, PRIVILEGED } from '../gateway/intents.ts'

export type IntentName = keyof typeof INTENTS
export const INTENT_NAMES = Object.keys(INTENTS) as IntentName[]
export const PRIVILEGED_BITS = PRIVILEGED
export const isPrivileged = (name: IntentName): boolean => (INTENTS[name] & PRIVILEGED) !== 0

/** The bits of the privileged ones among them: the others need no switch. */
export const privilegedBits = (names: 'all' | readonly IntentName[]): number =>
  names === 'all' ? PRIVILEGED : names.reduce((sum, name) => sum | INTENTS[name], 0) & PRIVILEGED
