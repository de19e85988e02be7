import { chatDefinition, shareOption } from '../shared/define.ts'
import { dayAnswer } from '../shared/papers/day-answer.ts'
import type { ChatCommand } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

export const latest: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('latest', [shareOption]),
  async run(context) {
    const { archive } = context.services
    const [newest] = await archive.digests({ limit: 1 })
    const whole = newest === undefined ? null : await archive.digest(newest.id)
    if (whole === null) return { kind: 'reply', body: { content: t(context.locale, 'nothing-yet') } }
    return dayAnswer(context, whole.date === null ? [whole] : await archive.digestsOfDay(whole.date))
  },
}
