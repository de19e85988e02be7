// Where an answer leads on: buttons for a search, a name, a day, the newest papers. Their handlers
// are those of the commands that answer them.
import type { PaperId } from '../../src/digest/digest.ts'
import { customIds } from '../../src/render/custom-id.ts'
import { type ButtonRow, button, row } from '../../src/render/parts/buttons.ts'
import { clip } from '../../src/text/graphemes.ts'
import type { Locale } from '../../src/text/locale.ts'
import { oneLine } from '../../src/text/markdown.ts'
import type { Answer, ReaderContext } from './services.ts'
import { t } from './wording/wording.ts'

type Button = ReturnType<typeof button>
const MAX_BUTTONS = 5
const MAX_ID = 100
const MAX_LABEL = 80

/** Null where what it is about is too long for a custom_id: it would lead somewhere else. */
function named(label: string, customId: string): Button | null {
  return [...customId].length > MAX_ID || oneLine(label) === '' ? null : button(clip(oneLine(label), MAX_LABEL), customId)
}

/** Shows `label` and searches for `query`. */
export const queryStep = (label: string, query: string) => named(label, `search-for:1:${oneLine(query)}`)
export const searchStep = (locale: Locale, query: string) =>
  queryStep(t(locale, 'button.search-for', { query: clip(oneLine(query), 60) }), query)
export const nameStep = (kind: 'author' | 'affiliation', name: string) => named(name, `${kind}-of:1:${name}`)
export const termStep = (word: string) => named(word, `term-of:1:${oneLine(word)}`)
export const paperStep = (label: string, id: PaperId) => button(label, customIds.read(id))
export const saveStep = (locale: Locale, id: PaperId) => button(t(locale, 'button.save'), customIds.save(id))
export const dayStep = (day: string) => named(day, `day:1:${day}`)
export const subscribeStep = (locale: Locale) => button(t(locale, 'button.subscribe'), customIds.subscribe())
export const latestStep = (locale: Locale) => button(t(locale, 'button.latest'), 'latest:1')

/** One row, or nothing; two buttons that do the same would be refused by Discord. */
export function stepsRow(steps: readonly (Button | null)[]): ButtonRow[] {
  const unique = new Map(steps.flatMap((step) => (step === null ? [] : [[step.custom_id, step] as const])))
  return unique.size === 0 ? [] : [row([...unique.values()].slice(0, MAX_BUTTONS))]
}

/** Before the first digest nothing can be found: what is left is to subscribe. */
export function nothingYet({ locale, guildId }: Pick<ReaderContext, 'locale' | 'guildId'>): Answer {
  const steps = guildId === null ? [] : [subscribeStep(locale)]
  return { kind: 'reply', body: { content: t(locale, 'nothing-yet'), components: stepsRow(steps) } }
}
