// /term: a word and its counterparts in the other language, each with papers that have both.
import type { ArchivedPaper, GlossaryEntry } from '../../src/archive/archive.ts'
import { openMenus } from '../../src/render/parts/buttons.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { clipColumns, LINE } from '../../src/render/parts/fit.ts'
import { linkTitle } from '../../src/render/parts/link.ts'
import { mainLink, titleIn } from '../../src/render/view.ts'
import { clip, countCodePoints } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { chatDefinition, shareOption, textOption } from '../shared/define.ts'
import { latestStep, searchStep, stepsRow, termStep } from '../shared/next-steps.ts'
import { jumpLink } from '../shared/papers/paper-answer.ts'
import type { Answer, ChatCommand, ComponentHandler, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

const PAPERS = 3
/** What is less sure than this share of the surest is said to be near, no counterpart. */
const SURE = 0.6

export const term: ChatCommand = {
  kind: 'chat',
  slow: true,
  definition: chatDefinition('term', [textOption('term.word', { required: true, maxLength: 80 }), shareOption]),
  run: (context) => counterparts(context, context.text('word') ?? ''),
}

/** `term-of:1:<word>`: a term that an answer offers. */
export const termButton: ComponentHandler = {
  kind: 'component',
  name: 'term-of',
  answers: 'reply',
  run: (context) => counterparts(context, context.args.join(':')),
}

async function counterparts(context: ReaderContext, typed: string): Promise<Answer> {
  const { services, locale, language } = context
  const asked = escapeLine(clip(typed, 80))
  const entries = await services.archive.glossary(typed, 8)
  if (entries.length === 0)
    return {
      kind: 'reply',
      body: {
        content: t(locale, 'term.none', { word: asked }),
        components: stepsRow([searchStep(locale, typed), latestStep(locale)]),
      },
    }
  const least = (entries[0]?.score ?? 0) * SURE
  const sure = entries.filter(({ score }) => score >= least).slice(0, 4)
  const papers = await services.archive.papers([...new Set(sure.flatMap((entry) => entry.papers.slice(0, PAPERS)))])
  const blocks = await Promise.all(sure.map((entry) => entryBlock(context, entry, papers)))
  const near = entries.filter((entry) => !sure.includes(entry)).map((entry) => counterpart(entry, typed))
  const names = near.map((one) => escapeLine(clip(one, 60)))
  if (near.length > 0) blocks.push(t(locale, 'term.near', { terms: names.join(language === 'zh' ? '、' : ', ') }))
  const fitting = blocks.filter((_, i) => countCodePoints(blocks.slice(0, i + 1).join('\n')) <= 4000)
  const embed = {
    title: clip(t(locale, 'term.heading', { word: asked }), 250),
    description: fitting.join('\n'),
    color: ACCENT,
  }
  const components = [...openMenus(papers, language, 1), ...stepsRow([searchStep(locale, typed), ...near.map(termStep)])]
  return { kind: 'reply', body: { embeds: [embed], components } }
}

async function entryBlock(context: ReaderContext, entry: GlossaryEntry, papers: readonly ArchivedPaper[]): Promise<string> {
  const shown = papers.filter((paper) => entry.papers.slice(0, PAPERS).includes(paper.id))
  const titles = shown.map(async (paper) => {
    const link = (await jumpLink(context, paper)) ?? mainLink(paper, 300)
    return `-# ${linkTitle(clipColumns(titleIn(paper, context.language), LINE.small - 2), link, 200)}`
  })
  return [`**${escapeLine(clip(entry.zh, 60))} ↔ ${escapeLine(clip(entry.en, 80))}**`, ...(await Promise.all(titles))].join('\n')
}

const counterpart = (entry: GlossaryEntry, typed: string) => (entry.zh === typed.trim() ? entry.en : entry.zh)
