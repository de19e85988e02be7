// /saved: the reading list with its buttons, and what this server saved this week.
import { ButtonStyle, TextInputStyle } from 'discord.js'
import type { PaperId } from '../../src/digest/digest.ts'
import { MAX_NOTE } from '../../src/readers/reading-lists.ts'
import { customIds } from '../../src/render/custom-id.ts'
import { type ButtonRow, button, row } from '../../src/render/parts/buttons.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { fitLine, fitText } from '../../src/render/parts/fit.ts'
import { titleIn } from '../../src/render/view.ts'
import { clip } from '../../src/text/graphemes.ts'
import { today } from '../shared/days.ts'
import { chatDefinition, textOption } from '../shared/define.ts'
import type {
  Answer,
  AnswerBody,
  ChatCommand,
  ComponentHandler,
  Handler,
  ModalHandler,
  ReaderContext,
} from '../shared/services.ts'
import { updateHandler } from '../shared/update-handler.ts'
import { t } from '../shared/wording/wording.ts'
import { exportFile, FORMATS } from './export.ts'
import { entriesOf, listPage, weekPage } from './list.ts'

const saved: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('saved', [textOption('saved.show', { choices: ['saved.show.list', 'saved.show.week'] })]),
  run: async (context) => ({
    kind: 'reply',
    body: context.text('show') === 'week' ? await weekPage(context) : await listPage(context, 0),
  }),
}

const turn = updateHandler('saved', (context) => listPage(context, Number(context.args[0]) || 0))
const week = updateHandler('saved-week', weekPage)
const pick = updateHandler('saved-pick', (context) => onePage(context, context.values[0] ?? ''))

const remove = updateHandler('saved-remove', async (context) => {
  const isGone = await context.services.readers.lists.remove(context.userId, (context.args[0] ?? '') as PaperId)
  return await listPage(context, 0, t(context.locale, isGone ? 'saved.removed' : 'saved.not-there'))
})

const clear = updateHandler('saved-clear', async ({ services, locale, userId }) => ({
  content: t(locale, 'saved.clear-sure', { count: await services.readers.lists.count(userId) }),
  components: [
    row([
      button(t(locale, 'saved.button.clear-yes'), 'saved-clear-yes:1', ButtonStyle.Danger),
      button(t(locale, 'saved.button.cancel'), 'saved:1:0'),
    ]),
  ],
}))

const clearYes = updateHandler('saved-clear-yes', async ({ services, locale, userId }) => ({
  content: t(locale, 'saved.cleared', { count: await services.readers.lists.clear(userId) }),
}))

const exporting: ComponentHandler = {
  kind: 'component',
  name: 'saved-export',
  answers: 'reply',
  async run(context): Promise<Answer> {
    const { services, locale, language, values } = context
    const format = FORMATS.find((known) => known === values[0])
    if (format === undefined) return { kind: 'reply', body: { content: t(locale, 'outdated') } }
    const entries = (await entriesOf(context)).flatMap(({ paper, ...one }) => (paper === null ? [] : [{ ...one, paper }]))
    const file = exportFile(format, entries, { language, today: today(services.clock.now()) })
    return { kind: 'reply', body: { content: t(locale, 'saved.exported', { count: entries.length }), files: [file] } }
  },
}

const note: ComponentHandler = {
  kind: 'component',
  name: 'saved-note',
  answers: 'modal',
  async run({ services, locale, userId, args }): Promise<Answer> {
    const paperId = (args[0] ?? '') as PaperId
    const known = await services.readers.lists.get(userId, paperId)
    if (known === null) return { kind: 'reply', body: { content: t(locale, 'saved.not-there') } }
    return {
      kind: 'modal',
      modal: {
        custom_id: `saved-note-form:1:${paperId}`,
        title: t(locale, 'saved.note-title'),
        components: [
          {
            type: 18,
            label: t(locale, 'saved.note-label'),
            component: {
              type: 4,
              custom_id: 'note',
              style: TextInputStyle.Paragraph,
              required: false,
              max_length: MAX_NOTE,
              ...(known.note === null ? {} : { value: known.note }),
            },
          },
        ],
      },
    }
  },
}

const noteForm: ModalHandler = {
  kind: 'modal',
  name: 'saved-note-form',
  answers: 'update',
  async run(context): Promise<Answer> {
    const paperId = (context.args[0] ?? '') as PaperId
    const note = context.field('note')
    await context.services.readers.lists.note(context.userId, paperId, note === null ? null : clip(note, MAX_NOTE))
    return { kind: 'update', body: await onePage(context, paperId, t(context.locale, 'saved.noted')) }
  },
}

/** One paper of the list, with its note whole. */
async function onePage(context: ReaderContext, id: string, said?: string): Promise<AnswerBody> {
  const { services, locale, userId, language } = context
  const known = await services.readers.lists.get(userId, id as PaperId)
  if (known === null) return await listPage(context, 0, t(locale, 'saved.not-there'))
  const paper = await services.archive.paper(known.paperId)
  const lines = [
    ...(known.note === null ? [] : [`📝 ${fitText(known.note, 3000).text}`]),
    `-# ${t(locale, 'saved.on', { day: today(known.savedAt) })}`,
  ]
  return {
    ...(said === undefined ? {} : { content: said }),
    embeds: [
      {
        title: paper === null ? t(locale, 'paper-gone') : fitLine(titleIn(paper, language), 250),
        description: lines.join('\n'),
        color: ACCENT,
      },
    ],
    components: [savedRow(context, known.paperId, paper !== null)],
  }
}

/** What can be done with a paper of the list. */
export function savedRow({ locale }: ReaderContext, paperId: PaperId, isThere: boolean): ButtonRow {
  return row([
    ...(isThere ? [button(t(locale, 'button.read'), customIds.read(paperId))] : []),
    button(t(locale, 'saved.button.note'), `saved-note:1:${paperId}`),
    button(t(locale, 'saved.button.remove'), `saved-remove:1:${paperId}`),
    button(t(locale, 'saved.button.list'), 'saved:1:0'),
  ])
}

export const savedHandlers: readonly Handler[] = [saved, turn, week, pick, remove, clear, clearYes, exporting, note, noteForm]
