// /search: the best five, in both languages, with a button each and buttons for more.
import type { APIEmbed } from 'discord-api-types/v10'
import { z } from 'zod'
import type { SearchAnswer, SearchOptions } from '../../src/archive/archive.ts'
import { type ButtonRow, button, row } from '../../src/render/parts/buttons.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { parseCategories, suggestCategories } from '../shared/categories.ts'
import { badDate, parseDay, today } from '../shared/days.ts'
import { chatDefinition, shareOption, textOption } from '../shared/define.ts'
import { mayUpdate, stateOf, stateUrl } from '../shared/list-state.ts'
import { latestStep, searchStep, stepsRow } from '../shared/next-steps.ts'
import { noteText } from '../shared/note-text.ts'
import { pageButtons } from '../shared/page-buttons.ts'
import { suggestPeople } from '../shared/papers/find-paper.ts'
import { hitTexts } from '../shared/papers/hits.ts'
import { numberRow } from '../shared/papers/number-row.ts'
import { jumpLink } from '../shared/papers/paper-answer.ts'
import type {
  Answer,
  AnswerBody,
  AutocompleteContext,
  ChatCommand,
  ChatContext,
  Choice,
  ComponentContext,
  ComponentHandler,
  ReaderContext,
} from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

const PAGE = 5
/** A date, a name and a place may be read in one query. */
const MAX_NOTES = 3

/** The keys are short because the state is part of an address. */
const stateSchema = z.object({
  q: z.string().max(400),
  c: z.array(z.string().max(24)).max(20).optional(),
  f: z.string().max(10).optional(),
  t: z.string().max(10).optional(),
  a: z.string().max(200).optional(),
})
type State = z.infer<typeof stateSchema>
type Sort = 'relevance' | 'date'

export const search: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('search', [
    textOption('search.query', { required: true, autocomplete: true }),
    textOption('category', { autocomplete: true }),
    textOption('search.from', { maxLength: 20 }),
    textOption('search.to', { maxLength: 20 }),
    textOption('search.author', { autocomplete: true }),
    textOption('search.sort', { choices: ['search.sort.relevance', 'search.sort.date'] }),
    shareOption,
  ]),
  async run(context) {
    const asked = stateFrom(context)
    if ('answer' in asked) return asked.answer
    const sort = context.text('sort') === 'date' ? 'date' : 'relevance'
    return { kind: 'reply', body: await page(context, asked.state, { number: 0, sort, shared: context.flag('share') }) }
  },
  autocomplete: suggest,
}

/** Pages and orders: `search:1:<page>:<r|d>`. */
export const searchPage: ComponentHandler = {
  kind: 'component',
  name: 'search',
  answers: 'update',
  async run(context) {
    const state = stateSchema.safeParse(stateOf(context))
    if (!state.success) return { kind: 'reply', body: { content: t(context.locale, 'outdated') } }
    const updates = mayUpdate(context.interaction)
    const shared = updates && !context.interaction.message.flags.has('Ephemeral')
    const body = await page(context, state.data, { ...pressedPage(context), shared })
    return { kind: updates ? 'update' : 'reply', body }
  },
}

/**
 * The next step of an answer: `search-for:1:<query>`, or the value of a menu. As a page of its own,
 * so that what led to it stays.
 */
export const searchFor: ComponentHandler = {
  kind: 'component',
  name: 'search-for',
  answers: 'reply',
  run: (context) => searchAnswer(context, context.values[0] ?? context.args.join(':')),
}

export async function searchAnswer(context: ReaderContext, query: string): Promise<Answer> {
  const body = await page(context, { q: clip(query, 200) }, { number: 0, sort: 'relevance', shared: false })
  return { kind: 'reply', body }
}

/**
 * Where nothing was found: `search-wider:1:<filters|any>` searches the same with less asked of it.
 */
export const searchWider: ComponentHandler = {
  kind: 'component',
  name: 'search-wider',
  answers: 'reply',
  async run(context) {
    const state = stateSchema.safeParse(stateOf(context))
    if (!state.success) return { kind: 'reply', body: { content: t(context.locale, 'outdated') } }
    const wider = context.args[0] === 'any' ? { ...state.data, q: anyOf(state.data.q) } : { q: state.data.q }
    return { kind: 'reply', body: await page(context, wider, { number: 0, sort: 'relevance', shared: false }) }
  },
}

const wordsIn = (query: string) => query.split(/[\s"“”]+/u).filter((word) => !/^(?:OR|AND|NOT|-.*|)$/u.test(word))
const anyOf = (query: string) => clip(wordsIn(query).join(' OR '), 200)

/** The page as its reader sees it, for everybody in the channel: `search-share:1:<page>:<r|d>`. */
export const searchShare: ComponentHandler = {
  kind: 'component',
  name: 'search-share',
  answers: 'reply',
  shared: true,
  async run(context) {
    const state = stateSchema.safeParse(stateOf(context))
    if (!state.success) return { kind: 'reply', body: { content: t(context.locale, 'outdated') } }
    return { kind: 'reply', body: await page(context, state.data, { ...pressedPage(context), shared: true }) }
  },
}

interface SearchPage {
  readonly number: number
  readonly sort: Sort
  /** Everybody sees it already. */
  readonly shared: boolean
}

function pressedPage({ args }: Pick<ComponentContext, 'args'>): Omit<SearchPage, 'shared'> {
  const [number = '0', sort] = args
  return { number: Math.min(10_000, Math.max(0, Math.trunc(Number(number)) || 0)), sort: sort === 'd' ? 'date' : 'relevance' }
}

async function suggest(context: AutocompleteContext): Promise<readonly Choice[]> {
  if (context.option === 'category') return suggestCategories(context)
  if (context.option === 'author') return suggestPeople(context)
  const typed = context.typed.trim()
  if (typed === '') return []
  const found = await context.services.archive.suggest(typed, { limit: 24, language: context.language })
  const own = [...typed].length <= 100 ? [{ name: typed, value: typed }] : []
  return [...own, ...found.map(({ text }) => ({ name: clip(text, 100), value: [...text].slice(0, 100).join('') }))]
}

function stateFrom(context: ChatContext): { state: State } | { answer: Answer } {
  const { locale, services } = context
  const days: { f?: string; t?: string } = {}
  for (const [option, key, edge] of [
    ['from', 'f', 'first'],
    ['to', 't', 'last'],
  ] as const) {
    const typed = context.text(option)
    if (typed === null) continue
    const day = parseDay(typed, services.clock.now(), edge)
    if (day === null) return { answer: badDate(context, typed) }
    days[key] = day
  }
  if (days.f !== undefined && days.t !== undefined && days.f > days.t) {
    const content = t(locale, 'search.days-reversed', { from: days.f, to: days.t })
    const components = stepsRow([searchStep(locale, context.text('query') ?? ''), latestStep(locale)])
    return { answer: { kind: 'reply', body: { content, components } } }
  }
  const categories = parseCategories(context.text('category'))
    .slice(0, 20)
    .map((code) => clip(code, 24))
  const author = context.text('author')
  return {
    state: {
      q: [...(context.text('query') ?? '')].slice(0, 200).join(''),
      ...(categories.length === 0 ? {} : { c: categories }),
      ...days,
      ...(author === null ? {} : { a: [...author].slice(0, 100).join('') }),
    },
  }
}

async function page(context: ReaderContext, state: State, shown: SearchPage): Promise<AnswerBody> {
  const { services, locale, language } = context
  const { number, sort } = shown
  const options: SearchOptions = {
    limit: PAGE,
    offset: number * PAGE,
    sort,
    today: today(services.clock.now()),
    ...(state.c === undefined ? {} : { categories: state.c }),
    ...(state.f === undefined ? {} : { from: state.f }),
    ...(state.t === undefined ? {} : { to: state.t }),
    ...(state.a === undefined ? {} : { author: state.a }),
  }
  const answer = await services.archive.search(state.q, options)
  const pages = Math.ceil(answer.total / PAGE)
  if (answer.total > 0 && number >= pages) return page(context, state, { ...shown, number: pages - 1 })
  const heading = headingOf(context, state, answer, number, pages)
  if (answer.hits.length === 0) return { embeds: [heading], components: widerSteps(context, state) }
  const hits = await Promise.all(
    answer.hits.map(async ({ paper, snippet, titles }, i) => {
      const url = await jumpLink(context, paper)
      const jump = url === null ? null : { url, label: t(locale, 'button.jump') }
      return { paper, snippet, titles, number: number * PAGE + i + 1, jump }
    }),
  )
  const rows = [numberRow(hits), turnRow(context, shown, pages, answer.total)]
  const description = [heading.description ?? '', ...hitTexts(hits, language)].join('\n')
  return { embeds: [{ ...heading, description }], components: rows }
}

function widerSteps({ locale }: ReaderContext, state: State): ButtonRow[] {
  const isFiltered = [state.c, state.a, state.f, state.t].some((filter) => filter !== undefined)
  return stepsRow([
    isFiltered ? button(t(locale, 'search.button.no-filters'), 'search-wider:1:filters') : null,
    wordsIn(state.q).length > 1 ? button(t(locale, 'search.button.any-word'), 'search-wider:1:any') : null,
    latestStep(locale),
  ])
}

function headingOf(
  { locale, services }: ReaderContext,
  state: State,
  answer: SearchAnswer,
  number: number,
  pages: number,
): APIEmbed {
  const query = escapeLine(clip(state.q, 80))
  const indexing = services.archive.indexing()
  const filters = [
    state.c?.join(', '),
    state.a === undefined ? undefined : clip(state.a, 60),
    state.f === undefined && state.t === undefined ? undefined : `${state.f ?? ''} – ${state.t ?? ''}`,
  ]
  const chosen = filters.flatMap((filter) => (filter === undefined ? [] : [escapeLine(filter)]))
  const understood = [
    ...(answer.total === 0
      ? []
      : [t(locale, 'search.total', { total: answer.total }), t(locale, 'page', { page: number + 1, pages })]),
    ...(chosen.length === 0 ? [] : [t(locale, 'search.filters', { filters: clip(chosen.join(' · '), 300) })]),
  ]
  const lines = [
    ...(answer.total === 0 ? [t(locale, query === '' ? 'search.blank' : 'search.none', { query })] : []),
    ...(understood.length === 0 ? [] : [understood.join(' · ')]),
    ...(indexing === null ? [] : [`⏳ ${t(locale, 'search.indexing', indexing)}`]),
    ...answer.notes.slice(0, MAX_NOTES).map((note) => `-# ${noteText(locale, note)}`),
  ]
  return { title: clip(`🔎 ${query}`, 250), url: stateUrl(state.q, state), description: lines.join('\n'), color: ACCENT }
}

function turnRow({ locale }: ReaderContext, { number, sort, shared }: SearchPage, pages: number, total: number): ButtonRow {
  const letter = sort === 'date' ? 'd' : 'r'
  const other = sort === 'date' ? t(locale, 'button.by-relevance') : t(locale, 'button.by-date')
  const share = button(t(locale, 'button.share'), `search-share:1:${number}:${letter}`)
  return row([
    ...pageButtons(locale, number, pages, (to) => `search:1:${to}:${letter}`),
    { ...button(other, `search:1:0:${letter === 'd' ? 'r' : 'd'}`), disabled: total < 2 },
    ...(shared ? [] : [share]),
  ])
}
