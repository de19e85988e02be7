// /cite, the button and the message menu: a paper as a reference.
import type { ArchivedPaper } from '../../src/archive/archive.ts'
import type { PaperId } from '../../src/digest/digest.ts'
import { type CitationStyle, cite as citation } from '../../src/render/citation/cite.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { gone } from '../paper/paper.ts'
import { today } from '../shared/days.ts'
import { chatDefinition, messageDefinition, shareOption, textOption } from '../shared/define.ts'
import { suggestTitles, withPaper } from '../shared/papers/find-paper.ts'
import { fromMessage } from '../shared/papers/message-menu.ts'
import type { Answer, ChatCommand, ComponentHandler, MessageCommand, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

const STYLES = ['bibtex', 'gbt7714', 'apa'] as const satisfies readonly CitationStyle[]
type Style = (typeof STYLES)[number]

export const cite: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('cite', [
    textOption('title', { required: true, autocomplete: true }),
    textOption('cite.style', { choices: ['cite.style.bibtex', 'cite.style.gbt7714', 'cite.style.apa'] }),
    shareOption,
  ]),
  run: (context) => {
    const style = STYLES.find((known) => known === context.text('style'))
    return withPaper(context, (paper) => references(context, paper, style === undefined ? STYLES : [style]))
  },
  autocomplete: suggestTitles,
}

export const citeButton: ComponentHandler = {
  kind: 'component',
  name: 'cite',
  answers: 'reply',
  async run(context) {
    const paper = await context.services.archive.paper((context.args[0] ?? '') as PaperId)
    return paper === null ? gone(context) : references(context, paper, STYLES)
  },
}

export const citeMenu: MessageCommand = {
  kind: 'message',
  definition: messageDefinition('cite-menu'),
  run: (context) => fromMessage(context, 'cite-of', (inner, paper) => references(inner, paper, STYLES)),
}

/** The choice where a message has several papers. */
export const citeChoice: ComponentHandler = {
  ...citeButton,
  name: 'cite-of',
  run: (context) => citeButton.run({ ...context, args: context.values }),
}

/**
 * Each in a block of its own, which Discord gives a copy button; what is too long for one message
 * goes on as a file.
 */
async function references({ services, locale }: ReaderContext, paper: ArchivedPaper, styles: readonly Style[]): Promise<Answer> {
  const day = today(services.clock.now())
  const texts = styles.map((style) => ({ style, text: citation(paper, style, day) }))
  const blocks = texts.map(
    ({ style, text }) =>
      `**${t(locale, `cite.style.${style}.name`)}**\n\`\`\`${style === 'bibtex' ? 'bibtex' : 'text'}\n${inBlock(text)}\n\`\`\``,
  )
  const content = blocks.join('\n')
  if ([...content].length <= 2000) return { kind: 'reply', body: { content } }
  const files = texts.map(({ style, text }) => ({
    name: style === 'bibtex' ? 'paper.bib' : `paper-${style}.txt`,
    bytes: new TextEncoder().encode(text),
  }))
  return { kind: 'reply', body: { content: clip(escapeLine(paper.title.en ?? paper.title.zh ?? paper.id), 300), files } }
}

/** Nothing ends a block but three backticks. */
const inBlock = (text: string) => text.replaceAll('```', "'''").replace(/@(?=everyone|here)/gi, '@\u200b')
