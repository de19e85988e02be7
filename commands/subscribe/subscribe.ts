// /subscribe: one form, then the panel, whose menus set the rest.
import { ApplicationCommandOptionType as OptionType } from 'discord.js'
import type { APIApplicationCommandChannelOption } from 'discord-api-types/v10'
import { parseWish, type Wish, type WishInput } from '../../src/delivery/subscriptions/subscription.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { chatDefinition, otherOption } from '../shared/define.ts'
import type { Answer, ChatCommand, ChatContext, ModalHandler } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { readWishForm, wishForm } from './form.ts'
import { type GuildContext, panel } from './panel.ts'
import { checkChannel, POSTABLE } from './permissions.ts'

export const subscribe: ChatCommand = {
  kind: 'chat',
  allowed: 'manage-server',
  answers: 'modal',
  definition: chatDefinition(
    'subscribe',
    [
      otherOption('subscribe.channel', {
        type: OptionType.Channel,
        channel_types: POSTABLE,
      } as Omit<APIApplicationCommandChannelOption, 'name' | 'description'>),
    ],
    { where: 'server', allowed: 'manage-server' },
  ),
  async run(context) {
    if (context.guildId === null) return { kind: 'reply', body: { content: t(context.locale, 'server-only') } }
    const chosen = context.interaction.options.getChannel('channel')?.id
    const modal = await wishForm(context, 'sub-new:1', defaultWish(), {
      kind: 'new',
      usual: chosen ?? usualChannel(context),
    })
    return { kind: 'modal', modal }
  },
}

/**
 * The channel where the command was typed; in a thread, the one around it. Null where that takes no
 * posts.
 */
function usualChannel({ interaction }: ChatContext): string | null {
  const { channel } = interaction
  const place = channel?.isThread() ? channel.parent : channel
  return place !== null && POSTABLE.includes(place.type) ? place.id : null
}

export const subscribeForm: ModalHandler = {
  kind: 'modal',
  name: 'sub-new',
  allowed: 'manage-server',
  answers: 'reply',
  async run(context): Promise<Answer> {
    const { services, locale, interaction, guildId } = context
    const [channelId = ''] = context.chosen('channel')
    const checked = checkChannel(interaction.guild, channelId)
    if (checked.kind === 'unusable')
      return { kind: 'reply', body: { content: t(locale, 'subscribe.no-channel', { channel: channelId }) } }
    const { changes, doubt } = readWishForm(context, defaultWish())
    const wish: WishInput = { ...changes, place: checked.places[0] }
    const made = await services.delivery.subscriptions.create({ channelId, guildId, wish })
    if (made.kind === 'invalid') return { kind: 'reply', body: { content: invalidText(context, made.problems) } }
    const note = [t(locale, 'subscribe.created'), ...(doubt === null ? [] : [doubt])].join('\n')
    return { kind: 'reply', body: panel(context, made.subscription, note) }
  },
}

export function invalidText(
  { locale }: { locale: GuildContext['locale'] },
  problems: readonly { path: string; message: string }[],
): string {
  const all = problems.map(({ path, message }) => `${path}: ${message}`).join('; ')
  return t(locale, 'subscribe.invalid', { problems: escapeLine(all.slice(0, 1500)) })
}

function defaultWish(): Wish {
  const parsed = parseWish({})
  if ('problems' in parsed) throw new Error('the default wish is not valid')
  return parsed.wish
}
