// Changes the texts of a message, each by what a client makes of it.
import type { APIEmbed } from 'discord-api-types/v10'
import { ComponentType } from 'discord-api-types/v10'

interface Texts {
  readonly content?: string | null | undefined
  readonly embeds?: readonly APIEmbed[] | null | undefined
  readonly components?: readonly object[] | null | undefined
}

/** `line`: titles and footers, which show neither mentions nor much else of markdown. */
export type ChangeText = (text: string, kind: 'body' | 'line', limit: number) => string

const LIMITS = { content: 2000, title: 256, description: 4096, name: 256, value: 1024, footer: 2048, display: 4000 } as const

/** Labels of buttons and of menus stay as they are. */
export function changeTexts<T extends Texts>(body: T, change: ChangeText): T {
  const { content, embeds, components } = body
  return {
    ...body,
    ...(typeof content === 'string' ? { content: change(content, 'body', LIMITS.content) } : {}),
    ...(embeds ? { embeds: embeds.map((embed) => changeEmbed(embed, change)) } : {}),
    ...(components ? { components: components.map((component) => changeDisplay(component, change)) } : {}),
  }
}

function changeEmbed(embed: APIEmbed, change: ChangeText): APIEmbed {
  const { title, description, fields, footer } = embed
  return {
    ...embed,
    ...(title === undefined ? {} : { title: change(title, 'line', LIMITS.title) }),
    ...(description === undefined ? {} : { description: change(description, 'body', LIMITS.description) }),
    ...(fields === undefined
      ? {}
      : {
          fields: fields.map((field) => ({
            ...field,
            name: change(field.name, 'line', LIMITS.name),
            value: change(field.value, 'body', LIMITS.value),
          })),
        }),
    ...(footer === undefined ? {} : { footer: { ...footer, text: change(footer.text, 'line', LIMITS.footer) } }),
  }
}

function changeDisplay(component: object, change: ChangeText): object {
  const { type, content, components } = component as { type?: number; content?: string; components?: readonly object[] }
  if (type === ComponentType.TextDisplay && content !== undefined)
    return { ...component, content: change(content, 'body', LIMITS.display) }
  if (components === undefined || type === ComponentType.ActionRow) return component
  return { ...component, components: components.map((inner) => changeDisplay(inner, change)) }
}
