// /preview: the rehearsal. The messages are made by what makes the posted ones; what is left out says why.
import type { LeftOut, Preview } from '../../src/delivery/delivery.ts'
import type { Subscription } from '../../src/delivery/subscription.ts'
import { fitLine } from '../../src/render/fit.ts'
import { titleIn } from '../../src/render/view.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { parseDay } from '../days.ts'
import { chatDefinition, textOption } from '../define.ts'
import { suggestDays } from '../digest.ts'
import type { Answer, AnswerBody, AutocompleteContext, ChatCommand, Choice, ComponentHandler } from '../services.ts'
import { word } from '../wording/wording.ts'
import { type GuildContext, subscriptionOf } from './panel.ts'
import { stateText } from './words.ts'

/** Discord takes no more than five messages to an interaction of an app of the reader's own, and nobody reads more. */
const MOST_MESSAGES = 10

export const preview: ChatCommand = {
  kind: 'chat',
  allowed: 'manage-server',
  definition: chatDefinition(
    'preview',
    [
      textOption('preview.subscription', { required: true, autocomplete: true }),
      textOption('preview.date', { autocomplete: true }),
    ],
    { where: 'server', allowed: 'manage-server' },
  ),
  async run(context): Promise<Answer> {
    const { tongue, services } = context
    const found = await subscriptionOf(context, context.text('subscription') ?? '')
    if (found === null) return { kind: 'reply', body: { content: word(tongue, 'preview.no-subscription') } }
    const typed = context.text('date')
    const day = typed === null ? undefined : parseDay(typed, services.clock.now())
    if (day === null) return { kind: 'reply', body: { content: word(tongue, 'bad-date', { date: escapeLine(typed ?? '') }) } }
    return await rehearsal(context, found, day)
  },
  async autocomplete(context) {
    return context.option === 'date' ? await suggestDays(context) : await suggestSubscriptions(context)
  },
}

export const previewButton: ComponentHandler = {
  kind: 'component',
  name: 'sub-preview',
  allowed: 'manage-server',
  answers: 'reply',
  async run(context): Promise<Answer> {
    const found = await subscriptionOf(context, context.args[0])
    return found === null
      ? { kind: 'reply', body: { content: word(context.tongue, 'subscription.gone') } }
      : await rehearsal(context, found, undefined)
  },
}

async function rehearsal(context: GuildContext, subscription: Subscription, day: string | undefined): Promise<Answer> {
  const made = await context.services.delivery.preview(subscription, day)
  const shown = made.messages.slice(0, MOST_MESSAGES)
  const more = shown.map(({ body, post }): AnswerBody => {
    const { content, embeds, components } = body
    const heading = post === null ? [] : [`**${fitLine(post.name, 100)}**`]
    return {
      content: [...heading, ...(content ? [content] : [])].join('\n') || undefined,
      embeds: embeds ?? undefined,
      components: (components ?? undefined) as AnswerBody['components'],
    }
  })
  return { kind: 'reply', body: { content: summary(context, subscription, made, shown.length) }, more }
}

function summary({ tongue, language }: GuildContext, { channelId }: Subscription, made: Preview, shown: number): string {
  if (made.messages.length === 0 && made.leftOut.length === 0)
    return word(tongue, 'preview.nothing', { date: made.date ?? '?', channel: channelId })
  const head = word(tongue, 'preview.heading', { channel: channelId, date: made.date ?? '?', messages: made.messages.length })
  const cut = shown < made.messages.length ? [word(tongue, 'preview.first', { shown })] : []
  const out = made.leftOut.map((left) => `- ${fitLine(titleIn(left.paper, language), 120)}: ${whyText(left, tongue)}`)
  return clip(
    [head, ...cut, ...(out.length === 0 ? [] : [word(tongue, 'preview.left-out', { count: out.length }), ...out])].join('\n'),
    1950,
  )
}

function whyText({ why, detail }: LeftOut, tongue: GuildContext['tongue']): string {
  const text = word(tongue, `left-out.${why}`)
  if (detail === null) return text
  return `${text} (${detail.startsWith('https://discord.com/') ? detail : escapeLine(clip(detail, 100))})`
}

export async function suggestSubscriptions({
  services,
  guildId,
  typed,
  tongue,
  interaction,
}: AutocompleteContext): Promise<readonly Choice[]> {
  const all = guildId === null ? [] : await services.delivery.subscriptions.list({ guildId })
  const wanted = typed.trim().toLowerCase()
  return all
    .map((one) => ({
      name: `#${interaction.guild?.channels.cache.get(one.channelId)?.name ?? one.channelId} · ${stateText(one, tongue)} · ${word(tongue, `place.${one.wish.place}`)}`,
      value: one.id,
    }))
    .filter(({ name }) => name.toLowerCase().includes(wanted))
}
