// Where a paper leads: `paper-more:1:<shown>:<paper>`, a menu below it.
import { affiliationOf } from '../affiliation/affiliation.ts'
import { authorOf } from '../author/author.ts'
import { citeButton } from '../cite/cite.ts'
import { dayButton } from '../digest/digest.ts'
import type { ComponentHandler } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { similarButton } from '../similar/similar.ts'
import { shareButton } from './paper.ts'

/** `kind:name`, or the kind alone. */
function parseValue(value = ''): readonly [kind: string, name: string] {
  const [kind = '', ...name] = value.split(':')
  return [kind, name.join(':')]
}

export const paperMore: ComponentHandler = {
  kind: 'component',
  name: 'paper-more',
  answers: 'reply',
  shared: (values) => values[0] === 'share',
  async run(context) {
    const [shown = '', id = ''] = context.args
    const [kind, name] = parseValue(context.values[0])
    switch (kind) {
      case 'similar':
        return await similarButton.run({ ...context, args: [id] })
      case 'cite':
        return await citeButton.run({ ...context, args: [id] })
      case 'share':
        return await shareButton.run({ ...context, args: [shown, id] })
      case 'author':
        return await authorOf.run({ ...context, args: [name] })
      case 'affiliation':
        return await affiliationOf.run({ ...context, args: [name] })
      case 'day':
        return await dayButton.run({ ...context, args: [name] })
      default:
        return { kind: 'reply', body: { content: t(context.locale, 'outdated') } }
    }
  },
}
