// "Search" below the index of a day: `ask:1` opens a form, which is answered like /search.
import { ComponentType, TextInputStyle } from 'discord.js'
import type { ComponentHandler, ModalHandler } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { searchAnswer } from './search.ts'

const MAX_QUERY = 200

export const askButton: ComponentHandler = {
  kind: 'component',
  name: 'ask',
  answers: 'modal',
  run: async ({ locale }) => ({
    kind: 'modal',
    modal: {
      custom_id: 'ask-form:1',
      title: t(locale, 'search.form'),
      components: [
        {
          type: ComponentType.Label,
          label: t(locale, 'search.query.name'),
          description: t(locale, 'search.query.description'),
          component: { type: ComponentType.TextInput, custom_id: 'query', style: TextInputStyle.Short, max_length: MAX_QUERY },
        },
      ],
    },
  }),
}

export const askForm: ModalHandler = {
  kind: 'modal',
  name: 'ask-form',
  answers: 'reply',
  run: (context) => searchAnswer(context, context.field('query') ?? ''),
}
