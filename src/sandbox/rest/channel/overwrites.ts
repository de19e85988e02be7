// Permission overwrites of a channel.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { bitfield } from '../../validate/form.ts'
import { isThread, permissionsIn } from '../../world/access.ts'
import { setOverwrite } from '../../world/channels.ts'
import { type AuditAction, changesBetween, noteAudit } from '../../world/guild/audit.ts'
import { PERMISSIONS } from '../../world/permissions.ts'
import type { Channel, Overwrite } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { type Call, channelRoute, done, type Route } from '../route.ts'

const overwriteShape = z.object({ type: z.literal([0, 1]), allow: bitfield.nullish(), deny: bitfield.nullish() })

/**
 * One may only set what one may do oneself; who was given MANAGE_ROLES in this very channel may set
 * all.
 */
export function demandSettable(
  world: World,
  channel: Channel,
  before: { allow: string; deny: string },
  after: { allow: string; deny: string },
): void {
  const own = permissionsIn(world, world.botId, channel)
  const isManager = channel.permission_overwrites?.some(
    ({ id, allow }) => id === world.botId && (BigInt(allow) & PERMISSIONS.MANAGE_ROLES) !== 0n,
  )
  if (isManager || (own & PERMISSIONS.ADMINISTRATOR) !== 0n) return
  const changed = (BigInt(before.allow) ^ BigInt(after.allow)) | (BigInt(before.deny) ^ BigInt(after.deny))
  if ((changed & ~own) !== 0n) throw refusal(50013)
}

const NOTHING = { allow: '0', deny: '0' }
const overwriteOf = (channel: Channel, id: string): Overwrite | undefined =>
  channel.permission_overwrites?.find((each) => each.id === id)

function note(call: Call, channel: Channel, action: AuditAction, id: string, before: object, after: object): void {
  const changes = changesBetween(before, after)
  const options = { id, type: String((overwriteOf(channel, id) ?? { type: 0 }).type) }
  noteAudit(call.world, channel.guild_id ?? '', action, { target: channel.id, changes, options, reason: call.reason })
}

export const overwriteRoutes: readonly Route[] = [
  channelRoute(
    'PUT',
    '/permissions/:overwrite',
    { needs: 'MANAGE_ROLES', body: overwriteShape },
    ({ call, world, channel, id, input }) => {
      if (isThread(channel)) throw refusal(50024)
      const known = overwriteOf(channel, id('overwrite'))
      const fresh = { id: id('overwrite'), type: input.type, allow: input.allow ?? '0', deny: input.deny ?? '0' }
      demandSettable(world, channel, known ?? NOTHING, fresh)
      const after = setOverwrite(world, channel, fresh)
      note(call, after, known ? 'OVERWRITE_UPDATE' : 'OVERWRITE_CREATE', fresh.id, known ?? {}, fresh)
      return done
    },
  ),
  channelRoute('DELETE', '/permissions/:overwrite', { needs: 'MANAGE_ROLES' }, ({ call, world, channel, id }) => {
    const known = overwriteOf(channel, id('overwrite'))
    if (!known) throw refusal(10009)
    demandSettable(world, channel, known, NOTHING)
    setOverwrite(world, channel, { ...known, ...NOTHING })
    note(call, channel, 'OVERWRITE_DELETE', known.id, known, {})
    return done
  }),
]
