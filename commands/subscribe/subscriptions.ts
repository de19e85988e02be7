// /subscriptions: the list of a server, one of which opens as a panel; export and import as a file.
import { ApplicationCommandOptionType as OptionType } from 'discord.js'
import type { Subscription } from '../../src/delivery/subscription.ts'
import { button } from '../../src/render/buttons.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { fetchAttachment } from '../attachment.ts'
import { chatDefinition, otherOption } from '../define.ts'
import type { Answer, AnswerBody, ChatCommand, ChatContext, ComponentHandler } from '../services.ts'
import { word } from '../wording/wording.ts'
import { type GuildContext, panel, row, subscriptionOf } from './panel.ts'
import { categoriesText, stateText, timesText } from './words.ts'

const MOST_IMPORT_BYTES = 2 ** 20
/** A menu has room for so many. */
const MOST_SHOWN = 25

export const subscriptions: ChatCommand = {
  kind: 'chat',
  allowed: 'manage-server',
  definition: chatDefinition('subscriptions', [otherOption('subscriptions.file', { type: OptionType.Attachment })], {
    where: 'server',
    allowed: 'manage-server',
  }),
  async run(context) {
    if (context.guildId === null) return { kind: 'reply', body: { content: word(context.tongue, 'server-only') } }
    const file = context.interaction.options.getAttachment('file')
    return { kind: 'reply', body: file === null ? await list(context) : await takeIn(context, file) }
  },
}

export const subscriptionsBack: ComponentHandler = {
  kind: 'component',
  name: 'sub-list',
  allowed: 'manage-server',
  answers: 'update',
  run: async (context) => ({ kind: 'update', body: await list(context) }),
}

export const subscriptionsPick: ComponentHandler = {
  kind: 'component',
  name: 'sub-pick',
  allowed: 'manage-server',
  answers: 'update',
  async run(context): Promise<Answer> {
    const found = await subscriptionOf(context, context.values[0])
    const content = word(context.tongue, 'subscription.gone')
    return { kind: 'update', body: found === null ? { content } : panel(context, found) }
  },
}

export const subscriptionsExport: ComponentHandler = {
  kind: 'component',
  name: 'sub-export',
  allowed: 'manage-server',
  answers: 'reply',
  async run({ services, tongue, guildId }): Promise<Answer> {
    const exported = await services.delivery.subscriptions.export(guildId ?? '')
    const bytes = new TextEncoder().encode(`${JSON.stringify(exported, null, 2)}\n`)
    return {
      kind: 'reply',
      body: {
        content: word(tongue, 'subscriptions.exported', { count: exported.subscriptions.length }),
        files: [{ name: 'paperboy-subscriptions.json', bytes }],
      },
    }
  },
}

async function list(context: GuildContext): Promise<AnswerBody> {
  const { services, tongue, guildId } = context
  const all = await services.delivery.subscriptions.list({ guildId: guildId ?? '' })
  if (all.length === 0) return { content: word(tongue, 'subscriptions.none') }
  const shown = all.slice(0, MOST_SHOWN)
  const name = (one: Subscription) => context.interaction.guild?.channels.cache.get(one.channelId)?.name ?? one.channelId
  const lines = shown.map((one, i) => {
    const [next] = services.delivery.nextSlots(one, 1)
    const when = next === undefined ? timesText(one, tongue) : `<t:${Math.floor(next / 1000)}:R>`
    return `**${i + 1}.** <#${one.channelId}> · ${stateText(one, tongue)} · ${when} · ${clip(categoriesText(one, tongue), 60)}`
  })
  if (shown.length < all.length) lines.push(word(tongue, 'subscriptions.page', { shown: shown.length, all: all.length }))
  return {
    embeds: [{ title: word(tongue, 'subscriptions.heading'), description: lines.join('\n'), color: 0x5865f2 }],
    components: [
      row([
        {
          type: 3,
          custom_id: 'sub-pick:1',
          placeholder: word(tongue, 'subscriptions.open'),
          options: shown.map((one, i) => ({
            label: clip(`${i + 1}. #${name(one)}`, 100),
            value: one.id,
            description: clip(`${stateText(one, tongue)} · ${word(tongue, `place.${one.wish.place}`)}`, 100),
          })),
        },
      ]),
      row([button(word(tongue, 'button.export'), 'sub-export:1')]),
    ],
  }
}

async function takeIn(context: ChatContext, file: Parameters<typeof fetchAttachment>[1]): Promise<AnswerBody> {
  const { services, tongue, guildId, interaction } = context
  const fetched = await fetchAttachment(context, file, MOST_IMPORT_BYTES)
  if (fetched.kind === 'refused') return { content: fetched.why }
  const refused = (problems: readonly string[]) => ({
    content: word(tongue, 'subscriptions.import-failed', {
      problems: clip(problems.map((text) => `- ${text}`).join('\n'), 1600),
    }),
  })
  const read = parseJson(fetched.bytes)
  if (read.kind === 'unreadable')
    return refused([word(tongue, 'subscriptions.no-json', { found: escapeLine(clip(read.why, 150)) })])
  const isHere = (channelId: string) => interaction.guild?.channels.cache.has(channelId) ?? false
  const outcome = await services.delivery.subscriptions.import(read.value, guildId ?? '', isHere)
  if (outcome.problems.length > 0) return refused(outcome.problems.map(({ path, message }) => escapeLine(`${path}: ${message}`)))
  const done = word(tongue, 'subscriptions.imported', { created: outcome.created.length, known: outcome.known })
  return { ...(await list(context)), content: done }
}

function parseJson(bytes: Uint8Array): { kind: 'value'; value: unknown } | { kind: 'unreadable'; why: string } {
  try {
    return { kind: 'value', value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown }
  } catch (error) {
    return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) }
  }
}
