// What was read of a digest that somebody attached: its papers, and every doubt with its line, as
// `paperboy check` shows them.
import type { APIEmbed } from 'discord-api-types/v10'
import { chineseMessage, type Diagnostic, entryOf } from '../../src/diagnostics/index.ts'
import type { Digest, Paper } from '../../src/digest/digest.ts'
import type { IntakeReport } from '../../src/intake/intake.ts'
import { fitLine } from '../../src/render/parts/fit.ts'
import { clip, countCodePoints } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import type { AnswerBody, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

const MAX_PAPERS = 12
const MAX_DOUBTS = 6
/** Of the embed, so that what becomes of the digest has room in the same message. */
const MAX_TEXT = 3200
const COLOURS = { good: 0x2ecc71, doubtful: 0xf1c40f, unread: 0xe74c3c } as const
const MARKS = { error: '❌', warning: '⚠️', info: 'ℹ️' } as const

export async function reportBody(reports: readonly IntakeReport[], context: ReaderContext): Promise<AnswerBody> {
  const { locale, language } = context
  const texts = await Promise.all(reports.map((report) => reportText(report, context)))
  const whole = [...(reports.length > 1 ? [tallyText(reports, locale)] : []), ...texts.map(({ text }) => text)].join('\n')
  const isWhole = countCodePoints(whole) <= MAX_TEXT && texts.every(({ isCut }) => !isCut)
  const shown =
    countCodePoints(whole) <= MAX_TEXT
      ? whole
      : clip(whole, MAX_TEXT).split('\n').slice(0, -1).join('\n') || clip(whole, MAX_TEXT)
  const embed: APIEmbed = {
    description: isWhole ? shown : `${shown}\n${t(locale, 'admin.ingest.in-file')}`,
    color: colourOf(reports),
  }
  if (isWhole) return { embeds: [embed] }
  const bytes = new TextEncoder().encode(`${reports.map((report) => fullReport(report, language)).join('\n')}\n`)
  return { embeds: [embed], files: [{ name: 'report.txt', bytes }] }
}

function colourOf(reports: readonly IntakeReport[]): number {
  if (reports.every(({ outcome }) => outcome.kind === 'unread')) return COLOURS.unread
  const isDoubtful = reports.some(({ digest, held }) => held !== null || doubtsOf(digest).length > 0)
  return isDoubtful ? COLOURS.doubtful : COLOURS.good
}

/** What came of all digests of a file, where it has several. */
function tallyText(reports: readonly IntakeReport[], locale: ReaderContext['locale']): string {
  const count = (kind: IntakeReport['outcome']['kind']) => reports.filter(({ outcome }) => outcome.kind === kind).length
  const severity = (wanted: 'error' | 'warning') =>
    reports.reduce((sum, { digest }) => sum + digest.diagnostics.filter((one) => one.severity === wanted).length, 0)
  return t(locale, 'admin.ingest.tally', {
    digests: reports.length,
    new: count('new'),
    corrected: count('corrected'),
    known: count('known'),
    unread: count('unread'),
    held: reports.filter(({ held }) => held !== null).length,
    papers: reports.reduce((sum, { outcome }) => sum + ('papers' in outcome ? outcome.papers : 0), 0),
    errors: severity('error'),
    warnings: severity('warning'),
  })
}

const doubtsOf = ({ diagnostics }: Digest) => diagnostics.filter(({ severity }) => severity !== 'info')

async function reportText(
  { digest, outcome, held }: IntakeReport,
  { locale, language, services }: ReaderContext,
): Promise<{ readonly text: string; readonly isCut: boolean }> {
  const file = escapeLine(clip(digest.file, 100))
  const isTakenBack = outcome.kind === 'known' && (await services.archive.digest(outcome.digestId)) === null
  const head =
    outcome.kind === 'unread'
      ? t(locale, 'admin.ingest.unread', { file })
      : isTakenBack
        ? t(locale, 'admin.ingest.taken-back', { file, date: digest.date ?? '?' })
        : t(locale, `admin.ingest.${outcome.kind}`, { file, date: digest.date ?? '?', papers: digest.papers.length })
  const papers = digest.papers.slice(0, MAX_PAPERS).map((paper) => paperText(paper, language))
  if (digest.papers.length > papers.length)
    papers.push(t(locale, 'admin.ingest.more-papers', { count: digest.papers.length - papers.length }))
  const doubts = outcome.kind === 'unread' ? digest.diagnostics : doubtsOf(digest)
  const shown = doubts.slice(0, MAX_DOUBTS).map((one) => doubtText(one, { locale, language }))
  if (doubts.length > shown.length) shown.push(t(locale, 'admin.ingest.more', { count: doubts.length - shown.length }))
  const lines = [
    head,
    ...(held === null ? [] : [t(locale, 'admin.ingest.held', { why: escapeLine(clip(held, 300)) })]),
    ...papers,
    ...(doubts.length === 0 ? [] : [t(locale, 'admin.ingest.doubts', { count: doubts.length })]),
    ...shown,
  ]
  return { text: lines.join('\n'), isCut: doubts.length > MAX_DOUBTS || digest.papers.length > MAX_PAPERS }
}

function paperText({ position, starred, categories, title, section }: Paper, language: ReaderContext['language']): string {
  const titles = language === 'zh' ? [title.zh, title.en] : [title.en, title.zh]
  const shown = fitLine(titles.find((side) => side !== null && side !== '') ?? '?', 90)
  const text = `${position}\\. ${starred ? '⭐ ' : ''}\\[${escapeLine(categories.join('/'))}\\] ${shown}`
  return section === 'brief' ? `-# ${text}` : text
}

function doubtText(one: Diagnostic, { locale, language }: Pick<ReaderContext, 'locale' | 'language'>): string {
  const remedy = entryOf(one.code)?.remedy[language]
  const text = t(locale, 'admin.ingest.doubt', {
    line: one.span.line,
    text: escapeLine(clip(textOf(one, language), 160)),
    code: one.code,
  })
  return `${MARKS[one.severity]} ${text}${remedy === undefined ? '' : `\n-# ${escapeLine(remedy)}`}`
}

const textOf = (one: Diagnostic, language: ReaderContext['language']) => (language === 'zh' ? chineseMessage(one) : one.message)

/** Every paper, and every diagnostic with its remedy, for the file. */
function fullReport({ digest, outcome, held }: IntakeReport, language: ReaderContext['language']): string {
  const papers = digest.papers.map(({ position, section, categories, title }) => {
    const titles = [title.en, title.zh].filter((side) => side !== null).join(' / ')
    return `  ${position} ${section} [${categories.join('/')}] ${titles}`
  })
  const doubts = digest.diagnostics.map((one) => {
    const remedy = entryOf(one.code)?.remedy[language]
    const place = `${digest.file}:${one.span.line}:${one.span.column}`
    return `${place} ${one.severity} ${one.code} ${textOf(one, language)}${remedy === undefined ? '' : ` ${remedy}`}`
  })
  const why = held === null ? '' : `, held: ${held}`
  const head = `${digest.file}: ${outcome.kind}, ${digest.date ?? '?'}, ${digest.papers.length} papers${why}`
  return [head, ...papers, ...doubts].join('\n')
}
