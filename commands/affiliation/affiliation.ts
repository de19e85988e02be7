// /affiliation: the papers of an institution.
import { chatDefinition, shareOption, textOption } from '../shared/define.ts'
import { nameHandler, nameIn, namesPage, pageHandler } from '../shared/papers/names-page.ts'
import type { ChatCommand } from '../shared/services.ts'

export const affiliation: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('affiliation', [textOption('affiliation.name', { required: true, maxLength: 200 }), shareOption]),
  run: async (context) => ({ kind: 'reply', body: await namesPage(context, 'affiliation', nameIn(context.text('name')), 0) }),
}

export const affiliationPage = pageHandler('affiliation')
export const affiliationOf = nameHandler('affiliation')
