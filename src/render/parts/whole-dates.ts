// The texts of a message with dates that do not break, wherever a client wraps the line.
import type { APIEmbed } from 'discord-api-types/v10'
import { ComponentType } from 'discord-api-types/v10'
import { keepDatesWhole } from '../../text/dates.ts'

interface Texts {
  readonly content?: string | null | undefined
  readonly embeds?: readonly APIEmbed[] | null | undefined
  readonly components?: readonly object[] | null | undefined
}

/** Labels of buttons and of menus do not wrap and stay as they are. */
export function withWholeDates<T extends Texts>(body: T): T {
  const { content, embeds, components } = body
  return {
    ...body,
    ...(typeof content === 'string' ? { content: keepDatesWhole(content) } : {}),
    ...(embeds ? { embeds: embeds.map(embedWithWholeDates) } : {}),
    ...(components ? { components: components.map(displayWithWholeDates) } : {}),
  }
}

function embedWithWholeDates(embed: APIEmbed): APIEmbed {
  const { title, description, fields, footer } = embed
  return {
    ...embed,
    ...(title === undefined ? {} : { title: keepDatesWhole(title) }),
    ...(description === undefined ? {} : { description: keepDatesWhole(description) }),
    ...(fields === undefined
      ? {}
      : {
          fields: fields.map((field) => ({ ...field, name: keepDatesWhole(field.name), value: keepDatesWhole(field.value) })),
        }),
    ...(footer === undefined ? {} : { footer: { ...footer, text: keepDatesWhole(footer.text) } }),
  }
}

function displayWithWholeDates(component: object): object {
  const { type, content, components } = component as { type?: number; content?: string; components?: readonly object[] }
  if (type === ComponentType.TextDisplay && content !== undefined) return { ...component, content: keepDatesWhole(content) }
  if (components === undefined || type === ComponentType.ActionRow) return component
  return { ...component, components: components.map(displayWithWholeDates) }
}
