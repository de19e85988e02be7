// Changes of a thread: its name, whether it is archived or locked, its tags.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { check, flag, integer } from '../../validate/form.ts'
import { PINNED } from '../../validate/limits.ts'
import { mayIn } from '../../world/access.ts'
import { updateChannel } from '../../world/channels.ts'
import { changesBetween, noteAudit } from '../../world/guild/audit.ts'
import type { Channel } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { type Call, ok } from '../route.ts'
import { appliedTags, autoArchive, demandTags, slowmode, threadName } from './threads.ts'

const threadShape = z.object({
  name: threadName.optional(),
  archived: flag().nullish(),
  locked: flag().nullish(),
  invitable: flag().nullish(),
  auto_archive_duration: autoArchive,
  rate_limit_per_user: slowmode,
  flags: integer(0, PINNED).nullish(),
  applied_tags: appliedTags,
})

const present = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>

/**
 * The creator may rename and archive; locking, slow mode and others' threads need MANAGE_THREADS.
 */
function demandThreadChange(world: World, thread: Channel, input: z.infer<typeof threadShape>): void {
  const manages = mayIn(world, world.botId, thread, 'MANAGE_THREADS')
  if (manages) return
  const strict = input.locked !== undefined || input.rate_limit_per_user !== undefined || thread.owner_id !== world.botId
  const wakesOnly = input.archived === false && Object.keys(present(input)).length === 1
  const mayWake = wakesOnly && !thread.thread_metadata?.locked && mayIn(world, world.botId, thread, 'SEND_MESSAGES_IN_THREADS')
  if (strict && !mayWake) throw refusal(50013)
  if (thread.thread_metadata?.locked) throw refusal(50013)
}

export function changeThread(call: Call, thread: Channel) {
  const { world } = call
  const input = check(threadShape, call.body)
  demandThreadChange(world, thread, input)
  const meta = thread.thread_metadata
  if (!meta) throw refusal(50024)
  if (meta.archived && input.archived !== false) throw refusal(50083)
  const parent = world.store.channels.get(thread.parent_id ?? '')
  if (input.applied_tags && parent) demandTags(world, parent, input.applied_tags)
  const turned = input.archived !== undefined && input.archived !== null && input.archived !== meta.archived
  const thread_metadata = {
    ...meta,
    archived: input.archived ?? meta.archived,
    locked: input.locked ?? meta.locked,
    ...(input.invitable != null && thread.type === 12 && { invitable: input.invitable }),
    auto_archive_duration: input.auto_archive_duration ?? meta.auto_archive_duration,
    ...(turned && { archive_timestamp: world.timestamp() }),
  }
  const changes = {
    ...(input.name !== undefined && { name: input.name }),
    ...(input.rate_limit_per_user != null && { rate_limit_per_user: input.rate_limit_per_user }),
    ...(input.flags != null && { flags: input.flags }),
    ...(input.applied_tags && { applied_tags: input.applied_tags }),
    thread_metadata,
  }
  const after = updateChannel(world, thread, changes)
  const noted = changesBetween({ ...thread, ...meta }, { ...after, ...after.thread_metadata })
  const own = noted.filter(({ key }) => key !== 'thread_metadata' && key !== 'archive_timestamp')
  noteAudit(world, thread.guild_id ?? '', 'THREAD_UPDATE', { target: thread.id, changes: own, reason: call.reason })
  return ok(after)
}
