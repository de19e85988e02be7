// The list of everything that can be typed, chosen or pressed.
import type { RouterTexts } from '../src/discord/router.ts'
import { language } from './language.ts'
import type { Part } from './services.ts'
import { word } from './wording/wording.ts'

export const parts: readonly Part[] = [language]

/** What is registered with Discord. */
export const definitions = parts.flatMap((part) => ('definition' in part ? [part.definition] : []))

export const routerTexts: RouterTexts = {
  failed: (tongue, code) => word(tongue, 'failed', { code }),
  refused: (tongue, allowed) => word(tongue, `refused.${allowed}`),
  outdated: (tongue) => word(tongue, 'outdated'),
}
