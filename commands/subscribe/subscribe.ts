// /subscribe: one form, then the panel, whose menus set the rest; a draft in between where
// something in the form is not understood.
import { ApplicationCommandOptionType as OptionType } from 'discord.js'
import type { APIApplicationCommandChannelOption } from 'discord-api-types/v10'
import { chatDefinition, otherOption } from '../shared/define.ts'
import type { ChatCommand, ChatContext } from '../shared/services.ts'
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
  async run(context) {
    if (context.guildId === null) return { kind: 'reply', body: { content: t(context.locale, 'server-only') } }
    const chosen = context.interaction.options.getChannel('channel')?.id
    const modal = await wishForm(context, 'sub-new:1', formValues(defaultWish(), context.locale), {
      channel: { usual: chosen ?? usualChannel(context) },
      zone: await serverZone(context),
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
