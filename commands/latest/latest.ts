import { chatDefinition, shareOption } from '../shared/define.ts'
import { nothingYet } from '../shared/next-steps.ts'
import { dayAnswer } from '../shared/papers/day-answer.ts'
import type { Answer, ChatCommand, ComponentHandler, ReaderContext } from '../shared/services.ts'

export const latest: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('latest', [shareOption]),
  run: newestDay,
}

/** The next step of an answer that found nothing. */
export const latestButton: ComponentHandler = { kind: 'component', name: 'latest', answers: 'reply', run: newestDay }

async function newestDay(context: ReaderContext): Promise<Answer> {
  const { archive } = context.services
  const [newest] = await archive.digests({ limit: 1 })
  const whole = newest === undefined ? null : await archive.digest(newest.id)
  if (whole === null) return nothingYet(context)
  return dayAnswer(context, whole.date === null ? [whole] : await archive.digestsOfDay(whole.date))
}
