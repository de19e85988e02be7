// /paper: one paper whole. Its buttons, and those of every posted paper, lead here too.
import type { PaperId } from '../../src/digest/digest.ts'
import { chatDefinition, shareOption, textOption } from '../shared/define.ts'
import { latestStep, stepsRow } from '../shared/next-steps.ts'
import { suggestTitles, withPaper } from '../shared/papers/find-paper.ts'
import { paperAnswer } from '../shared/papers/paper-answer.ts'
import type { Answer, ChatCommand, ComponentContext, ComponentHandler } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

export const paper: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('paper', [textOption('title', { required: true, autocomplete: true }), shareOption]),
  run: (context) => withPaper(context, (found) => paperAnswer(context, found)),
  autocomplete: suggestTitles,
}

/** `read:1:<paper>`: "Read all" under a posted paper, or its number in a list. */
export const readButton: ComponentHandler = {
  kind: 'component',
  name: 'read',
  answers: 'reply',
  async run(context) {
    const found = await context.services.archive.paper((context.args[0] ?? '') as PaperId)
    return found === null ? gone(context) : paperAnswer(context, found)
  },
}

/**
 * `text:1:<shown>:<paper>`: the language that is not shown. Messages of earlier versions ask for
 * both.
 */
export const textButton: ComponentHandler = {
  kind: 'component',
  name: 'text',
  answers: 'reply',
  async run(context) {
    const [shown = 'both', id = ''] = context.args
    const found = await context.services.archive.paper(id as PaperId)
    if (found === null) return gone(context)
    if (shown === 'both') return paperAnswer(context, found, { both: true })
    const other = shown === 'zh' ? 'en' : 'zh'
    const missing = found.abstract[other] === null && found.title[other] === null
    return paperAnswer(context, found, { lead: other, ...(missing ? { note: t(context.locale, `no-text.${other}`) } : {}) })
  },
}

/** The menu under short lists, search results and days. */
export const openMenu: ComponentHandler = {
  kind: 'component',
  name: 'open',
  answers: 'reply',
  async run(context) {
    const found = await context.services.archive.paper((context.values[0] ?? '') as PaperId)
    return found === null ? gone(context) : paperAnswer(context, found)
  },
}

export const shareButton: ComponentHandler = {
  kind: 'component',
  name: 'share',
  answers: 'reply',
  shared: true,
  async run(context) {
    const [shown, id = ''] = context.args
    const found = await context.services.archive.paper(id as PaperId)
    if (found === null) return gone(context)
    return paperAnswer(context, found, shown === 'zh' || shown === 'en' ? { lead: shown } : { both: true })
  },
}

export function gone({ locale }: Pick<ComponentContext, 'locale'>): Answer {
  return { kind: 'reply', body: { content: t(locale, 'paper-gone'), components: stepsRow([latestStep(locale)]) } }
}
