// The one message a day that tells of new papers for a reader's watches.

import type { Mail } from '../../src/readers/watch-messages.ts'
import type { MessageBody } from '../../src/render/message.ts'
import { button, openMenus, row } from '../../src/render/parts/buttons.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { fitNames } from '../../src/render/parts/fit.ts'
import { countCodePoints } from '../../src/text/graphemes.ts'
import { languageOf } from '../../src/text/locale.ts'
import { paperLine } from '../shared/papers/papers-list.ts'
import { t } from '../shared/wording/wording.ts'

const MAX_SHOWN = 15
const MAX_TEXT = 3600

export function watchMail({ id, locale, queries, papers }: Mail): MessageBody {
  const language = languageOf(locale)
  const lines = papers.slice(0, MAX_SHOWN).map((paper, i) => paperLine(paper, i + 1, language))
  const fitting = lines.filter((_, i) => countCodePoints(lines.slice(0, i + 1).join('\n')) <= MAX_TEXT)
  const more = papers.length - fitting.length
  const watched = fitNames(queries, 300, 10, (count) => `+${count}`)
  const buttons = row([
    ...(more > 0 ? [button(t(locale, 'watch.button.more', { count: more }), `watch-more:1:${id}:${fitting.length}`)] : []),
    button(t(locale, 'watch.button.all'), 'watches:1'),
    button(t(locale, 'watch.button.stop'), 'watch-stop:1'),
  ])
  return {
    embeds: [
      {
        title: t(locale, 'watch.mail', { count: papers.length }),
        description: [...fitting, `-# ${t(locale, 'watch.mail-words', { words: watched })}`].join('\n'),
        color: ACCENT,
      },
    ],
    components: [...openMenus(papers.slice(0, fitting.length), language, 1), buttons],
    allowed_mentions: { parse: [] },
  }
}
