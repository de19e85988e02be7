// Permissions as Discord computes them, seen from outside; and the ids of everything.

import type { WorldAction } from 'discord-sandbox'
import { createManualClock } from 'discord-sandbox'
import { describe, expect, it } from 'vitest'
import { createIds, momentOf } from '../../src/sandbox/snowflake.ts'
import { computePermissions, PERMISSIONS, withImpliedDenials } from '../../src/sandbox/world/permissions.ts'
import { makeRole } from '../../src/sandbox/world/seed.ts'
import type { Guild, Member, Overwrite } from '../../src/sandbox/world/types.ts'
import { call, channelId, openSandbox } from './support.ts'

const { VIEW_CHANNEL: VIEW, SEND_MESSAGES: SEND, EMBED_LINKS: EMBED, ADMINISTRATOR: ADMIN, MENTION_EVERYONE: LOUD } = PERMISSIONS
const GUILD = '1191168956170240000'
const [RED, BLUE, SOMEBODY] = ['1191168956170240001', '1191168956170240002', '1191168956170240003']

function compute(roles: Record<string, bigint>, overwrites: [string, bigint, bigint][] = [], more: Partial<Member & Guild> = {}) {
  const guild = {
    id: GUILD,
    owner_id: 'other',
    roles: Object.entries(roles).map(([id, permissions]) => makeRole(id, id, permissions, 0)),
    ...more,
  } as Guild
  const member = { user_id: SOMEBODY, roles: [RED, BLUE], communication_disabled_until: null, ...more } as Member
  const permission_overwrites = overwrites.map(
    ([id, allow, deny]): Overwrite => ({ id, type: id === SOMEBODY ? 1 : 0, allow: String(allow), deny: String(deny) }),
  )
  return computePermissions(guild, member, Date.UTC(2026, 0, 1), { id: '1', type: 0, flags: 0, permission_overwrites })
}

describe('the computed permissions', () => {
  it.each<[string, bigint, bigint]>([
    [
      'are those of @everyone and all roles together',
      compute({ [GUILD]: VIEW, [RED]: SEND, [BLUE]: EMBED }),
      VIEW | SEND | EMBED,
    ],
    ['do not come from roles one does not have', compute({ [GUILD]: VIEW, '1191168956170240009': SEND }), VIEW],
    ['lose what @everyone is denied in the channel', compute({ [GUILD]: VIEW | SEND }, [[GUILD, 0n, SEND]]), VIEW],
    [
      'get back what a role is allowed there',
      compute({ [GUILD]: VIEW | SEND, [RED]: 0n }, [
        [GUILD, 0n, SEND],
        [RED, SEND, 0n],
      ]),
      VIEW | SEND,
    ],
    [
      'prefer one role’s allow to another’s deny',
      compute({ [GUILD]: VIEW, [RED]: 0n, [BLUE]: 0n }, [
        [RED, 0n, SEND],
        [BLUE, SEND, 0n],
      ]),
      VIEW | SEND,
    ],
    [
      'let the member’s own overwrite have the last word',
      compute({ [GUILD]: VIEW, [RED]: 0n }, [
        [RED, SEND, 0n],
        [SOMEBODY, 0n, SEND],
      ]),
      VIEW,
    ],
    [
      'are everything for an administrator, whatever the channel denies',
      compute({ [GUILD]: VIEW, [RED]: ADMIN }, [[SOMEBODY, 0n, SEND]]) & (SEND | EMBED),
      SEND | EMBED,
    ],
    [
      'are everything for the owner',
      compute({ [GUILD]: 0n }, [[SOMEBODY, 0n, SEND]], { owner_id: SOMEBODY }) & (SEND | EMBED),
      SEND | EMBED,
    ],
    [
      'are reading only during a time-out',
      compute({ [GUILD]: VIEW | SEND }, [], { communication_disabled_until: '2026-01-02T00:00:00Z' }),
      VIEW,
    ],
    [
      'are whole again after it',
      compute({ [GUILD]: VIEW | SEND }, [], { communication_disabled_until: '2025-12-31T00:00:00Z' }),
      VIEW | SEND,
    ],
    ['deny all where the channel is not seen', withImpliedDenials(SEND | EMBED, false), 0n],
    ['deny embeds and mentions where one may not send', withImpliedDenials(VIEW | EMBED | LOUD, false), VIEW],
    ['look at another bit in threads', withImpliedDenials(VIEW | SEND | EMBED, true), VIEW | SEND],
  ])('%s', (_, computed, expected) => {
    expect(computed).toBe(expected)
  })
})

describe('a missing permission of the bot', () => {
  const embed = { embeds: [{ title: 'x' }] }
  const deny = (channel: string, ...names: string[]) => ({ action: 'set-permission', channel, deny: names }) as WorldAction

  it.each<[string, WorldAction, string, string, unknown, number | undefined]>([
    ['SEND_MESSAGES: no message', deny('#papers', 'SEND_MESSAGES'), 'POST', '/messages', { content: 'x' }, 50_013],
    ['EMBED_LINKS: no embed', deny('#papers', 'EMBED_LINKS'), 'POST', '/messages', embed, 50_013],
    ['EMBED_LINKS: text still goes', deny('#papers', 'EMBED_LINKS'), 'POST', '/messages', { content: 'x' }, undefined],
    ['VIEW_CHANNEL: not even seen', deny('#papers', 'VIEW_CHANNEL'), 'GET', '', undefined, 50_001],
    ['READ_MESSAGE_HISTORY: an empty list', deny('#papers', 'READ_MESSAGE_HISTORY'), 'GET', '/messages', undefined, undefined],
    [
      'CREATE_PRIVATE_THREADS: no private thread',
      deny('#papers', 'CREATE_PRIVATE_THREADS'),
      'POST',
      '/threads',
      { name: 'x', type: 12 },
      50_013,
    ],
    [
      'CREATE_PUBLIC_THREADS: no thread',
      deny('#papers', 'CREATE_PUBLIC_THREADS'),
      'POST',
      '/threads',
      { name: 'x', type: 11 },
      50_013,
    ],
    ['MANAGE_CHANNELS, which it never had', deny('#general', 'SEND_MESSAGES'), 'PATCH', '', { name: 'x' }, 50_013],
    ['a time-out', { action: 'timeout-bot', ms: 60_000 }, 'POST', '/messages', { content: 'x' }, 50_013],
    ['a deleted channel', { action: 'delete-channel', channel: '#papers' }, 'POST', '/messages', { content: 'x' }, 10_003],
    ['a server it was thrown out of', { action: 'kick-bot' }, 'POST', '/messages', { content: 'x' }, 50_001],
  ])('%s', async (_, action, method, path, body, code) => {
    const sandbox = await openSandbox()
    const papers = channelId(sandbox, 'papers')
    sandbox.control.act(action)
    expect((await call(sandbox, method, `/channels/${papers}${path}`, body)).body.code).toBe(code)
  })

  it('is that of the parent in a thread, where SEND_MESSAGES_IN_THREADS counts', async () => {
    const sandbox = await openSandbox()
    const thread = sandbox.control.act({ action: 'create-thread', channel: '#papers', name: 'talk' }) as { id: string }
    const say = async () => (await call(sandbox, 'POST', `/channels/${thread.id}/messages`, { content: 'x' })).body.code
    sandbox.control.act(deny('#papers', 'SEND_MESSAGES'))
    expect(await say()).toBeUndefined()
    sandbox.control.act(deny('#papers', 'SEND_MESSAGES_IN_THREADS'))
    expect(await say()).toBe(50_013)
    sandbox.control.act(deny('#papers', 'VIEW_CHANNEL'))
    expect(await say()).toBe(50_001)
  })

  it('ends with the time-out', async () => {
    const clock = createManualClock(Date.UTC(2026, 0, 1))
    const sandbox = await openSandbox({ clock })
    const say = async () =>
      (await call(sandbox, 'POST', `/channels/${channelId(sandbox, 'papers')}/messages`, { content: 'x' })).status
    sandbox.control.act({ action: 'timeout-bot', ms: 60_000 })
    expect(await say()).toBe(403)
    clock.advance(60_001)
    expect(await say()).toBe(200)
  })
})

describe('ids', () => {
  it('hold their moment, have 17 to 19 digits and only grow', () => {
    const clock = createManualClock(Date.UTC(2026, 10, 26))
    const ids = createIds(clock.now)
    const made = Array.from({ length: 5_000 }, () => ids.next())
    clock.advance(-86_400_000)
    made.push(ids.next())
    expect(momentOf(made[0] ?? '')).toBe(Date.UTC(2026, 10, 26))
    expect(made.every((id) => /^\d{17,19}$/.test(id))).toBe(true)
    expect(made.every((id, index) => index === 0 || BigInt(id) > BigInt(made[index - 1] ?? 0))).toBe(true)
  })

  it('in a path are numbers, or the request is refused by the parameter’s name', async () => {
    const sandbox = await openSandbox()
    const answer = await call(sandbox, 'GET', '/channels/papers')
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 50_035,
        errors: { channel_id: { _errors: [{ code: 'NUMBER_TYPE_COERCE', message: 'Value "papers" is not snowflake.' }] } },
      },
    })
  })
})
