// The papers of an author or an institution, page by page, counted by year and category.
import type { APIEmbed } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Archive, ArchivedPaper, Counts, PapersOfAuthor } from '../../../src/archive/archive.ts'
import { nameOf } from '../../../src/names/people.ts'
import { openMenus } from '../../../src/render/parts/buttons.ts'
import { ACCENT } from '../../../src/render/parts/colours.ts'
import { categoryName } from '../../../src/text/categories.ts'
import { clip } from '../../../src/text/graphemes.ts'
import { escapeLine } from '../../../src/text/markdown.ts'
import { mayUpdate, stateOf, stateUrl } from '../list-state.ts'
import { latestStep, nameStep, queryStep, searchStep, stepsRow } from '../next-steps.ts'
import { pageButtons } from '../page-buttons.ts'
import type { AnswerBody, ComponentHandler, ReaderContext, Services } from '../services.ts'
import { t } from '../wording/wording.ts'
import { paperLine } from './papers-list.ts'

const PAGE = 5
/** Of each count; what is beyond is one line. */
const MAX_COUNTS = 5
/** One surname of so many people is a question of whom. */
const MIN_PEOPLE_ASKED = 3
/** One initial of so many given names, too. */
const MIN_PEOPLE_ASKED_OF_AN_INITIAL = 2

/** The same name as a search, which can be sorted, narrowed and shared. */
const searchOf = (kind: NameKind, name: string) => `${kind}:"${name.replaceAll('"', '')}"`
export type NameKind = 'author' | 'affiliation'
const stateSchema = z.object({ n: z.string().max(300) })

export const nameIn = (typed: string | null) => [...(typed ?? '')].slice(0, 200).join('')

/** `author:1:<page>`, the name in the heading. */
export function pageHandler(kind: NameKind): ComponentHandler {
  return {
    kind: 'component',
    name: kind,
    answers: 'update',
    async run(context) {
      const state = stateSchema.safeParse(stateOf(context))
      if (!state.success) return { kind: 'reply', body: { content: t(context.locale, 'outdated') } }
      const body = await namesPage(context, kind, state.data.n, Math.max(0, Number(context.args[0]) || 0))
      return mayUpdate(context.interaction) ? { kind: 'update', body } : { kind: 'reply', body }
    },
  }
}

/** `author-of:1:<name>`: a name that an answer offers. */
export function nameHandler(kind: NameKind): ComponentHandler {
  return {
    kind: 'component',
    name: `${kind}-of`,
    answers: 'reply',
    run: async (context) => ({ kind: 'reply', body: await namesPage(context, kind, nameIn(context.args.join(':')), 0) }),
  }
}

async function papersOf(archive: Archive, kind: NameKind, name: string, offset: number): Promise<PapersOfAuthor> {
  return kind === 'author'
    ? archive.byAuthor(name, { limit: PAGE, offset })
    : { ...(await archive.byAffiliation(name, { limit: PAGE, offset })), authors: [], people: [] }
}

export async function namesPage(context: ReaderContext, kind: NameKind, name: string, number: number): Promise<AnswerBody> {
  const { locale, language } = context
  const { total, papers, counts, ...meant } = await papersOf(context.services.archive, kind, name, number * PAGE)
  if (total === 0) return nothingFound(context, kind, name)
  const pages = Math.ceil(total / PAGE)
  if (number >= pages) return namesPage(context, kind, name, pages - 1)
  const lines = papers.map((paper, i) => paperLine(paper, number * PAGE + i + 1, language))
  const embed: APIEmbed = {
    title: clip(`${kind === 'author' ? '👤' : '🏛️'} ${escapeLine(clip(name, 100))}`, 250),
    url: stateUrl(`"${name}"`, { n: name }),
    description: lines.join('\n'),
    fields: countFields(context, counts),
    footer: { text: `${t(locale, 'counts.papers', { total })} · ${t(locale, 'page', { page: number + 1, pages })}` },
    color: ACCENT,
  }
  const isSurname = nameOf(name).given === ''
  const isAsked = meant.people.length >= (isSurname ? MIN_PEOPLE_ASKED : MIN_PEOPLE_ASKED_OF_AN_INITIAL)
  const turn = pageButtons(locale, number, pages, (to) => `${kind}:1:${to}`)
  return {
    ...(isAsked && {
      content: t(locale, isSurname ? 'author.several' : 'author.which', { name: escapeLine(clip(name, 60)) }),
    }),
    embeds: [embed],
    components: [
      ...openMenus(papers, language, 1),
      ...stepsRow([
        ...turn,
        queryStep(t(locale, 'button.search-papers'), searchOf(kind, name)),
        coauthorStep(kind, papers, meant.authors),
      ]),
      ...(isAsked ? stepsRow(meant.people.map((one) => nameStep(kind, one))) : []),
    ],
  }
}

/** Who is named most with an author: the next name to look at. */
function coauthorStep(kind: NameKind, papers: readonly ArchivedPaper[], own: readonly string[]) {
  if (kind !== 'author') return null
  const counts = new Map<string, number>()
  for (const author of papers.flatMap(({ authors }) => authors))
    if (!own.includes(author)) counts.set(author, (counts.get(author) ?? 0) + 1)
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  return most === undefined || most[1] < 2 ? null : nameStep('author', most[0])
}

async function nothingFound({ services, locale, language }: ReaderContext, kind: NameKind, name: string): Promise<AnswerBody> {
  const near = (kind === 'author' ? await nearAuthors(services, name) : await nearAffiliations(services, name)).slice(0, 5)
  const names = near.map((one) => escapeLine(clip(one, 60))).join(language === 'zh' ? '、' : ', ')
  const lines = [
    t(locale, `${kind}.none`, { name: escapeLine(clip(name, 100)) }),
    ...(near.length === 0 ? [] : [t(locale, 'did-you-mean', { names })]),
  ]
  const steps = near.map((one) => nameStep(kind, one))
  return { content: lines.join('\n'), components: stepsRow([...steps.slice(0, 3), searchStep(locale, name), latestStep(locale)]) }
}

/**
 * Names whose surname begins as the typed one does, the last one or two letters aside, whether it
 * was typed last or first; first those with the same initial.
 */
async function nearAuthors({ archive }: Pick<Services, 'archive'>, typed: string): Promise<string[]> {
  const words = typed.trim().split(/[\s,，]+/u)
  const near = new Set<string>()
  for (const word of new Set([words.at(-1) ?? '', words[0] ?? ''])) {
    const letters = [...word].slice(0, 20)
    for (let length = letters.length; length >= Math.max(2, letters.length - 2); length--) {
      const found = await archive.suggest(letters.slice(0, length).join(''), { limit: 25, kinds: ['author'] })
      for (const { text } of found) near.add(text)
    }
  }
  const initials = new Set(words.map((word) => word.charAt(0).toLowerCase()))
  const isAlike = (name: string) => Number(initials.has(name.charAt(0).toLowerCase()))
  return [...near].sort((a, b) => isAlike(b) - isAlike(a))
}

/** Institutions of the papers that a search for the name finds, with what it mended in it. */
async function nearAffiliations({ archive }: Pick<Services, 'archive'>, typed: string): Promise<string[]> {
  const { hits, notes } = await archive.search(typed, { limit: 20 })
  const sought = notes.flatMap(({ used }) => used?.toLowerCase() ?? [])
  const all = hits.flatMap(({ paper }) => paper.affiliations)
  return [...new Set(all.filter((one) => sought.some((part) => one.toLowerCase().includes(part))))]
}

function countFields({ locale, language }: ReaderContext, counts: Counts): { name: string; value: string; inline: boolean }[] {
  const years = new Map<string, number>()
  for (const [month, count] of Object.entries(counts.byMonth))
    years.set(month.slice(0, 4), (years.get(month.slice(0, 4)) ?? 0) + count)
  const most = Math.max(...years.values())
  // One bar alone compares nothing.
  const barOf = (count: number) => (years.size < 2 ? '' : ` ${bar(count, most)}`)
  const byYear = [...years].sort(([a], [b]) => (a < b ? 1 : -1))
  const byCategory = Object.entries(counts.byCategory).sort(([, a], [, b]) => b - a)
  const nameOfCode = (code: string) => [escapeLine(clip(code, 24)), categoryName(code)[language] ?? ''].join(' ').trim()
  const list = (rows: readonly (readonly [string, number])[], shown: (name: string, count: number) => string, rest: string) => [
    ...rows.slice(0, MAX_COUNTS).map(([name, count]) => `${shown(name, count)} **${count}**`),
    ...(rows.length > MAX_COUNTS ? [`${rest} **${rows.slice(MAX_COUNTS).reduce((sum, [, count]) => sum + count, 0)}**`] : []),
  ]
  return [
    {
      name: t(locale, 'counts.years'),
      value: list(byYear, (year, count) => `${year}${barOf(count)}`, t(locale, 'counts.earlier')).join('\n'),
      inline: true,
    },
    {
      name: t(locale, 'counts.categories'),
      value: list(byCategory, nameOfCode, t(locale, 'counts.others')).join('\n'),
      inline: true,
    },
  ].filter((field) => field.value !== '')
}

const bar = (count: number, most: number) => '█'.repeat(Math.max(1, Math.round((count / most) * 8)))
