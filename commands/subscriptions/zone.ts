// The time zone of a server: what its times mean where they name none.
import { ComponentType, TextInputStyle } from 'discord.js'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import type { Answer, ComponentHandler, ModalHandler } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { serverZone } from '../subscribe/draft.ts'
import { zoneAt, zoneLabel } from '../subscribe/times/zones.ts'
import { list } from './subscriptions.ts'

const MAX_NAME = 60

export const zoneButton: ComponentHandler = {
  kind: 'component',
  name: 'sub-zone',
  allowed: 'manage-server',
  answers: 'modal',
  async run(context): Promise<Answer> {
    const { locale } = context
    const zone = await serverZone(context)
    const input = {
      type: ComponentType.TextInput as const,
      custom_id: 'zone',
      style: TextInputStyle.Short,
      max_length: MAX_NAME,
      ...(zone === null ? {} : { value: zoneLabel(zone) }),
    }
    const label = {
      type: ComponentType.Label as const,
      label: t(locale, 'subscriptions.zone'),
      description: t(locale, 'subscriptions.zone-help'),
      component: input,
    }
    return { kind: 'modal', modal: { custom_id: 'sub-zone-form:1', title: t(locale, 'subscriptions.zone'), components: [label] } }
  },
}

export const zoneForm: ModalHandler = {
  kind: 'modal',
  name: 'sub-zone-form',
  allowed: 'manage-server',
  answers: 'update',
  async run(context) {
    const { locale, services, guildId } = context
    const typed = (context.field('zone') ?? '').normalize('NFKC').trim()
    const named = zoneAt(typed)
    const [zone, ...others] = named?.length === typed.length ? named.zones : []
    if (zone === undefined || others.length > 0 || guildId === null) {
      const found = escapeLine(clip(typed, MAX_NAME))
      const content =
        others.length > 0
          ? t(locale, 'subscriptions.zone-ambiguous', { found, zones: named?.zones.join(', ') ?? '' })
          : t(locale, 'subscriptions.zone-unknown', { found })
      return { kind: 'update', body: { ...(await list(context)), content } }
    }
    await services.delivery.subscriptions.setZone(guildId, zone)
    const content = t(locale, 'subscriptions.zone-set', { zone: zoneLabel(zone) })
    return { kind: 'update', body: { ...(await list(context)), content } }
  },
}
