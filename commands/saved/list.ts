// The reading list, a page at a time. The page number is part of the custom_ids.
import { ButtonStyle, ComponentType } from 'discord.js'
import type { ArchivedPaper } from '../../src/archive/archive.ts'
import type { SavedPaper } from '../../src/readers/reading-lists.ts'
import { type ButtonRow, button, openMenus, row } from '../../src/render/parts/buttons.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { clipColumns, LINE } from '../../src/render/parts/fit.ts'
import { titleIn } from '../../src/render/view.ts'
import { DAY_MS } from '../../src/text/duration.ts'
import { clip } from '../../src/text/graphemes.ts'
import type { Locale } from '../../src/text/locale.ts'
import { escapeLine, oneLine } from '../../src/text/markdown.ts'
import { latestStep, stepsRow } from '../shared/next-steps.ts'
import { pageButtons } from '../shared/page-buttons.ts'
import { paperLine } from '../shared/papers/papers-list.ts'
import type { AnswerBody, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { FORMATS, LABELS } from './export.ts'

const PAGE = 6
const MAX_WEEK = 8

type SavedEntry = SavedPaper & { readonly paper: ArchivedPaper | null }

/**
 * What the reader's list holds, each with its paper; null where the archive does not have it
 * any more.
 */
export async function entriesOf(
  { services, userId }: ReaderContext,
  window?: { limit: number; offset: number },
): Promise<SavedEntry[]> {
  const saved = await services.readers.lists.list(userId, window)
  const papers = new Map((await services.archive.papers(saved.map(({ paperId }) => paperId))).map((paper) => [paper.id, paper]))
  return saved.map((one) => ({ ...one, paper: papers.get(one.paperId) ?? null }))
}

export async function listPage(context: ReaderContext, wanted: number, note?: string): Promise<AnswerBody> {
  const { services, locale, userId } = context
  const { lists } = services.readers
  const count = await lists.count(userId)
  const said = note === undefined ? {} : { content: note }
  if (count === 0)
    return {
      content: [...(note === undefined ? [] : [note]), t(locale, 'saved.empty')].join('\n'),
      components: stepsRow([latestStep(locale), context.guildId === null ? null : weekButton(context)]),
    }
  const pages = Math.ceil(count / PAGE)
  const page = Math.min(Math.max(0, wanted), pages - 1)
  const entries = await entriesOf(context, { limit: PAGE, offset: page * PAGE })
  const lines = entries.map((entry, i) => entryLine(context, entry, page * PAGE + i + 1))
  const paging = pages === 1 ? [] : [`-# ${t(locale, 'page', { page: page + 1, pages })}`]
  return {
    ...said,
    embeds: [
      {
        title: t(locale, 'saved.heading', { count }),
        description: [...lines, ...paging].join('\n'),
        color: ACCENT,
      },
    ],
    components: rows(context, entries, page, pages),
  }
}

function entryLine(context: ReaderContext, { paper, paperId, note }: SavedEntry, number: number): string {
  const { locale, language } = context
  const line = paper === null ? `**${number}.** ${t(locale, 'saved.gone', { id: paperId })}` : paperLine(paper, number, language)
  return note === null ? line : `${line}\n-# 📝 ${escapeLine(clipColumns(oneLine(note), LINE.small - 4))}`
}

function rows(context: ReaderContext, entries: readonly SavedEntry[], page: number, pages: number): ButtonRow[] {
  const { locale, language } = context
  const pick = row([
    {
      type: ComponentType.StringSelect,
      custom_id: `saved-pick:1:${page}`,
      placeholder: t(locale, 'saved.one'),
      options: entries.map(({ paper, paperId, note }) => ({
        label: clip(paper === null ? paperId : oneLine(titleIn(paper, language)) || paperId, 100),
        value: paperId,
        ...(note === null ? {} : { description: clip(oneLine(note) || '…', 100) }),
      })),
    },
  ])
  const turn = pageButtons(locale, page, pages, (to) => `saved:1:${to}`)
  const week = context.guildId === null ? [] : [weekButton(context)]
  const exporting = button(t(locale, 'saved.export'), 'saved-formats:1')
  const clear = button(t(locale, 'saved.button.clear'), 'saved-clear:1', ButtonStyle.Danger)
  return [pick, row([...turn, exporting, ...week, clear])]
}

/** The formats of an export, a button each. */
export const formatRows = () => [row(FORMATS.map((format) => button(LABELS[format], `saved-export:1:${format}`)))]

const weekButton = ({ locale }: ReaderContext) => button(t(locale, 'saved.button.week'), 'saved-week:1')

const listStep = (locale: Locale) => button(t(locale, 'saved.button.list'), 'saved:1:0')

/** What this server's readers saved most in seven days: how many, never who. */
export async function weekPage(context: ReaderContext): Promise<AnswerBody> {
  const { services, locale, guildId, language } = context
  if (guildId === null) return { content: t(locale, 'server-only') }
  const top = await services.readers.lists.topVoted(guildId, services.clock.now() - 7 * DAY_MS, MAX_WEEK)
  const votes = new Map(top.map((one) => [one.paperId, one.votes]))
  const papers = await services.archive.papers(top.map(({ paperId }) => paperId))
  if (papers.length === 0)
    return { content: t(locale, 'saved.week-none'), components: stepsRow([listStep(locale), latestStep(locale)]) }
  const lines = papers.map((paper, i) => `▲ ${votes.get(paper.id) ?? 0} · ${paperLine(paper, i + 1, language)}`)
  return {
    embeds: [{ title: t(locale, 'saved.week-heading'), description: lines.join('\n'), color: ACCENT }],
    components: [...openMenus(papers, language, 1), ...stepsRow([listStep(locale)])],
  }
}
