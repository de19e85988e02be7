// /term: a word and its counterparts in the other language, each with papers that have both.
import { openMenus } from '../src/render/buttons.ts'
import { mainLink, titleIn } from '../src/render/view.ts'
import { clip, countCodePoints } from '../src/text/graphemes.ts'
import { escapeLine } from '../src/text/markdown.ts'
import { chatDefinition, shareOption, textOption } from './define.ts'
import type { ChatCommand } from './services.ts'
import { word } from './wording/wording.ts'

export const term: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('term', [textOption('term.word', { required: true, maxLength: 80 }), shareOption]),
  async run({ services, tongue, language, text }) {
    const asked = escapeLine(clip(text('word') ?? '', 80))
    const entries = await services.archive.glossary(text('word') ?? '', 6)
    if (entries.length === 0) return { kind: 'reply', body: { content: word(tongue, 'term.none', { word: asked }) } }
    const papers = await services.archive.papers([...new Set(entries.flatMap((entry) => entry.papers.slice(0, 3)))])
    const lines = entries.map((entry) => {
      const shown = papers.filter((paper) => entry.papers.slice(0, 3).includes(paper.id))
      const titles = shown.map((paper) => {
        const link = mainLink(paper, 300)
        const title = escapeLine(clip(titleIn(paper, language), 90))
        return `-# ${link === null ? title : `[${title}](${link})`}`
      })
      return [`**${escapeLine(clip(entry.zh, 60))} ↔ ${escapeLine(clip(entry.en, 80))}**`, ...titles].join('\n')
    })
    const fitting = lines.filter((_, i) => countCodePoints(lines.slice(0, i + 1).join('\n')) <= 4000)
    const embed = {
      title: clip(word(tongue, 'term.heading', { word: asked }), 250),
      description: fitting.join('\n'),
      color: 0x5865f2,
    }
    return { kind: 'reply', body: { embeds: [embed], components: openMenus(papers, language, 1) } }
  },
}
