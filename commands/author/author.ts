// /author: the papers of an author.
import { chatDefinition, shareOption, textOption } from '../shared/define.ts'
import { suggestPeople } from '../shared/papers/find-paper.ts'
import { nameHandler, nameIn, namesPage, pageHandler } from '../shared/papers/names-page.ts'
import type { ChatCommand } from '../shared/services.ts'

export const author: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('author', [textOption('author.name', { required: true, autocomplete: true }), shareOption]),
  run: async (context) => ({ kind: 'reply', body: await namesPage(context, 'author', nameIn(context.text('name')), 0) }),
  autocomplete: suggestPeople,
}

export const authorPage = pageHandler('author')
export const authorOf = nameHandler('author')
