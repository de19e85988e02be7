// "Save" below a paper and in the menu on messages.
import type { ArchivedPaper } from '../../src/archive/archive.ts'
import type { PaperId } from '../../src/digest/digest.ts'
import { MAX_SAVED } from '../../src/readers/reading-lists.ts'
import { clipColumns, fitLine } from '../../src/render/parts/fit.ts'
import { titleIn } from '../../src/render/view.ts'
import { gone } from '../paper/paper.ts'
import { messageDefinition } from '../shared/define.ts'
import { fromMessage } from '../shared/papers/message-menu.ts'
import type { Answer, ComponentHandler, Handler, MessageCommand, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { savedRow } from './saved.ts'

/** Columns: two lines. */
const MAX_TITLE = 100

/** `save:1:<paper>`: the button below every posted paper. */
const saveButton: ComponentHandler = {
  kind: 'component',
  name: 'save',
  answers: 'reply',
  async run(context) {
    const paper = await context.services.archive.paper((context.args.at(-1) ?? '') as PaperId)
    return paper === null ? gone(context) : await save(context, paper)
  },
}

const saveMenu: MessageCommand = {
  kind: 'message',
  definition: messageDefinition('save-menu'),
  run: (context) => fromMessage(context, 'save-of', save),
}

const saveChoice: ComponentHandler = {
  ...saveButton,
  name: 'save-of',
  run: (context) => saveButton.run({ ...context, args: context.values }),
}

async function save(context: ReaderContext, paper: ArchivedPaper): Promise<Answer> {
  const { services, locale, userId, guildId, language } = context
  const { lists } = services.readers
  const outcome = await lists.save(userId, paper.id, guildId)
  if (outcome === 'full') return { kind: 'reply', body: { content: t(locale, 'saved.full', { most: MAX_SAVED }) } }
  const title = fitLine(clipColumns(titleIn(paper, language), MAX_TITLE), 250)
  const content =
    outcome === 'known'
      ? t(locale, 'saved.known', { title })
      : t(locale, 'saved.done', { title, count: await lists.count(userId) })
  return { kind: 'reply', body: { content, components: [savedRow(context, paper.id, true)] } }
}

export const saveHandlers: readonly Handler[] = [saveButton, saveMenu, saveChoice]
