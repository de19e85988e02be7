// The one message a day that tells of new papers for a reader's watches.

import { languageOf } from '../../src/discord/tongue.ts'
import type { Mail } from '../../src/readers/mailer.ts'
import { button, openMenus, row } from '../../src/render/buttons.ts'
import { ACCENT } from '../../src/render/colours.ts'
import { fitNames } from '../../src/render/fit.ts'
import type { MessageBody } from '../../src/render/message.ts'
import { countCodePoints } from '../../src/text/graphemes.ts'
import { paperLine } from '../papers-list.ts'
import { word } from '../wording/wording.ts'

const MOST_SHOWN = 15
const MOST_TEXT = 3600

export function watchMail({ id, tongue, queries, papers }: Mail): MessageBody {
  const language = languageOf(tongue)
  const lines = papers.slice(0, MOST_SHOWN).map((paper, i) => paperLine(paper, i + 1, language))
  const fitting = lines.filter((_, i) => countCodePoints(lines.slice(0, i + 1).join('\n')) <= MOST_TEXT)
  const more = papers.length - fitting.length
  const watched = fitNames(queries, 300, 10, (count) => `+${count}`)
  const buttons = row([
    ...(more > 0 ? [button(word(tongue, 'watch.button.more', { count: more }), `watch-more:1:${id}:${fitting.length}`)] : []),
    button(word(tongue, 'watch.button.all'), 'watches:1'),
    button(word(tongue, 'watch.button.stop'), 'watch-stop:1'),
  ])
  return {
    embeds: [
      {
        title: word(tongue, 'watch.mail', { count: papers.length }),
        description: [...fitting, `-# ${word(tongue, 'watch.mail-words', { words: watched })}`].join('\n'),
        color: ACCENT,
      },
    ],
    components: [...openMenus(papers.slice(0, fitting.length), language, 1), buttons],
    allowed_mentions: { parse: [] },
  }
}
