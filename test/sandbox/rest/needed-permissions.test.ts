// Which permission each operation needs: refused with 50013 without it, and no longer with it.
// Source: the documentation of each resource.
import type { PermissionName } from 'discord-sandbox'
import { expect, it, onTestFinished } from 'vitest'
import { bits } from '../../../src/sandbox/world/permissions.ts'
import { openYard, pixelUri, type Yard } from '../libraries/support.ts'
import { call } from '../support.ts'

type Case = readonly [method: string, path: string, needs: readonly PermissionName[], body?: object]

const EVENT = {
  name: 'e',
  privacy_level: 2,
  entity_type: 3,
  scheduled_start_time: '2099-01-01T00:00:00Z',
  scheduled_end_time: '2099-01-02T00:00:00Z',
  entity_metadata: { location: 'x' },
}
const RULE = { name: 'r', event_type: 1, trigger_type: 1, actions: [{ type: 1 }] }
const UNKNOWN = '1191168956170240999'

/**
 * G a server, T a text channel, N an announcement channel, F a forum, S a stage, M a member, P a
 * message of the member.
 */
const CASES: readonly Case[] = [
  ['PATCH', '/guilds/G', ['MANAGE_GUILD'], { name: 'New' }],
  ['GET', '/guilds/G/audit-logs', ['VIEW_AUDIT_LOG']],
  ['GET', '/guilds/G/bans', ['BAN_MEMBERS']],
  ['PUT', '/guilds/G/bans/M', ['BAN_MEMBERS'], {}],
  ['DELETE', `/guilds/G/bans/${UNKNOWN}`, ['BAN_MEMBERS']],
  ['POST', '/guilds/G/bulk-ban', ['BAN_MEMBERS', 'MANAGE_GUILD'], { user_ids: ['M'] }],
  ['DELETE', '/guilds/G/members/M', ['KICK_MEMBERS']],
  ['PATCH', '/guilds/G/members/M', ['MANAGE_NICKNAMES'], { nick: 'x' }],
  ['PATCH', '/guilds/G/members/M', ['MANAGE_ROLES'], { roles: [] }],
  ['PATCH', '/guilds/G/members/M', ['MODERATE_MEMBERS'], { communication_disabled_until: null }],
  ['PATCH', '/guilds/G/members/@me', ['CHANGE_NICKNAME'], { nick: 'x' }],
  ['PATCH', '/guilds/G/members/@me/nick', ['CHANGE_NICKNAME'], { nick: 'x' }],
  ['GET', '/guilds/G/prune', ['MANAGE_GUILD', 'KICK_MEMBERS']],
  ['POST', '/guilds/G/roles', ['MANAGE_ROLES'], { name: 'x', permissions: '0' }],
  ['POST', '/guilds/G/channels', ['MANAGE_CHANNELS'], { name: 'x' }],
  ['PATCH', '/guilds/G/channels', ['MANAGE_CHANNELS'], []],
  ['GET', '/guilds/G/webhooks', ['MANAGE_WEBHOOKS']],
  ['GET', '/guilds/G/invites', ['MANAGE_GUILD']],
  ['GET', '/guilds/G/integrations', ['MANAGE_GUILD']],
  ['GET', '/guilds/G/auto-moderation/rules', ['MANAGE_GUILD']],
  ['POST', '/guilds/G/auto-moderation/rules', ['MANAGE_GUILD'], RULE],
  ['POST', '/guilds/G/emojis', ['CREATE_GUILD_EXPRESSIONS'], { name: 'xx', image: pixelUri }],
  ['POST', '/guilds/G/scheduled-events', ['CREATE_EVENTS'], EVENT],
  ['POST', '/guilds/G/templates', ['MANAGE_GUILD'], { name: 'x' }],
  ['GET', '/guilds/G/widget', ['MANAGE_GUILD']],
  ['PATCH', '/guilds/G/welcome-screen', ['MANAGE_GUILD'], {}],
  ['PUT', '/guilds/G/onboarding', ['MANAGE_GUILD', 'MANAGE_ROLES'], {}],
  ['GET', '/guilds/G/vanity-url', ['MANAGE_GUILD']],
  ['PATCH', '/channels/T', ['MANAGE_CHANNELS'], { topic: 'x' }],
  ['DELETE', '/channels/T', ['MANAGE_CHANNELS']],
  ['PUT', '/channels/T/permissions/M', ['MANAGE_ROLES'], { type: 1 }],
  ['GET', '/channels/T/invites', ['MANAGE_CHANNELS']],
  ['POST', '/channels/T/invites', ['CREATE_INSTANT_INVITE'], {}],
  ['GET', '/channels/T/webhooks', ['MANAGE_WEBHOOKS']],
  ['POST', '/channels/T/webhooks', ['MANAGE_WEBHOOKS'], { name: 'x' }],
  ['POST', '/channels/N/followers', ['MANAGE_WEBHOOKS'], { webhook_channel_id: 'T' }],
  ['POST', '/channels/T/messages', ['SEND_MESSAGES'], { content: 'x' }],
  ['POST', '/channels/T/messages', ['SEND_MESSAGES', 'EMBED_LINKS'], { embeds: [{ title: 'x' }] }],
  [
    'POST',
    '/channels/T/messages',
    ['SEND_MESSAGES', 'SEND_POLLS'],
    { poll: { question: { text: 'q' }, answers: [{ poll_media: { text: 'a' } }] } },
  ],
  ['GET', '/channels/T/messages/P', ['READ_MESSAGE_HISTORY']],
  ['DELETE', '/channels/T/messages/P', ['MANAGE_MESSAGES']],
  ['PUT', '/channels/T/messages/pins/P', ['PIN_MESSAGES']],
  ['DELETE', '/channels/T/messages/P/reactions', ['MANAGE_MESSAGES']],
  ['PUT', '/channels/T/messages/P/reactions/%F0%9F%91%8D/@me', ['READ_MESSAGE_HISTORY', 'ADD_REACTIONS']],
  ['POST', '/channels/T/messages/P/threads', ['CREATE_PUBLIC_THREADS'], { name: 'x' }],
  ['POST', '/channels/T/threads', ['CREATE_PRIVATE_THREADS'], { name: 'x', type: 12 }],
  ['POST', '/channels/F/threads', ['SEND_MESSAGES'], { name: 'x', message: { content: 'x' } }],
  ['POST', '/stage-instances', ['MANAGE_CHANNELS', 'MUTE_MEMBERS', 'MOVE_MEMBERS'], { channel_id: 'S', topic: 'x' }],
]

function idsOf(yard: Yard): Record<string, string> {
  const said = yard.sandbox.control.act({ action: 'create-message', channel: 'talk', user: 'mark', content: 'x' }) as {
    id: string
  }
  return {
    G: yard.guildId,
    T: yard.channel('talk'),
    N: yard.channel('news'),
    F: yard.channel('posts'),
    S: yard.channel('stage'),
    M: yard.user('mark'),
    P: said.id,
  }
}

/** Letters that stand alone in a path or a value become ids. */
const filled = (text: string, ids: Record<string, string>) =>
  text.replace(/(?<=[/"])[A-Z](?=["/]|$)/g, (letter) => ids[letter] ?? letter)

/** Gives the bot just these permissions, and nobody any by default. */
function allow({ sandbox, guildId }: Yard, names: readonly PermissionName[]): void {
  const { guilds } = sandbox.world.store
  const guild = guilds.get(guildId)
  if (!guild) throw new Error('no server')
  const permissions = (id: string) => String(id === guildId ? 0n : bits('VIEW_CHANNEL', ...names))
  guilds.put({ ...guild, roles: guild.roles.map((role) => ({ ...role, permissions: permissions(role.id) })) })
}

it.each(CASES.map(([method, path, needs, body]) => [method, path, needs, body ?? null] as const))(
  '%s %s needs %j',
  async (method, path, needs, body) => {
    const yard = await openYard()
    onTestFinished(() => yard.sandbox.stop())
    const ids = idsOf(yard)
    const ask = () =>
      call(yard.sandbox, method, filled(path, ids), body === null ? undefined : JSON.parse(filled(JSON.stringify(body), ids)))
    for (const missing of needs) {
      allow(
        yard,
        needs.filter((name) => name !== missing),
      )
      expect(await ask(), `without ${missing}`).toMatchObject({ status: 403, body: { code: 50_013 } })
    }
    allow(yard, needs)
    const { status, body: answer } = await ask()
    expect([status < 400 || answer.code === 10_026, answer]).toEqual([true, answer])
  },
)
