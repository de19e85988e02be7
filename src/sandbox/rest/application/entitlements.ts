// Test entitlements: what a bot is given to try its own shop with. Nothing is ever bought here.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { compareIds } from '../../snowflake.ts'
import { flag, pageLimit, snowflake } from '../../validate/form.ts'
import type { Entitlement } from '../../world/guild/records.ts'
import type { World } from '../../world/world.ts'
import { done, ok, plainRoute, type Route } from '../route.ts'
import { demandOwn } from './own.ts'

const OWNER = { guild: 1, user: 2 } as const
/** What a test entitlement looks like to the bot: a bought one. */
const APPLICATION_SUBSCRIPTION = 8
const ENTITLEMENTS = '/applications/:application/entitlements'

const createShape = z.object({ sku_id: snowflake, owner_id: snowflake, owner_type: z.literal([OWNER.guild, OWNER.user]) })
const listShape = z.object({
  user_id: snowflake.optional(),
  guild_id: snowflake.optional(),
  sku_ids: z.union([z.string(), z.array(snowflake)]).optional(),
  before: snowflake.optional(),
  after: snowflake.optional(),
  limit: pageLimit(100, 100),
  exclude_ended: flag().optional(),
  exclude_deleted: flag().default(true),
})

const present = (entitlement: Entitlement): object => ({
  ...entitlement,
  user_id: entitlement.user_id ?? '0',
  starts_at: null,
  ends_at: null,
})

function find(world: World, id: string): Entitlement {
  const entitlement = world.store.entitlements.get(id)
  if (!entitlement || entitlement.application_id !== world.botId) throw refusal(10029)
  return entitlement
}

function listed(world: World, query: z.infer<typeof listShape>): Entitlement[] {
  const { user_id, guild_id, sku_ids, before, after, limit, exclude_deleted } = query
  const skus = typeof sku_ids === 'string' ? sku_ids.split(',') : sku_ids
  const found = [...world.store.entitlements.values()].filter(
    (each) =>
      each.application_id === world.botId &&
      (user_id === undefined || each.user_id === user_id) &&
      (guild_id === undefined || each.guild_id === guild_id) &&
      (skus === undefined || skus.includes(each.sku_id)) &&
      (before === undefined || compareIds(each.id, before) < 0) &&
      (after === undefined || compareIds(each.id, after) > 0) &&
      !(exclude_deleted && each.deleted),
  )
  return before === undefined ? found.slice(0, limit) : found.slice(-limit)
}

export const entitlementRoutes: readonly Route[] = [
  plainRoute('GET', ENTITLEMENTS, { query: listShape }, ({ call, world, query }) => {
    demandOwn(call)
    return ok(listed(world, query).map(present))
  }),
  plainRoute('POST', ENTITLEMENTS, { body: createShape }, ({ call, world, input }) => {
    demandOwn(call)
    const owner = input.owner_type === OWNER.guild ? { guild_id: input.owner_id } : { user_id: input.owner_id }
    const entitlement = world.store.entitlements.put({
      id: world.nextId(),
      sku_id: input.sku_id,
      application_id: world.botId,
      ...owner,
      type: APPLICATION_SUBSCRIPTION,
      deleted: false,
      consumed: false,
    })
    world.dispatch('ENTITLEMENT_CREATE', present(entitlement))
    return ok(present(entitlement))
  }),
  plainRoute('GET', `${ENTITLEMENTS}/:entitlement`, {}, ({ call, world, id }) => {
    demandOwn(call)
    return ok(present(find(world, id('entitlement'))))
  }),
  plainRoute('POST', `${ENTITLEMENTS}/:entitlement/consume`, {}, ({ call, world, id }) => {
    demandOwn(call)
    const after = world.store.entitlements.put({ ...find(world, id('entitlement')), consumed: true })
    world.dispatch('ENTITLEMENT_UPDATE', present(after))
    return done
  }),
  plainRoute('DELETE', `${ENTITLEMENTS}/:entitlement`, {}, ({ call, world, id }) => {
    demandOwn(call)
    const after = world.store.entitlements.put({ ...find(world, id('entitlement')), deleted: true })
    world.dispatch('ENTITLEMENT_DELETE', present(after))
    return done
  }),
]
