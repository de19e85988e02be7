// A message of a channel as an answer: with its files, and a line above that names it.
import type { PreviewMessage } from '../../src/delivery/delivery.ts'
import { isCard } from '../../src/render/message.ts'
import { textDisplay } from '../../src/render/paper/card.ts'
import { fitLine } from '../../src/render/parts/fit.ts'
import type { AnswerBody } from '../shared/services.ts'

/** A forum post has its title above, and above that what `above` says of it, in markdown. */
export function postedBody({ body, files: uploads, post }: PreviewMessage, above?: string): AnswerBody {
  const { content, embeds, attachments } = body
  const components = (body.components ?? []) as NonNullable<AnswerBody['components']>
  const files = uploads.map(({ name, bytes }, i) => {
    const alt = attachments?.[i]?.description
    return { name, bytes, ...(alt ? { alt } : {}) }
  })
  const lines = [...(above === undefined ? [] : [above]), ...(post === null ? [] : [`**${fitLine(post.name, 100)}**`])]
  if (isCard({ components })) return { components: [...lines.map(textDisplay), ...components], files }
  const text = [...lines, ...(content ? [content] : [])].join('\n')
  return { content: text || undefined, embeds: embeds ?? undefined, components, files }
}
