// The layouts on a real paper: `layouts:1:<language>`, the next step of whoever chooses one.
import type { ArchivedPaper } from '../../src/archive/archive.ts'
import { parseLanguageChoice } from '../../src/render/message.ts'
import { renderLayouts } from '../../src/render/paper/layouts.ts'
import type { Answer, ComponentHandler, Services } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { postedBody } from './posted-body.ts'

export const layoutsButton: ComponentHandler = {
  kind: 'component',
  name: 'layouts',
  answers: 'reply',
  async run({ services, locale, args }): Promise<Answer> {
    const found = await newestPaper(services)
    if (found === null) return { kind: 'reply', body: { content: t(locale, 'nothing-yet') } }
    const { paper, total } = found
    const figures = paper.figures > 0 ? await services.archive.figures(paper.id) : []
    const [first = {}, ...more] = renderLayouts(paper, { language: parseLanguageChoice(args[0]), total, figures }).map(
      ({ layout, body, files }) => postedBody(body, files, t(locale, `layout.${layout}`)),
    )
    return { kind: 'reply', body: first, more }
  },
}

/** The first one of the newest digest; rather one with a picture, which the layouts show differently. */
async function newestPaper({ archive }: Services): Promise<{ paper: ArchivedPaper; total: number } | null> {
  const [newest] = await archive.digests({ limit: 1 })
  const papers = newest === undefined ? [] : ((await archive.digest(newest.id))?.papers ?? [])
  const featured = papers.filter(({ section }) => section === 'featured')
  const paper = featured.find(({ figures }) => figures > 0) ?? featured[0] ?? papers[0]
  return paper === undefined ? null : { paper, total: papers.length }
}
