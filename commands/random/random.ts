import { button } from '../../src/render/parts/buttons.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { parseCategories, suggestCategories } from '../shared/categories.ts'
import { chatDefinition, shareOption, textOption } from '../shared/define.ts'
import { latestStep, nothingYet, stepsRow } from '../shared/next-steps.ts'
import { paperAnswer } from '../shared/papers/paper-answer.ts'
import type { Answer, ChatCommand, ComponentHandler, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

export const random: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('random', [textOption('category', { autocomplete: true }), shareOption]),
  run: (context) => byChance(context, parseCategories(context.text('category'))[0] ?? ''),
  autocomplete: suggestCategories,
}

/** `random:1:<category or nothing>`. */
export const randomButton: ComponentHandler = {
  kind: 'component',
  name: 'random',
  answers: 'reply',
  run: (context) => byChance(context, context.args[0] ?? ''),
}

async function byChance(context: ReaderContext, category: string): Promise<Answer> {
  const paper = await context.services.archive.random(category === '' ? {} : { category })
  if (paper === null && category === '') return nothingYet(context)
  if (paper === null) {
    const content = t(context.locale, 'random.none', { category: escapeLine(clip(category, 30)) })
    const components = stepsRow([button(t(context.locale, 'random.any'), 'random:1:'), latestStep(context.locale)])
    return { kind: 'reply', body: { content, components } }
  }
  const another = button(t(context.locale, 'button.another'), `random:1:${clip(category, 24)}`)
  return paperAnswer(context, paper, { last: another, isBrief: true })
}
