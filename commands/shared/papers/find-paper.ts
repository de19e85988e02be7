// From what a reader typed or chose to a paper, and the suggestions while typing.
import type { ArchivedPaper, Suggestion } from '../../../src/archive/archive.ts'
import type { PaperId } from '../../../src/digest/digest.ts'
import { arxivIdOf } from '../../../src/digest/links/arxiv.ts'
import { LIMITS } from '../../../src/render/message.ts'
import { titleIn } from '../../../src/render/view.ts'
import { clip, countCodePoints } from '../../../src/text/graphemes.ts'
import { escapeLine } from '../../../src/text/markdown.ts'
import { today } from '../days.ts'
import { latestStep, searchStep, stepsRow } from '../next-steps.ts'
import type { Answer, AutocompleteContext, ChatContext, Choice, Services } from '../services.ts'
import { t } from '../wording/wording.ts'

/**
 * The value of a suggested title: its text may be longer than the 100 characters that Discord has
 * for it.
 */
const CHOSEN = 'id:'

interface FoundPaper {
  readonly paper: ArchivedPaper
  /** No title has what was typed; this one is the nearest. */
  readonly guessed: boolean
}

/** What the option `title` names, handed to `act`; what is wrong with it where it names nothing. */
export async function withPaper(context: ChatContext, act: (paper: ArchivedPaper) => Promise<Answer>): Promise<Answer> {
  const typed = context.text('title') ?? ''
  const found = await findPaper(context.services, typed)
  if (found === null) {
    const title = escapeLine(clip(typed, 200))
    const components = stepsRow([searchStep(context.locale, typed), latestStep(context.locale)])
    return { kind: 'reply', body: { content: t(context.locale, 'no-such-paper', { title }), components } }
  }
  const answer = await act(found.paper)
  if (!found.guessed || answer.kind !== 'reply') return answer
  const content = [t(context.locale, 'closest-paper'), ...(answer.body.content ?? '').split('\n')].join('\n').trim()
  return countCodePoints(content) > LIMITS.content ? answer : { ...answer, body: { ...answer.body, content } }
}

/**
 * A suggestion that was chosen, an id or an address of arXiv's, words of a title; in the end what a
 * search finds first.
 */
export async function findPaper(
  { archive, clock }: Pick<Services, 'archive' | 'clock'>,
  typed: string,
): Promise<FoundPaper | null> {
  const text = [...typed].slice(0, 300).join('')
  const named = text.startsWith(CHOSEN) ? text.slice(CHOSEN.length) : (arxivIdOf(text)?.replace('/', '-') ?? null)
  const id = named ?? text
  const byId = /^[a-z0-9.-]{4,24}$/.test(id) ? await archive.paper(id as PaperId) : null
  if (byId !== null) return { paper: byId, guessed: false }
  if (named !== null) return null
  const [suggestion] = await archive.suggest(text, { limit: 1, kinds: ['title'] })
  const suggested = suggestion?.paperId ? await archive.paper(suggestion.paperId) : null
  if (suggested !== null) return { paper: suggested, guessed: false }
  const { hits } = await archive.search(text, { limit: 1, today: today(clock.now()) })
  return hits[0] === undefined ? null : { paper: hits[0].paper, guessed: true }
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

export async function suggestPeople({ services, typed, locale }: AutocompleteContext): Promise<readonly Choice[]> {
  if (typed.trim() === '') return []
  const found = await services.archive.suggest(typed.trim(), { limit: 25, kinds: ['author'] })
  const label = (name: string, papers: number) => clip(t(locale, 'author.choice', { name, papers }), 100)
  return found
    .filter(({ text }) => [...text].length <= 100)
    .map(({ text, papers }) => ({ name: papers === undefined ? text : label(text, papers), value: text }))
}
