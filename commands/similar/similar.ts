// /similar, the button and the message menu: neighbours, each with what it has in common.
import type { ArchivedPaper, SimilarPaper } from '../../src/archive/archive.ts'
import type { PaperId } from '../../src/digest/digest.ts'
import { openMenus } from '../../src/render/parts/buttons.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { clipColumns } from '../../src/render/parts/fit.ts'
import { mainLink, titleIn } from '../../src/render/view.ts'
import { clip, countCodePoints } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { gone } from '../paper/paper.ts'
import { chatDefinition, messageDefinition, shareOption, textOption } from '../shared/define.ts'
import { dayStep, latestStep, paperStep, saveStep, searchStep, stepsRow } from '../shared/next-steps.ts'
import { suggestTitles, withPaper } from '../shared/papers/find-paper.ts'
import { fromMessage } from '../shared/papers/message-menu.ts'
import { jumpLink } from '../shared/papers/paper-answer.ts'
import { paperLine } from '../shared/papers/papers-list.ts'
import type { Answer, ChatCommand, ComponentHandler, MessageCommand, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

const MAX_SIMILAR = 6
/** Columns: two lines of a heading. */
const MAX_TITLE = 84

export const similar: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('similar', [textOption('title', { required: true, autocomplete: true }), shareOption]),
  run: (context) => withPaper(context, (paper) => neighbours(context, paper)),
  autocomplete: suggestTitles,
}

export const similarButton: ComponentHandler = {
  kind: 'component',
  name: 'similar',
  answers: 'reply',
  async run(context) {
    const paper = await context.services.archive.paper((context.args[0] ?? context.values[0] ?? '') as PaperId)
    return paper === null ? gone(context) : neighbours(context, paper)
  },
}

export const similarMenu: MessageCommand = {
  kind: 'message',
  definition: messageDefinition('similar-menu'),
  run: (context) => fromMessage(context, 'similar-of', neighbours),
}

/** The choice where a message has several papers: `similar-of:1`, the values are ids. */
export const similarChoice: ComponentHandler = {
  ...similarButton,
  name: 'similar-of',
  run: (context) => similarButton.run({ ...context, args: context.values }),
}

async function neighbours(context: ReaderContext, paper: ArchivedPaper): Promise<Answer> {
  const { services, locale, language } = context
  const title = escapeLine(clipColumns(titleIn(paper, language), MAX_TITLE))
  const found = await services.archive.similar(paper.id, MAX_SIMILAR)
  if (found.length === 0)
    return {
      kind: 'reply',
      body: {
        content: t(locale, 'similar.none', { title }),
        components: stepsRow([searchStep(locale, titleIn(paper, language)), latestStep(locale)]),
      },
    }
  const lines = await Promise.all(found.map((neighbour, i) => neighbourLine(context, neighbour, i + 1)))
  const fitting = lines.filter((_, i) => countCodePoints(lines.slice(0, i + 1).join('\n')) <= 4000)
  const url = mainLink(paper)
  const embed = {
    title: clip(t(locale, 'similar.heading', { title }), 250),
    ...(url === null ? {} : { url }),
    description: fitting.join('\n'),
    color: ACCENT,
  }
  return {
    kind: 'reply',
    body: {
      embeds: [embed],
      components: [
        ...openMenus(
          found.slice(0, fitting.length).map((one) => one.paper),
          language,
          1,
        ),
        ...stepsRow([
          paperStep(t(locale, 'similar.this'), paper.id),
          saveStep(locale, paper.id),
          paper.date === null ? null : dayStep(paper.date),
        ]),
      ],
    },
  }
}

async function neighbourLine(context: ReaderContext, { paper, shared }: SimilarPaper, number: number): Promise<string> {
  const line = paperLine(paper, number, context.language, await jumpLink(context, paper))
  const terms = shared.slice(0, 6).map((term) => escapeLine(clip(term, 40)))
  return terms.length === 0
    ? line
    : `${line}\n-# ${t(context.locale, 'similar.shared', { terms: terms.join(context.language === 'zh' ? '、' : ', ') })}`
}
