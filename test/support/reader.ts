// A person in front of the sandbox: types commands, presses what a message offers by its label, and
// reads the answer.
import type { Sandbox } from 'discord-sandbox'
import { textOf } from './message-limits.ts'

export interface Seen {
  readonly id: string
  readonly channelId: string
  /** Content and every text of the embeds and of cards, its non-breaking hyphens as plain ones. */
  readonly text: string
  readonly titles: readonly string[]
  /** Of buttons, in order; an icon where a button has nothing else. */
  readonly labels: readonly string[]
  readonly isEphemeral: boolean
  readonly attachments: readonly { filename: string; description?: string | null }[]
  readonly rows: readonly Row[]
  /** The message as Discord has it. */
  readonly raw: unknown
}

interface Component {
  readonly type: number
  readonly label?: string
  readonly emoji?: { readonly name?: string | null } | null
  readonly content?: string
  readonly components?: readonly Component[]
  readonly custom_id?: string
  readonly options?: readonly { readonly value: string }[]
}
interface Row {
  readonly type: number
  readonly components?: readonly Component[]
}

interface Raw {
  readonly id: string
  readonly channel_id: string
  readonly content: string
  readonly flags?: number
  readonly embeds: readonly { readonly title?: string }[]
  readonly components?: readonly Row[]
  readonly attachments: Seen['attachments']
}

export interface Person {
  readonly locale: string
  readonly user?: string
  readonly direct?: boolean
}

export interface Form {
  readonly interactionId: string
  readonly title: string
  /** Everything that is in it when it opens. */
  readonly text: string
}

type Where = Pick<Seen, 'id' | 'channelId'>

export function createReader({ control }: Pick<Sandbox, 'control'>, person: Person) {
  const user = person.user ?? 'member'
  const common = { user, locale: person.locale, wait: 'final' as const }
  const channel = (name: string) => {
    const channels = (control.state({ messages: false }) as { channels: { id: string; name: string }[] }).channels
    return channels.find((one) => one.name === name.replace('#', ''))?.id ?? name
  }
  const home = () =>
    person.direct ? String((control.act({ action: 'open-dm', user }) as { id: string }).id) : channel('#general')
  const seen = ({ message }: { message?: unknown }): Seen => {
    if (message === undefined || message === null) throw new Error('no message came')
    return seenOf(message as Raw)
  }

  const on = (message: Seen) => ({ ...common, channel_id: message.channelId, message_id: message.id })
  const pressed = (message: Seen, label: string) =>
    control.interact({ kind: 'button', ...on(message), custom_id: customIdOf(message, label) })
  const selected = async (message: Seen, custom_id: string, value: string): Promise<Seen> =>
    seen(await control.interact({ kind: 'select', ...on(message), custom_id, values: [value] }))

  return {
    channel,
    run: async (
      name: string,
      options: Readonly<Record<string, unknown>>,
      files: readonly { option: string; name: string; bytes: Uint8Array }[] = [],
    ): Promise<Seen> => {
      const attached = Object.fromEntries(files.map(({ option }, index) => [option, index]))
      const input = { kind: 'command' as const, ...common, channel_id: home(), name, options: { ...options, ...attached } }
      return seen(await control.interact(input, files))
    },
    suggest: async (name: string, options: Readonly<Record<string, unknown>>, focused: string) => {
      const answer = await control.interact({
        kind: 'autocomplete',
        ...common,
        channel_id: home(),
        name,
        options: { ...options },
        focused,
      })
      return (answer as unknown as { choices: { name: string; value: string }[] }).choices
    },
    press: async (message: Seen, label: string): Promise<Seen> => seen(await pressed(message, label)),
    /** A command that opens a form. */
    openForm: async (name: string, options: Readonly<Record<string, unknown>> = {}): Promise<Form> =>
      formOf(await control.interact({ kind: 'command', ...common, channel_id: home(), name, options: { ...options } })),
    /** A button that opens a form. */
    pressForForm: async (message: Seen, label: string): Promise<Form> => formOf(await pressed(message, label)),
    /** What is left out keeps what the form shows. */
    submit: async (form: Form, values: Readonly<Record<string, string | string[]>>): Promise<Seen> =>
      seen(await control.interact({ kind: 'modal', ...common, interaction_id: form.interactionId, values: { ...values } })),
    /** Any option of any menu, by its value. */
    set: async (message: Seen, value: string): Promise<Seen> => {
      const menu = componentsOf(message).find(
        (component) => component.type === 8 || component.options?.some((option) => option.value === value),
      )
      return await selected(message, menu?.custom_id ?? '', value)
    },
    /** The nth option of the first menu. */
    choose: async (message: Seen, index: number): Promise<Seen> => {
      const menu = componentsOf(message).find((component) => component.type === 3)
      const value = menu?.options?.[index]?.value
      if (menu?.custom_id === undefined || value === undefined) throw new Error('no such option')
      return await selected(message, menu.custom_id, value)
    },
    menu: async (name: string, message: Where): Promise<Seen> =>
      seen(
        await control.interact({
          kind: 'message-command',
          ...common,
          channel_id: message.channelId,
          name,
          message_id: message.id,
        }),
      ),
  }
}

export function seenOf(raw: Raw): Seen {
  const rows = raw.components ?? []
  return {
    id: raw.id,
    channelId: raw.channel_id,
    text: textOf([
      raw.content,
      raw.embeds.map(({ title, ...rest }) => [title, rest]),
      rows.flatMap(nodesOf).map(({ content }) => content),
    ]).replaceAll('\u2011', '-'),
    titles: raw.embeds.map((embed) => embed.title ?? ''),
    labels: rows.flatMap(nodesOf).flatMap((component) => labelOf(component) ?? []),
    isEphemeral: ((raw.flags ?? 0) & 64) !== 0,
    attachments: raw.attachments,
    rows,
    raw,
  }
}

const componentsOf = ({ rows }: Seen) => rows.flatMap(nodesOf)

const nodesOf = (component: Component): readonly Component[] => [component, ...(component.components ?? []).flatMap(nodesOf)]

const labelOf = ({ label, emoji }: Component) => label ?? emoji?.name ?? undefined

function customIdOf(message: Seen, label: string): string {
  const button = componentsOf(message).find((component) => labelOf(component) === label)
  if (button?.custom_id === undefined) throw new Error(`no button "${label}" among ${message.labels.join(', ')}`)
  return button.custom_id
}

function formOf(result: { interaction: { id: string }; modal?: Record<string, unknown> }): Form {
  if (result.modal === undefined) throw new Error('no form opened')
  return { interactionId: result.interaction.id, title: String(result.modal.title), text: JSON.stringify(result.modal) }
}
