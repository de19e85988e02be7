// /digest and /latest: a day's papers. /random: one by chance. The button "n more" under a day's index.
import type { ArchivedDigest, ArchivedPaper } from '../src/archive/archive.ts'
import { button, openMenus, row } from '../src/render/buttons.ts'
import { renderDayIndex } from '../src/render/day-index.ts'
import { mainLink } from '../src/render/view.ts'
import { clip } from '../src/text/graphemes.ts'
import { escapeLine } from '../src/text/markdown.ts'
import { parseCategories, suggestCategories } from './categories.ts'
import { badDate, parseDay } from './days.ts'
import { chatDefinition, shareOption, textOption } from './define.ts'
import { gone } from './paper.ts'
import { jumpLink, paperAnswer } from './paper-answer.ts'
import type { Answer, AnswerBody, AutocompleteContext, ChatCommand, Choice, ComponentHandler, ReaderContext } from './services.ts'
import { t } from './wording/wording.ts'

export const digest: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('digest', [textOption('digest.date', { required: true, autocomplete: true }), shareOption]),
  async run(context) {
    const { services } = context
    const typed = context.text('date') ?? ''
    const day = parseDay(typed, services.clock.now())
    if (day === null) return badDate(context, typed)
    const digests = await services.archive.digestsOfDay(day)
    return digests.length === 0 ? noDigest(context, day) : dayAnswer(context, digests)
  },
  autocomplete: suggestDays,
}

export const latest: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('latest', [shareOption]),
  async run(context) {
    const { archive } = context.services
    const [newest] = await archive.digests({ limit: 1 })
    const whole = newest === undefined ? null : await archive.digest(newest.id)
    if (whole === null) return { kind: 'reply', body: { content: t(context.locale, 'nothing-yet') } }
    return dayAnswer(context, whole.date === null ? [whole] : await archive.digestsOfDay(whole.date))
  },
}

export const random: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('random', [textOption('category', { autocomplete: true }), shareOption]),
  run: (context) => byChance(context, parseCategories(context.text('category'))[0] ?? ''),
  autocomplete: suggestCategories,
}

/** `random:1:<category or nothing>`. */
export const randomButton: ComponentHandler = {
  kind: 'component',
  name: 'random',
  answers: 'reply',
  run: (context) => byChance(context, context.args[0] ?? ''),
}

/** "n more" under a day's index: the papers beyond the most that the channel gets. */
export const moreButton: ComponentHandler = {
  kind: 'component',
  name: 'more',
  answers: 'reply',
  async run(context) {
    const { archive, delivery } = context.services
    const papers = await archive.papers(await delivery.overflow(context.args.join(':')))
    const [first] = papers
    if (first === undefined) return gone(context)
    return listAnswer(context, { date: first.date, title: null, papers })
  },
}

async function byChance(context: ReaderContext, category: string): Promise<Answer> {
  const paper = await context.services.archive.random(category === '' ? {} : { category })
  if (paper === null) {
    const content =
      category === ''
        ? t(context.locale, 'nothing-yet')
        : t(context.locale, 'random.none', { category: escapeLine(clip(category, 30)) })
    return { kind: 'reply', body: { content } }
  }
  const another = button(t(context.locale, 'button.another'), `random:1:${clip(category, 24)}`)
  return paperAnswer(context, paper, { row: row([another]) })
}

async function noDigest({ services, locale }: ReaderContext, day: string): Promise<Answer> {
  const [before, after] = await Promise.all([
    services.archive.digests({ to: day, limit: 3 }),
    services.archive.digests({ from: day, limit: 400 }),
  ])
  const days = [...new Set([...after.slice(-3), ...before].flatMap(({ date }) => date ?? []))]
  const lines = [
    t(locale, 'digest.none', { date: day }),
    ...(days.length === 0 ? [] : [t(locale, 'digest.nearest', { days: days.join(', ') })]),
  ]
  return { kind: 'reply', body: { content: lines.join('\n') } }
}

async function dayAnswer(context: ReaderContext, digests: readonly ArchivedDigest[]): Promise<Answer> {
  const [first] = digests
  const papers = digests.flatMap((one) => one.papers)
  const answer = await listAnswer(context, { date: first?.date ?? null, title: first?.title ?? null, papers })
  const held = digests.flatMap((one) => one.held ?? [])
  if (held.length === 0 || answer.kind !== 'reply') return answer
  return {
    ...answer,
    body: { ...answer.body, content: t(context.locale, 'digest.held', { why: escapeLine(clip(held.join(' '), 500)) }) },
  }
}

/** The day's index reserves room for a jump link, and no more. */
const MAX_LINK = 90

async function listAnswer(
  context: ReaderContext,
  day: { date: string | null; title: string | null; papers: readonly ArchivedPaper[] },
): Promise<Answer> {
  const entries = await Promise.all(
    day.papers.map(async (paper) => ({ paper, url: (await jumpLink(context, paper)) ?? mainLink(paper, MAX_LINK) })),
  )
  const bodies = renderDayIndex({ ...day, entries }, { language: context.language })
  const menus = openMenus(day.papers, context.language)
  const [first = {}, ...more] = bodies.map(
    (body, i): AnswerBody => ({ embeds: body.embeds, ...(i === bodies.length - 1 ? { components: menus } : {}) }),
  )
  return { kind: 'reply', body: first, more }
}

export async function suggestDays({ services, typed }: AutocompleteContext): Promise<readonly Choice[]> {
  const text = typed.trim()
  const day = parseDay(text, services.clock.now(), 'last')
  const found = await services.archive.digests({ limit: 25, ...(day === null ? {} : { to: day }) })
  const days = [...new Set(found.flatMap(({ date }) => date ?? []))]
  const matching = days.filter((one) => one.includes(text.replaceAll('/', '-')))
  return (matching.length > 0 ? matching : days).map((one) => ({ name: one, value: one }))
}
