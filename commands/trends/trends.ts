// /trends: what rises, as a picture with its alternative text, or as a list where there is none.
// Buttons and a menu lead on to the papers of each.
import { ComponentType } from 'discord.js'
import type { Trend, Trends } from '../../src/archive/archive.ts'
import type { BarChart, BarGroup } from '../../src/chart/bars.ts'
import { readableGroups } from '../../src/chart/rows.ts'
import { LIMITS } from '../../src/render/message.ts'
import { type ButtonRow, row } from '../../src/render/parts/buttons.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { categoryName } from '../../src/text/categories.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine, oneLine } from '../../src/text/markdown.ts'
import { chatDefinition, integerOption, shareOption } from '../shared/define.ts'
import { latestStep, queryStep, stepsRow } from '../shared/next-steps.ts'
import type { ChatCommand, ReaderContext, Services } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

const ROWS = { zh: 5, en: 5, categories: 3 } as const
const MAX_BUTTONS = 5

export const trends: ChatCommand = {
  kind: 'chat',
  slow: true,
  definition: chatDefinition('trends', [integerOption('trends.weeks', { min: 2, max: 52 }), shareOption]),
  async run(context) {
    const { locale, services } = context
    const weeks = context.whole('weeks') ?? 8
    const found = await services.archive.trends({ weeks, limit: 10 })
    const groups = groupsOf(context, found)
    if (groups.length === 0)
      return { kind: 'reply', body: { content: t(locale, 'trends.none'), components: stepsRow([latestStep(locale)]) } }
    const title = titleOf(context, found)
    // One bar alone compares nothing.
    const bars = groups.reduce((sum, { group }) => sum + group.rows.length, 0)
    const drawn = readableGroups(groups.map(({ group }) => group))
    const picture = bars < 2 ? null : await pictureOf(services, { title, groups: drawn })
    const items = drawn.flatMap((group) => [group.heading, ...group.rows.map((row) => `${row.label} ${row.note}`)]).join('; ')
    const total = found.papers.reduce((sum, count) => sum + count, 0)
    const embed = {
      title: clip(escapeLine(title), 250),
      description: t(locale, 'trends.papers', { papers: total }),
      color: ACCENT,
    }
    const components = nextRows(context, groups)
    if (picture === null) {
      const fields = groups.map(({ group }) => ({ name: group.heading, value: fieldOf(group) }))
      return { kind: 'reply', body: { embeds: [{ ...embed, fields }], components } }
    }
    return {
      kind: 'reply',
      body: {
        embeds: [{ ...embed, image: { url: 'attachment://trends.png' } }],
        components,
        files: [{ name: 'trends.png', bytes: picture, alt: clip(`${title}. ${t(locale, 'trends.alt', { items })}`, 1000) }],
      },
    }
  },
}

/** Null where it could not be drawn: the text says the same. */
async function pictureOf({ drawBars, log }: Services, chart: BarChart): Promise<Uint8Array | null> {
  try {
    return await drawBars(chart)
  } catch (error) {
    log.warn({ err: error }, 'The picture of the trends could not be drawn; the answer goes without it')
    return null
  }
}

function titleOf({ locale }: ReaderContext, found: Trends): string {
  return t(locale, 'trends.title', { weeks: found.weeks.length, from: found.weeks[0] ?? '', to: found.until ?? '' })
}

interface Rising {
  readonly group: BarGroup
  /** For each row, what to search for. */
  readonly queries: readonly string[]
}

/** A button for what rises most of each kind, and a menu for the rest: each leads to its papers. */
function nextRows({ locale }: ReaderContext, groups: readonly Rising[]): ButtonRow[] {
  const ranked = groups.flatMap(({ group, queries }) =>
    group.rows.map((row, rank) => ({ label: row.label, note: row.note, rank, query: queries[rank] ?? row.label })),
  )
  const byRank = [...ranked].sort((a, b) => a.rank - b.rank)
  const unique = [...new Map(byRank.map((one) => [one.query, one])).values()]
  const buttons = unique.flatMap(({ label, query }) => queryStep(label, query) ?? []).slice(0, MAX_BUTTONS)
  const isButton = new Set(buttons.map(({ custom_id }) => custom_id))
  const rest = unique.filter(({ label, query }) => !isButton.has(queryStep(label, query)?.custom_id ?? ''))
  const options = rest
    .slice(0, LIMITS.selectOptions)
    .map(({ label, note, query }) => ({ label: clip(label, 100), description: clip(note, 100), value: clip(query, 100) }))
  const placeholder = t(locale, 'button.more')
  return [
    ...stepsRow(buttons),
    ...(options.length === 0
      ? []
      : [row([{ type: ComponentType.StringSelect, custom_id: 'search-for:1', placeholder, options }])]),
  ]
}

function groupsOf(context: ReaderContext, found: Trends): Rising[] {
  const { locale, language } = context
  const named = (trend: Trend) => ({
    ...trend,
    query: `category:${trend.text}`,
    text: [trend.text, categoryName(trend.text)[language]].filter(Boolean).join(' · '),
  })
  const terms = [
    { heading: t(locale, 'trends.terms-zh'), colour: '#f0883e', trends: found.terms.zh.slice(0, ROWS.zh) },
    { heading: t(locale, 'trends.terms-en'), colour: '#58a6ff', trends: found.terms.en.slice(0, ROWS.en) },
  ]
  const ordered = language === 'zh' ? terms : terms.reverse()
  const all = [
    ...ordered,
    {
      heading: t(locale, 'trends.categories'),
      colour: '#3fb950',
      trends: found.categories.slice(0, ROWS.categories).map(named),
    },
  ]
  return all
    .filter((one) => one.trends.length > 0)
    .map(({ heading, colour, trends }) => ({
      group: { heading, colour, rows: trends.map((trend) => rowOf(context, trend)) },
      queries: trends.map((trend: Trend & { query?: string }) => trend.query ?? trend.text),
    }))
}

function rowOf({ locale }: ReaderContext, trend: Trend): BarGroup['rows'][number] {
  const papers = trend.counts.reduce((sum, count) => sum + count, 0)
  const rise = trend.rise >= 10 ? Math.round(trend.rise).toString() : trend.rise.toFixed(1)
  return {
    label: clip(oneLine(trend.text), 80),
    value: papers,
    note: t(locale, 'trends.line', { papers, rise }),
    course: trend.counts,
  }
}

/** Text of the same as the picture, with the weeks as small bars. */
function fieldOf(group: BarGroup): string {
  const lines = group.rows.map((row) => `**${escapeLine(clip(row.label, 60))}** ${row.note} ${spark(row.course.slice(-16))}`)
  return lines.filter((_, i) => [...lines.slice(0, i + 1).join('\n')].length <= 1024).join('\n')
}

function spark(course: readonly number[]): string {
  const most = Math.max(1, ...course)
  return course.map((count) => '▁▂▃▄▅▆▇█'[Math.round((count / most) * 7)] ?? '▁').join('')
}
