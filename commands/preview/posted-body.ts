// A message of a channel as an answer: with its files, and a line above that names it.
import type { Upload } from '../../src/delivery/port.ts'
import { isCard, type MessageBody } from '../../src/render/message.ts'
import { textDisplay } from '../../src/render/paper/card.ts'
import type { AnswerBody } from '../shared/services.ts'

/** `heading` is plain markdown, already escaped. */
export function postedBody(body: MessageBody, uploads: readonly Upload[], heading: string | null): AnswerBody {
  const { content, embeds, attachments } = body
  const components = (body.components ?? []) as NonNullable<AnswerBody['components']>
  const files = uploads.map(({ name, bytes }, i) => {
    const alt = attachments?.[i]?.description
    return { name, bytes, ...(alt ? { alt } : {}) }
  })
  const title = heading === null ? [] : [`**${heading}**`]
  if (isCard({ components })) return { components: [...title.map(textDisplay), ...components], files }
  const text = [...title, ...(content ? [content] : [])].join('\n')
  return { content: text || undefined, embeds: embeds ?? undefined, components, files }
}
