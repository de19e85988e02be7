// /subscriptions: the list of a server, one of which opens as a panel; export and import as a file.
import { ComponentType, ApplicationCommandOptionType as OptionType, time } from 'discord.js'
import type { QuietCause } from '../../src/delivery/delivery.ts'
import { exportSchema, type Subscription } from '../../src/delivery/subscriptions/subscription.ts'
import { type ButtonRow, button, row } from '../../src/render/parts/buttons.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { fetchAttachment } from '../shared/attachment.ts'
import { chatDefinition, otherOption } from '../shared/define.ts'
import { stepsRow, subscribeStep } from '../shared/next-steps.ts'
import { pageButtons } from '../shared/page-buttons.ts'
import type { Answer, AnswerBody, ChatCommand, ChatContext, ComponentHandler } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { fullText } from '../subscribe/default-wish.ts'
import { serverZone } from '../subscribe/draft.ts'
import { channelName, type GuildContext } from '../subscribe/panel.ts'
import { checkChannel } from '../subscribe/permissions.ts'
import { zoneLabel } from '../subscribe/times/zones.ts'
import { categoriesText, stateText, timesText } from '../subscribe/words.ts'

/** Two hundred subscriptions with many words; reading more at once would hold up other servers. */
const MAX_IMPORT_BYTES = 2 ** 19
/** A menu has room for 25; twenty lines stay within an embed whatever they contain. */
const PAGE = 20
const MAX_PROBLEMS = 10

export const subscriptions: ChatCommand = {
  kind: 'chat',
  allowed: 'manage-server',
  definition: chatDefinition('subscriptions', [otherOption('subscriptions.file', { type: OptionType.Attachment })], {
    where: 'server',
    allowed: 'manage-server',
  }),
  async run(context) {
    if (context.guildId === null) return { kind: 'reply', body: { content: t(context.locale, 'server-only') } }
    const file = context.interaction.options.getAttachment('file')
    return { kind: 'reply', body: file === null ? await list(context) : await takeIn(context, file) }
  },
}

/** `sub-list:1:<page>`. */
export const subscriptionsBack: ComponentHandler = {
  kind: 'component',
  name: 'sub-list',
  allowed: 'manage-server',
  answers: 'update',
  run: async (context) => ({ kind: 'update', body: await list(context, Number(context.args[0]) || 0) }),
}

export const subscriptionsExport: ComponentHandler = {
  kind: 'component',
  name: 'sub-export',
  allowed: 'manage-server',
  answers: 'reply',
  async run({ services, locale, guildId }): Promise<Answer> {
    const exported = await services.delivery.subscriptions.export(guildId ?? '')
    const bytes = new TextEncoder().encode(`${JSON.stringify(exported, null, 2)}\n`)
    return {
      kind: 'reply',
      body: {
        content: t(locale, 'subscriptions.exported', { count: exported.subscriptions.length }),
        files: [{ name: 'paperboy-subscriptions.json', bytes }],
      },
    }
  },
}

export async function list(context: GuildContext, wanted = 0): Promise<AnswerBody> {
  const { services, locale, guildId } = context
  const all = await services.delivery.subscriptions.list({ guildId: guildId ?? '' })
  if (all.length === 0) return { content: t(locale, 'subscriptions.none'), components: stepsRow([subscribeStep(locale)]) }
  const pages = Math.ceil(all.length / PAGE)
  const page = Math.min(Math.max(0, wanted), pages - 1)
  const shown = all.slice(page * PAGE, (page + 1) * PAGE).map((one, i) => ({ one, number: page * PAGE + i + 1 }))
  const statuses = await services.delivery.status({ guildId: guildId ?? '' })
  const causes = new Map(statuses.map(({ subscription, causes }) => [subscription.id, causes]))
  const lines = shown.map(({ one, number }) => listLine(context, one, number, causes.get(one.id) ?? []))
  const zone = await serverZone(context)
  if (zone !== null) lines.push(`-# ${t(locale, 'subscriptions.zone-now', { zone: zoneLabel(zone) })}`)
  if (pages > 1) lines.push(`-# ${t(locale, 'page', { page: page + 1, pages })}`)
  const pick: ButtonRow['components'][number] = {
    type: ComponentType.StringSelect,
    custom_id: 'sub-pick:1',
    placeholder: t(locale, 'subscriptions.open'),
    options: shown.map(({ one, number }) => ({
      label: clip(`${number}. #${channelName(context, one)}`, 100),
      value: one.id,
      description: clip(`${stateText(one, locale)} · ${t(locale, `place.${one.wish.place}`)}`, 100),
    })),
  }
  const turn = pageButtons(locale, page, pages, (to) => `sub-list:1:${to}`)
  return {
    embeds: [{ title: t(locale, 'subscriptions.heading'), description: lines.join('\n'), color: ACCENT }],
    components: [
      row([pick]),
      row([...turn, button(t(locale, 'subscriptions.zone'), 'sub-zone:1'), button(t(locale, 'button.export'), 'sub-export:1')]),
    ],
  }
}

function listLine({ services, locale }: GuildContext, one: Subscription, number: number, causes: readonly QuietCause[]): string {
  const [next] = services.delivery.nextSlots(one, 1)
  const when = next === undefined ? timesText(one, locale) : time(new Date(next), 'R')
  const line = `**${number}.** <#${one.channelId}> · ${stateText(one, locale)} · ${when} · ${clip(categoriesText(one, locale), 60)}`
  const givenUp = causes.find((cause) => cause.kind === 'given-up')
  if (givenUp === undefined) return line
  const { messages, why } = givenUp
  return `${line}\n-# ⚠️ ${t(locale, 'status.given-up', { messages, why: escapeLine(clip(why, 100)) })}`
}

async function takeIn(context: ChatContext, file: Parameters<typeof fetchAttachment>[1]): Promise<AnswerBody> {
  const { services, locale, guildId, interaction } = context
  const fetched = await fetchAttachment(context, file, MAX_IMPORT_BYTES)
  if (fetched.kind === 'refused') return { content: fetched.why }
  const refused = (problems: readonly string[], count = problems.length) => {
    const shown = problems.slice(0, MAX_PROBLEMS).map((text) => `- ${text}`)
    const more = count > MAX_PROBLEMS ? [t(locale, 'subscriptions.more-problems', { count: count - MAX_PROBLEMS })] : []
    return { content: t(locale, 'subscriptions.import-failed', { problems: clip([...shown, ...more].join('\n'), 1600) }) }
  }
  const read = parseJson(fetched.bytes)
  if (read.kind === 'unreadable') return refused([t(locale, 'subscriptions.no-json', { found: escapeLine(clip(read.why, 150)) })])
  const unfit = misplaced(context, read.value)
  if (unfit.length > 0) return refused(unfit)
  const outcome = await services.delivery.subscriptions.import(read.value, guildId ?? '', {
    hasChannel: (id) => interaction.guild?.channels.cache.has(id) ?? false,
    hasRole: (id) => interaction.guild?.roles.cache.has(id) ?? false,
  })
  if (outcome.full !== null) return { content: fullText(context, outcome.full) }
  if (outcome.problems.length > 0)
    return refused(
      // What each one found may be the whole file: only those that are shown are written out.
      outcome.problems.slice(0, MAX_PROBLEMS).map(({ path, message }) => {
        const found = t(locale, 'subscriptions.found', { found: escapeLine(clip(foundAt(read.value, path), 80)) })
        const place = path === '' ? '' : `\`${clip(path.replaceAll('`', ''), 100)}\` `
        return `${place}${found} ${escapeLine(clip(message, 300))}`
      }),
      outcome.problems.length,
    )
  const done = t(locale, 'subscriptions.imported', { created: outcome.created.length, known: outcome.known })
  return { ...(await list(context)), content: done }
}

/**
 * Wishes for a place that their channel cannot be, such as a forum where there is a text channel.
 */
function misplaced({ interaction, locale }: ChatContext, value: unknown): readonly string[] {
  const parsed = exportSchema.safeParse(value)
  return (parsed.data?.subscriptions ?? []).flatMap(({ channelId, wish }, i) => {
    const checked = checkChannel(interaction.guild, channelId)
    if (checked.kind === 'unusable' || checked.places.includes(wish.place)) return []
    const places = checked.places.map((place) => `"${place}"`).join(', ')
    return [
      `\`subscriptions.${i}.wish.place\` ${t(locale, 'subscriptions.wrong-place', { channel: channelId, found: wish.place, places })}`,
    ]
  })
}

/** The value at a path such as `subscriptions.0.wish.most`. */
function foundAt(value: unknown, path: string): string {
  let at: unknown = value
  for (const key of path === '' ? [] : path.split('.'))
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[key] : undefined
  return at === undefined ? '∅' : JSON.stringify(beginningOf(at))
}

/** What is shown of a value is its beginning: it may be a megabyte. */
function beginningOf(value: unknown, depth = 2): unknown {
  if (typeof value === 'string') return value.slice(0, 100)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return depth === 0 ? [] : value.slice(0, 5).map((one) => beginningOf(one, depth - 1))
  const shown: Record<string, unknown> = {}
  for (const key in value) {
    if (depth === 0 || Object.keys(shown).length === 5) break
    shown[key.slice(0, 100)] = beginningOf((value as Readonly<Record<string, unknown>>)[key], depth - 1)
  }
  return shown
}

function parseJson(bytes: Uint8Array): { kind: 'value'; value: unknown } | { kind: 'unreadable'; why: string } {
  let text = ''
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { kind: 'value', value: JSON.parse(text) as unknown }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const position = /position (\d+)/.exec(why)?.[1]
    if (position === undefined || /line \d+/.test(why)) return { kind: 'unreadable', why }
    const before = text.slice(0, Number(position)).split('\n')
    return { kind: 'unreadable', why: `${why}, line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1}` }
  }
}
