// The computed permissions against a second computation, written from the documentation's words in
// another way: bit by bit, the last rule that speaks about a bit decides it.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ALL_PERMISSIONS, computePermissions, PERMISSIONS } from '../../../src/sandbox/world/permissions.ts'
import { makeRole } from '../../../src/sandbox/world/seed.ts'
import type { Guild, Member, Overwrite } from '../../../src/sandbox/world/types.ts'

const GUILD = '1191168956170240000'
const SELF = '1191168956170240100'
const OTHER = '1191168956170240101'
const ROLES = ['1191168956170240001', '1191168956170240002', '1191168956170240003']
const NOW = Date.UTC(2026, 0, 1)
const READ_ONLY = [PERMISSIONS.VIEW_CHANNEL, PERMISSIONS.READ_MESSAGE_HISTORY]

const anyBits = fc.bigInt({ min: 0n, max: ALL_PERMISSIONS }).map((value) => value & ~PERMISSIONS.ADMINISTRATOR)
const scene = fc.record({
  roles: fc.tuple(anyBits, anyBits, anyBits, anyBits),
  held: fc.subarray(ROLES),
  overwrites: fc.uniqueArray(fc.record({ id: fc.constantFrom(GUILD, SELF, OTHER, ...ROLES), allow: anyBits, deny: anyBits }), {
    selector: ({ id }) => id,
  }),
  isAdmin: fc.boolean(),
  isOwner: fc.boolean(),
  until: fc.constantFrom(null, '2025-12-31T23:59:59Z', '2026-01-01T00:00:01Z'),
})
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never

const permissionsOf = ({ roles, isAdmin }: Scene): Map<string, bigint> =>
  new Map(
    [GUILD, ...ROLES].map((id, index) => [id, (roles[index] ?? 0n) | (isAdmin && index === 1 ? PERMISSIONS.ADMINISTRATOR : 0n)]),
  )

function isAllowed(given: Scene, bit: bigint): boolean {
  const { held, overwrites, isOwner, until } = given
  const mine = [GUILD, ...held]
  const has = (value: bigint | undefined) => ((value ?? 0n) & bit) !== 0n
  const all = permissionsOf(given)
  if (isOwner || mine.some((id) => ((all.get(id) ?? 0n) & PERMISSIONS.ADMINISTRATOR) !== 0n)) return true
  if (until !== null && Date.parse(until) > NOW && !READ_ONLY.some((each) => each === bit)) return false
  const of = (ids: readonly string[]) => overwrites.filter(({ id }) => ids.includes(id))
  for (const level of [of([SELF]), of(held), of([GUILD])]) {
    if (level.some(({ allow }) => has(allow))) return true
    if (level.some(({ deny }) => has(deny))) return false
  }
  return mine.some((id) => has(all.get(id)))
}

it('agree with a second computation for any roles and overwrites', () => {
  fc.assert(
    fc.property(scene, (given) => {
      const all = permissionsOf(given)
      const guild = {
        id: GUILD,
        owner_id: given.isOwner ? SELF : OTHER,
        roles: [GUILD, ...ROLES].map((id) => makeRole(id, id, all.get(id) ?? 0n, 0)),
      } as Guild
      const member = { user_id: SELF, roles: given.held, communication_disabled_until: given.until } as Member
      const permission_overwrites = given.overwrites.map(
        ({ id, allow, deny }): Overwrite => ({
          id,
          type: id === SELF || id === OTHER ? 1 : 0,
          allow: String(allow),
          deny: String(deny),
        }),
      )
      const computed = computePermissions(guild, member, NOW, { id: '1', type: 0, flags: 0, permission_overwrites })
      for (const [name, bit] of Object.entries(PERMISSIONS)) {
        if (bit === PERMISSIONS.ADMINISTRATOR) continue
        expect([name, (computed & bit) !== 0n]).toEqual([name, isAllowed(given, bit)])
      }
    }),
    { numRuns: 2_000 },
  )
})
