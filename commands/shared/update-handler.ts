// A button or menu that changes the reader's own message.
import type { AnswerBody, ComponentContext, ComponentHandler } from './services.ts'

export const updateHandler = (name: string, body: (context: ComponentContext) => Promise<AnswerBody>): ComponentHandler => ({
  kind: 'component',
  name,
  answers: 'update',
  run: async (context) => ({ kind: 'update', body: await body(context) }),
})
