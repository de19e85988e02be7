// Changes the texts of a message, each by what a client makes of it.
import type { APIEmbed } from 'discord-api-types/v10'
import { ComponentType } from 'discord-api-types/v10'

interface Texts {
  readonly content?: string | null | undefined
  readonly embeds?: readonly APIEmbed[] | null | undefined
  readonly components?: readonly object[] | null | undefined
}

/** `limit` is null for titles and footers, which show no mentions. */
export type ChangeText = (text: string, limit: number | null) => string

/** Of Discord, in characters; `../message.ts` has all, and imports this. */
const LIMITS = { content: 2000, embedDescription: 4096, fieldValue: 1024, displayText: 4000 } as const

/** Labels of buttons and of menus stay as they are. */
export function changeTexts<T extends Texts>(body: T, change: ChangeText): T {
  const { content, embeds, components } = body
  return {
    ...body,
    ...(typeof content === 'string' ? { content: change(content, LIMITS.content) } : {}),
    ...(embeds ? { embeds: embeds.map((embed) => changeEmbed(embed, change)) } : {}),
    ...(components ? { components: components.map((component) => changeDisplay(component, change)) } : {}),
  }
}

function changeEmbed(embed: APIEmbed, change: ChangeText): APIEmbed {
  const { title, description, fields, footer } = embed
  return {
    ...embed,
    ...(title === undefined ? {} : { title: change(title, null) }),
    ...(description === undefined ? {} : { description: change(description, LIMITS.embedDescription) }),
    ...(fields === undefined
      ? {}
      : {
          fields: fields.map((field) => ({
            ...field,
            name: change(field.name, null),
            value: change(field.value, LIMITS.fieldValue),
          })),
        }),
    ...(footer === undefined ? {} : { footer: { ...footer, text: change(footer.text, null) } }),
  }
}

function changeDisplay(component: object, change: ChangeText): object {
  const { type, content, components } = component as { type?: number; content?: string; components?: readonly object[] }
  if (type === ComponentType.TextDisplay && content !== undefined)
    return { ...component, content: change(content, LIMITS.displayText) }
  if (components === undefined || type === ComponentType.ActionRow) return component
  return { ...component, components: components.map((inner) => changeDisplay(inner, change)) }
}
