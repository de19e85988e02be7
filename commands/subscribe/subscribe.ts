// /subscribe: one form, then the panel, whose menus set the rest; a draft in between where
// something in the form is not understood.
import { ApplicationCommandOptionType as OptionType, PermissionFlagsBits } from 'discord.js'
import type { APIApplicationCommandChannelOption } from 'discord-api-types/v10'
import { chatDefinition, otherOption } from '../shared/define.ts'
import type { Answer, ChatCommand, ChatContext, ComponentContext, ComponentHandler, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { defaultWish } from './default-wish.ts'
import { serverZone } from './draft.ts'
import { formValues, wishForm } from './form.ts'
import { POSTABLE } from './permissions.ts'

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
  run: (context) => newForm(context, context.interaction.options.getChannel('channel')?.id ?? usualChannel(context)),
}

/**
 * `subscribe-here:1`, below the index of a day: the form for those who may subscribe a channel, and
 * what others can do.
 */
export const subscribeButton: ComponentHandler = {
  kind: 'component',
  name: 'subscribe-here',
  answers: 'modal',
  async run(context) {
    const { interaction, locale } = context
    if (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild)) return await newForm(context, usualChannel(context))
    return { kind: 'reply', body: { content: t(locale, 'subscribe.ask-or-watch') } }
  },
}

async function newForm(context: ReaderContext, channelId: string | null): Promise<Answer> {
  if (context.guildId === null) return { kind: 'reply', body: { content: t(context.locale, 'server-only') } }
  const modal = await wishForm(context, 'sub-new:1', formValues(defaultWish(), context.locale), {
    channel: { usual: channelId },
    zone: await serverZone(context),
  })
  return { kind: 'modal', modal }
}

/**
 * The channel where the command was typed; in a thread, the one around it. Null where that takes no
 * posts.
 */
function usualChannel({ interaction: { channel } }: ChatContext | ComponentContext): string | null {
  const place = channel?.isThread() ? channel.parent : channel
  return place !== null && POSTABLE.includes(place.type) ? place.id : null
}
