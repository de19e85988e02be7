// From a message somebody pointed at to its paper; where it has several, the reader chooses.
import type { MessageContextMenuCommandInteraction } from 'discord.js'
import type { ArchivedPaper } from '../../../src/archive/archive.ts'
import { openMenus } from '../../../src/render/parts/buttons.ts'
import { gone } from '../../paper/paper.ts'
import { latestStep, stepsRow } from '../next-steps.ts'
import type { Answer, MessageCommand, ReaderContext } from '../services.ts'
import { t } from '../wording/wording.ts'
import { paperIdsOf } from './message-papers.ts'

type MenuContext = Parameters<MessageCommand['run']>[0]

/**
 * `choose` is the name of the handler that takes the chosen one: `<choose>:1:<part>`, its values
 * are ids.
 */
export async function fromMessage(
  context: MenuContext,
  choose: string,
  act: (context: ReaderContext, paper: ArchivedPaper) => Promise<Answer>,
): Promise<Answer> {
  const interaction: MessageContextMenuCommandInteraction = context.interaction
  const ids = paperIdsOf(interaction.targetMessage)
  if (ids.length === 0) {
    const components = stepsRow([latestStep(context.locale)])
    return { kind: 'reply', body: { content: t(context.locale, 'menu.nothing-here'), components } }
  }
  const papers = await context.services.archive.papers(ids)
  const [first, second] = papers
  if (first === undefined) return gone(context)
  if (second === undefined) return act(context, first)
  const menus = openMenus(papers, context.language).map((row, part) => ({
    ...row,
    components: row.components.map((menu) => ({ ...menu, custom_id: `${choose}:1:${part}` })),
  }))
  return { kind: 'reply', body: { content: t(context.locale, 'menu.which'), components: menus as typeof menus & AnswerRows } }
}

type AnswerRows = NonNullable<Extract<Answer, { kind: 'reply' }>['body']['components']>
