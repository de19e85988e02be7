// A message as a terminal shows it: no markdown, wrapped, with the embed's colour as a bar.
import type { APIEmbed } from 'discord-api-types/v10'
import { ComponentType } from 'discord-api-types/v10'
import type { MessageBody } from './message.ts'
import type { ButtonRow } from './parts/buttons.ts'

export interface TextOptions {
  /** Columns; default 100. */
  readonly width?: number
  readonly colour?: boolean
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

export function bodyAsText(body: MessageBody, options: TextOptions = {}): string {
  const width = Math.max(20, options.width ?? 100)
  const blocks = [
    ...(body.content ? [wrap(withoutMarkdown(body.content), width).join('\n')] : []),
    ...(body.embeds ?? []).map((embed) => embedAsText(embed, width, options.colour ?? false)),
    ...((body.attachments ?? []) as { filename?: string; description?: string | null }[]).map((file) =>
      `[${file.filename ?? ''}] ${file.description ?? ''}`.trim(),
    ),
    ...((body.components ?? []) as Part[]).flatMap((part) => partAsLines(part, width, options.colour ?? false)),
  ]
  return blocks.filter((block) => block !== '').join('\n')
}

function embedAsText(embed: APIEmbed, width: number, colour: boolean): string {
  const bar = barOf(embed.color ?? 0, colour)
  const bold = (text: string) => (colour ? `\u001b[1m${text}\u001b[0m` : text)
  const lines = [
    ...(embed.title === undefined ? [] : wrap(withoutMarkdown(embed.title), width - 2).map(bold)),
    ...(embed.url === undefined ? [] : [embed.url]),
    ...(embed.description === undefined ? [] : ['', ...wrap(withoutMarkdown(embed.description), width - 2)]),
    ...(embed.fields ?? []).flatMap((field) => ['', bold(field.name), ...wrap(withoutMarkdown(field.value), width - 2)]),
    ...(embed.image === undefined ? [] : [embed.image.url]),
    ...(embed.footer === undefined ? [] : ['', embed.footer.text]),
  ]
  return lines.map((line) => `${bar}${line}`.trimEnd()).join('\n')
}

const barOf = (rgb: number, colour: boolean) =>
  colour ? `\u001b[38;2;${[16, 8, 0].map((shift) => (rgb >> shift) & 255).join(';')}m┃\u001b[0m ` : '┃ '

type Part = Exclude<MessageBody['components'], null | undefined>[number]

function partAsLines(part: Part, width: number, colour: boolean): string[] {
  switch (part.type) {
    case ComponentType.ActionRow:
      return [rowAsText(part as ButtonRow)]
    case ComponentType.TextDisplay:
      return wrap(withoutMarkdown(part.content), width)
    case ComponentType.Section: {
      const picture = part.accessory.type === ComponentType.Thumbnail ? [pictureAsText(part.accessory)] : []
      return [...part.components.flatMap((text) => partAsLines(text, width, colour)), ...picture]
    }
    case ComponentType.MediaGallery:
      return part.items.map(pictureAsText)
    case ComponentType.Separator:
      return ['']
    case ComponentType.Container: {
      const bar = barOf(part.accent_color ?? 0, colour)
      return part.components.flatMap((inner) => partAsLines(inner, width - 2, colour)).map((line) => `${bar}${line}`.trimEnd())
    }
    default:
      return []
  }
}

const pictureAsText = ({ media, description }: { media: { url: string }; description?: string | null }) =>
  `[${media.url}] ${description ?? ''}`.trim()

function rowAsText(row: ButtonRow): string {
  const labels = row.components.map((component) => {
    if ('url' in component) return `[${component.label ?? ''}: ${component.url}]`
    if ('label' in component) return `[${component.label ?? ''}]`
    if ('emoji' in component) return `[${component.emoji?.name ?? ''}]`
    return 'placeholder' in component ? `[${component.placeholder ?? ''} ▾]` : ''
  })
  return labels.join(' ')
}

/** Only what render itself writes: bold, headings, small text, masked links, escapes. */
export function withoutMarkdown(text: string): string {
  return text
    .replace(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\(<?([^)>]*)>?\)/g, '$1 <$2>')
    .replace(/(?<!\\)\*\*/g, '')
    .replace(/^(?:-#|###) /gm, '')
    .replace(/\\([^0-9A-Za-z\s])/g, '$1')
    .replaceAll('\u200b', '')
}

/**
 * Lines of at most `width` columns; a Chinese character takes two and may end any line.
 */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width))
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  let columns = 0
  for (const piece of line.match(
    /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+/gu,
  ) ?? []) {
    const size = columnsOf(piece)
    if (columns + size > width && current !== '') {
      lines.push(current.trimEnd())
      current = ''
      columns = 0
      if (/^\s/.test(piece)) continue
    }
    current += piece
    columns += size
  }
  return [...lines, current.trimEnd()]
}

function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += WIDE.test(character) ? 2 : 1
  return columns
}
