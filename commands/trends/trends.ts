// /trends: what rises, as a picture, as its alternative text and as text.
import type { Trend, Trends } from '../../src/archive/archive.ts'
import type { BarChart, BarGroup } from '../../src/chart/bars.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { categoryName } from '../../src/text/categories.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine, oneLine } from '../../src/text/markdown.ts'
import { chatDefinition, integerOption, shareOption } from '../shared/define.ts'
import type { ChatCommand, ReaderContext, Services } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

const ROWS = { zh: 7, en: 7, categories: 5 } as const

export const trends: ChatCommand = {
  kind: 'chat',
  slow: true,
  definition: chatDefinition('trends', [integerOption('trends.weeks', { min: 2, max: 52 }), shareOption]),
  async run(context) {
    const { locale, services } = context
    const weeks = context.whole('weeks') ?? 8
    const found = await services.archive.trends({ weeks, limit: 10 })
    const groups = groupsOf(context, found)
    if (groups.length === 0) return { kind: 'reply', body: { content: t(locale, 'trends.none') } }
    const title = titleOf(context, found)
    const picture = await pictureOf(services, { title, groups: groups.map(({ group }) => group) })
    const items = groups
      .flatMap(({ group }) => [group.heading, ...group.rows.map((row) => `${row.label} ${row.note}`)])
      .join('; ')
    const total = found.papers.reduce((sum, count) => sum + count, 0)
    const embed = {
      title: clip(escapeLine(title), 250),
      description: t(locale, 'trends.papers', { papers: total }),
      fields: groups.map(({ group }) => ({ name: group.heading, value: fieldOf(group) })),
      color: ACCENT,
    }
    if (picture === null) return { kind: 'reply', body: { embeds: [embed] } }
    return {
      kind: 'reply',
      body: {
        embeds: [{ ...embed, image: { url: 'attachment://trends.png' } }],
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
  return t(locale, 'trends.title', { weeks: found.weeks.length, from: found.weeks[0] ?? '', to: found.weeks.at(-1) ?? '' })
}

function groupsOf(context: ReaderContext, found: Trends): { group: BarGroup }[] {
  const { locale, language } = context
  const named = (trend: Trend) => ({
    ...trend,
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
    .map(({ heading, colour, trends }) => ({ group: { heading, colour, rows: trends.map((trend) => rowOf(context, trend)) } }))
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
