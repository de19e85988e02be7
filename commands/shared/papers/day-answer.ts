// The papers of a day as an index, and the button under an index that cannot name them all.
import type { ArchivedDigest, ArchivedPaper } from '../../../src/archive/archive.ts'
import { renderDayIndex } from '../../../src/render/lists/day-index.ts'
import { openMenus } from '../../../src/render/parts/buttons.ts'
import { mainLink } from '../../../src/render/view.ts'
import { DAY_MS } from '../../../src/text/duration.ts'
import { clip } from '../../../src/text/graphemes.ts'
import { escapeLine } from '../../../src/text/markdown.ts'
import { gone } from '../../paper/paper.ts'
import { dayStep, stepsRow } from '../next-steps.ts'
import type { Answer, AnswerBody, ComponentHandler, ReaderContext } from '../services.ts'
import { t } from '../wording/wording.ts'
import { jumpLink } from './paper-answer.ts'

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

export async function dayAnswer(context: ReaderContext, digests: readonly ArchivedDigest[]): Promise<Answer> {
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

/** Discord has five rows: the last one is for the days around. */
const MAX_MENUS = 4

const dayPlus = (date: string, days: number) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

/** The last day before that has a digest, and the next one where it follows within a month. */
async function daysAround({ services }: ReaderContext, date: string): Promise<readonly string[]> {
  const { archive } = services
  const [before, after] = await Promise.all([
    archive.digests({ to: dayPlus(date, -1), limit: 1 }),
    archive.digests({ from: dayPlus(date, 1), to: dayPlus(date, 31) }),
  ])
  return [...before, ...after.slice(-1)].flatMap((digest) => digest.date ?? [])
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
  const menus = openMenus(day.papers, context.language, MAX_MENUS)
  const components = [...menus, ...stepsRow(day.date === null ? [] : (await daysAround(context, day.date)).map(dayStep))]
  const [first = {}, ...more] = bodies.map(
    (body, i): AnswerBody => ({ embeds: body.embeds, ...(i === bodies.length - 1 ? { components } : {}) }),
  )
  return { kind: 'reply', body: first, more }
}
