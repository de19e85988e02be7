// A paper as one reader sees it: whole, in the reader's language, with everything that can be done
// with it.
import { ButtonStyle, ComponentType } from 'discord.js'
import type { APIStringSelectComponent } from 'discord-api-types/v10'
import type { ArchivedPaper } from '../../../src/archive/archive.ts'
import { customIds } from '../../../src/render/custom-id.ts'
import { LIMITS, type MessageBody } from '../../../src/render/message.ts'
import { renderPaper } from '../../../src/render/paper/paper.ts'
import { renderWhole } from '../../../src/render/paper/whole.ts'
import { type ButtonRow, button, LANGUAGE_NAMES, linkName, row } from '../../../src/render/parts/buttons.ts'
import { LINE } from '../../../src/render/parts/fit.ts'
import { mainLink } from '../../../src/render/view.ts'
import type { Language } from '../../../src/text/bilingual.ts'
import { clip, countCodePoints } from '../../../src/text/graphemes.ts'
import { oneLine } from '../../../src/text/markdown.ts'
import { displayWidth } from '../../../src/text/width.ts'
import type { Answer, AnswerBody, ReaderContext } from '../services.ts'
import { t } from '../wording/wording.ts'

export interface PaperAnswerOptions {
  /** Default: the reader's language. */
  readonly lead?: Language
  readonly both?: boolean
  /** Said above the paper. */
  readonly note?: string
  /** One more button. */
  readonly last?: ReturnType<typeof button>
  /** What would be taller than the window is shown to be skimmed, with a button for the rest. */
  readonly isBrief?: boolean
}

/** Of an embed, in a window of 700 pixels. */
const MAX_LINES = 26

export async function paperAnswer(
  context: ReaderContext,
  paper: ArchivedPaper,
  options: PaperAnswerOptions = {},
): Promise<Answer> {
  const lead = options.lead ?? context.language
  const whole = renderWhole(paper, lead, options.both ?? false)
  const isCut = options.isBrief === true && countLines(whole) > MAX_LINES
  const bodies = isCut ? [renderPaper(paper, { language: lead, layout: 'standard', buttons: false })] : whole
  const rows = await paperRows(context, paper, { shown: options.both ? 'both' : lead, isCut, last: options.last })
  const last = bodies.length - 1
  const [first = {}, ...more] = bodies.map(
    (body, i): AnswerBody => ({ embeds: body.embeds, ...(i === last ? { components: rows } : {}) }),
  )
  return { kind: 'reply', body: { ...first, ...(options.note === undefined ? {} : { content: options.note }) }, more }
}

/** Lines of text that the messages take where Discord shows them at full width. */
function countLines(bodies: readonly MessageBody[]): number {
  const texts = bodies.flatMap(
    ({ embeds }) => embeds?.flatMap(({ title, description }) => [title ?? '', description ?? '']) ?? [],
  )
  return texts
    .join('\n')
    .split('\n')
    .reduce((sum, line) => sum + Math.ceil(displayWidth(line) / LINE.text), 0)
}

/** A row of what is done most, and a menu of where the paper leads. */
async function paperRows(
  context: ReaderContext,
  paper: ArchivedPaper,
  { shown, isCut, last }: { shown: Language | 'both'; isCut: boolean; last: PaperAnswerOptions['last'] },
): Promise<ButtonRow[]> {
  const { locale } = context
  const language = isCut ? null : otherLanguage(paper, shown)
  const link = mainLink(paper, LIMITS.buttonUrl)
  const jump = await jumpLink(context, paper)
  return [
    row([
      ...(isCut ? [button(t(locale, 'button.read'), customIds.read(paper.id))] : []),
      ...(language === null ? [] : [button(LANGUAGE_NAMES[language], customIds.text(shown, paper.id))]),
      button(t(locale, 'button.save'), customIds.save(paper.id)),
      ...(last === undefined ? [] : [last]),
      ...(link === null ? [] : [linkButton(linkName(link, context.language), link)]),
      ...(jump === null ? [] : [linkButton(t(locale, 'button.jump'), jump)]),
    ]),
    row([moreMenu(context, paper, shown)]),
  ]
}

/** The language that a press would bring; null where there is nothing in it. */
function otherLanguage({ title, abstract }: ArchivedPaper, shown: Language | 'both'): Language | null {
  if (shown === 'both') return null
  const other = shown === 'zh' ? 'en' : 'zh'
  return (abstract[other] ?? title[other] ?? '').trim() === '' ? null : other
}

const linkButton = (label: string, url: string) => ({
  type: ComponentType.Button as const,
  style: ButtonStyle.Link as const,
  label: clip(label, LIMITS.buttonLabel),
  url,
})

/** `paper-more:1:<shown>:<paper>`; the values are read by its handler. */
function moreMenu({ locale }: ReaderContext, paper: ArchivedPaper, shown: Language | 'both'): APIStringSelectComponent {
  const named = (kind: 'author' | 'affiliation', names: readonly string[]) =>
    [...new Set(names.map(oneLine))].slice(0, 3).flatMap((name) => {
      const value = `${kind}:${name}`
      return name === '' || countCodePoints(value) > LIMITS.optionText
        ? []
        : [{ label: t(locale, `paper.more.${kind}`, { name }), value }]
    })
  const options = [
    { label: t(locale, 'paper.more.similar'), value: 'similar' },
    { label: t(locale, 'paper.more.cite'), value: 'cite' },
    { label: t(locale, 'paper.more.share'), value: 'share' },
    ...named('author', paper.authors),
    ...named('affiliation', paper.affiliations),
    ...(paper.date === null ? [] : [{ label: t(locale, 'paper.more.day', { date: paper.date }), value: `day:${paper.date}` }]),
  ]
  return {
    type: ComponentType.StringSelect,
    custom_id: `paper-more:1:${shown}:${paper.id}`,
    placeholder: t(locale, 'button.more'),
    options: options.map(({ label, value }) => ({ label: clip(label, LIMITS.optionText), value })),
  }
}

/** Where this server already has the paper. */
export async function jumpLink({ services, guildId }: ReaderContext, paper: Pick<ArchivedPaper, 'id'>): Promise<string | null> {
  if (guildId === null) return null
  const [post] = await services.delivery.posts(paper.id, guildId)
  return post?.url ?? null
}
