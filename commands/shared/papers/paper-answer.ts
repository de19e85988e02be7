// A paper as one reader sees it: whole, in the reader's language, with everything that can be done
// with it.
import { ButtonStyle, ComponentType } from 'discord.js'
import type { ArchivedPaper } from '../../../src/archive/archive.ts'
import { customIds } from '../../../src/render/custom-id.ts'
import { LIMITS } from '../../../src/render/message.ts'
import { renderWhole } from '../../../src/render/paper/whole.ts'
import { type ButtonRow, button } from '../../../src/render/parts/buttons.ts'
import { mainLink } from '../../../src/render/view.ts'
import type { Language } from '../../../src/text/bilingual.ts'
import type { Answer, AnswerBody, ReaderContext } from '../services.ts'
import { t } from '../wording/wording.ts'

export interface PaperAnswerOptions {
  /** Default: the reader's language. */
  readonly lead?: Language
  readonly both?: boolean
  /** Said above the paper. */
  readonly note?: string
  /** One more button, in the last row. */
  readonly last?: ReturnType<typeof button>
}

export async function paperAnswer(
  context: ReaderContext,
  paper: ArchivedPaper,
  options: PaperAnswerOptions = {},
): Promise<Answer> {
  const lead = options.lead ?? context.language
  const bodies = renderWhole(paper, lead, options.both ?? false)
  const rows = await paperRows(context, paper, options.both ? 'both' : lead, options.last)
  const last = bodies.length - 1
  const [first = {}, ...more] = bodies.map(
    (body, i): AnswerBody => ({ embeds: body.embeds, ...(i === last ? { components: rows } : {}) }),
  )
  return { kind: 'reply', body: { ...first, ...(options.note === undefined ? {} : { content: options.note }) }, more }
}

async function paperRows(
  context: ReaderContext,
  paper: ArchivedPaper,
  shown: Language | 'both',
  last: PaperAnswerOptions['last'],
): Promise<ButtonRow[]> {
  const { locale } = context
  const row: ButtonRow = {
    type: ComponentType.ActionRow,
    components: [
      button('中文 / English', customIds.text(shown, paper.id)),
      button(t(locale, 'button.similar'), customIds.similar(paper.id)),
      button(t(locale, 'button.save'), customIds.save(paper.id)),
      button(t(locale, 'button.cite'), `cite:1:${paper.id}`),
      button(t(locale, 'button.share'), `share:1:${shown}:${paper.id}`),
    ],
  }
  const links: { label: string; url: string }[] = []
  const link = mainLink(paper, LIMITS.buttonUrl)
  if (link !== null) links.push({ label: t(locale, 'button.original'), url: link })
  const jump = await jumpLink(context, paper)
  if (jump !== null) links.push({ label: t(locale, 'button.jump'), url: jump })
  const second: ButtonRow['components'] = [
    ...links.map(({ label, url }) => ({ type: ComponentType.Button as const, style: ButtonStyle.Link as const, label, url })),
    ...(last === undefined ? [] : [last]),
  ]
  return second.length === 0 ? [row] : [row, { type: ComponentType.ActionRow, components: second }]
}

/** Where this server already has the paper. */
export async function jumpLink({ services, guildId }: ReaderContext, paper: Pick<ArchivedPaper, 'id'>): Promise<string | null> {
  if (guildId === null) return null
  const [post] = await services.delivery.posts(paper.id, guildId)
  return post?.url ?? null
}
