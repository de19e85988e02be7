// From what a reader typed or chose to a paper, and the suggestions while typing.
import type { ArchivedPaper, Suggestion } from '../src/archive/archive.ts'
import type { PaperId } from '../src/digest/digest.ts'
import { titleIn } from '../src/render/view.ts'
import { clip } from '../src/text/graphemes.ts'
import type { AutocompleteContext, Choice, Services } from './services.ts'

/** The value of a suggested title: its text may be longer than the 100 characters that Discord has for it. */
const CHOSEN = 'id:'

export async function findPaper({ archive }: Pick<Services, 'archive'>, typed: string): Promise<ArchivedPaper | null> {
  const id = typed.startsWith(CHOSEN) ? typed.slice(CHOSEN.length) : typed
  const byId = /^[a-z0-9.-]{4,24}$/.test(id) ? await archive.paper(id as PaperId) : null
  if (byId !== null) return byId
  const [suggestion] = await archive.suggest(typed, { limit: 1, kinds: ['title'] })
  if (suggestion?.paperId) return archive.paper(suggestion.paperId)
  const { hits } = await archive.search(typed, { limit: 1 })
  return hits[0]?.paper ?? null
}

/** Titles that go on as typed; with nothing typed yet, the newest. */
export async function suggestTitles({ services, typed, language }: AutocompleteContext): Promise<readonly Choice[]> {
  const text = typed.trim()
  if (text === '') return newestTitles(services, language)
  const found = await services.archive.suggest(text, { limit: 25, kinds: ['title'], language })
  return found.flatMap(titleChoice)
}

export function titleChoice(suggestion: Suggestion): Choice[] {
  return suggestion.paperId === null ? [] : [{ name: clip(suggestion.text, 100), value: `${CHOSEN}${suggestion.paperId}` }]
}

async function newestTitles({ archive }: Services, language: AutocompleteContext['language']): Promise<readonly Choice[]> {
  const [newest] = await archive.digests({ limit: 1 })
  const digest = newest === undefined ? null : await archive.digest(newest.id)
  return (digest?.papers ?? [])
    .slice(0, 25)
    .map((paper) => ({ name: clip(titleIn(paper, language), 100), value: `${CHOSEN}${paper.id}` }))
}

export async function suggestPeople({ services, typed }: AutocompleteContext): Promise<readonly Choice[]> {
  if (typed.trim() === '') return []
  const found = await services.archive.suggest(typed.trim(), { limit: 25, kinds: ['author'] })
  return found.filter(({ text }) => [...text].length <= 100).map(({ text }) => ({ name: text, value: text }))
}
