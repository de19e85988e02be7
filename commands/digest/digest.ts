import { badDate, parseDay } from '../shared/days.ts'
import { chatDefinition, shareOption, textOption } from '../shared/define.ts'
import { dayStep, stepsRow } from '../shared/next-steps.ts'
import { dayAnswer } from '../shared/papers/day-answer.ts'
import type { Answer, AutocompleteContext, ChatCommand, Choice, ComponentHandler, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

export const digest: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('digest', [textOption('digest.date', { required: true, autocomplete: true }), shareOption]),
  async run(context) {
    const { services } = context
    const typed = context.text('date') ?? ''
    const day = parseDay(typed, services.clock.now())
    if (day === null) return badDate(context, typed)
    const digests = await services.archive.digestsOfDay(day)
    return digests.length === 0 ? noDigest(context, day) : dayAnswer(context, digests)
  },
  autocomplete: suggestDays,
}

/** `day:1:<day>`: a day that an answer offers. */
export const dayButton: ComponentHandler = {
  kind: 'component',
  name: 'day',
  answers: 'reply',
  async run(context) {
    const day = parseDay(context.args[0] ?? '', context.services.clock.now())
    const digests = day === null ? [] : await context.services.archive.digestsOfDay(day)
    return digests.length === 0 ? noDigest(context, day ?? '?') : dayAnswer(context, digests)
  },
}

async function noDigest({ services, locale, language }: ReaderContext, day: string): Promise<Answer> {
  const [before, after] = await Promise.all([
    services.archive.digests({ to: day, limit: 3 }),
    services.archive.digests({ from: day, limit: 400 }),
  ])
  const days = [...new Set([...after.slice(-3), ...before].flatMap(({ date }) => date ?? []))]
  const lines = [
    t(locale, 'digest.none', { date: day }),
    ...(days.length === 0 ? [] : [t(locale, 'digest.nearest', { days: days.join(language === 'zh' ? '、' : ', ') })]),
  ]
  const nearest = after
    .slice(-1)
    .concat(before, after.slice(-3, -1))
    .flatMap(({ date }) => date ?? [])
  return { kind: 'reply', body: { content: lines.join('\n'), components: stepsRow(nearest.map(dayStep)) } }
}

export async function suggestDays({ services, typed }: AutocompleteContext): Promise<readonly Choice[]> {
  const text = typed.trim()
  const day = parseDay(text, services.clock.now(), 'last')
  const found = await services.archive.digests({ limit: 25, ...(day === null ? {} : { to: day }) })
  const days = [...new Set(found.flatMap(({ date }) => date ?? []))]
  const matching = days.filter((one) => one.includes(text.replaceAll('/', '-')))
  return (matching.length > 0 ? matching : days).map((one) => ({ name: one, value: one }))
}
