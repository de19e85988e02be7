// Several processes see some of the bot's servers each. What delivery has to know of all of them is
// noted in the database by the one that sees them, so that the leader takes no channel for gone
// that it merely does not see.
import type { Database } from '../../database/database.ts'
import { inSlices } from '../../database/parameters.ts'
import type { SeenServer, Servers } from '../port.ts'

export interface FoundChannel {
  readonly channelId: string
  readonly guildId: string
}

export interface NotedServers {
  /** What this process sees, and then what was noted of the others when it was last read. */
  readonly servers: Servers
  /** The channels of servers that this process does not see. */
  find(ref: string): readonly FoundChannel[]
  /** Whether a channel that was not found in this server is not there. */
  isLookedAt(guildId: string): boolean
  read(): Promise<void>
  /**
   * Notes what has changed of these servers. With `isWhole` they are all that this process sees.
   * Answers whether anything had.
   */
  note(seen: readonly SeenServer[], isWhole: boolean): Promise<boolean>
}

interface Noted {
  readonly channels: readonly { readonly ref: string; readonly channelId: string }[]
  readonly missingRoles: readonly string[]
}

const SERVERS_A_STATEMENT = 500

/** Of a process that sees all: nothing is noted. */
export const seeAll = (servers: Servers): NotedServers => ({
  servers,
  find: () => [],
  isLookedAt: () => true,
  read: async () => {},
  note: async () => false,
})

export function createNotedServers({ database, servers }: { database: Database; servers: Servers }): NotedServers {
  const db = database.query
  let noted: ReadonlyMap<string, Noted> = new Map()

  /** Of servers with subscriptions; the roles that these mention. */
  async function mentionedRoles(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const rows = await db.selectFrom('subscriptions').select(['guild_id', 'wish']).where('guild_id', 'is not', null).execute()
    const roles = new Map<string, Set<string>>()
    for (const { guild_id, wish } of rows) {
      const mentioned = roles.get(guild_id ?? '') ?? new Set()
      roles.set(guild_id ?? '', mentioned)
      const { mentionRole } = JSON.parse(wish) as { readonly mentionRole?: string | null }
      if (mentionRole) mentioned.add(mentionRole)
    }
    return roles
  }

  async function rows() {
    return await db.selectFrom('noted_servers').selectAll().execute()
  }

  /** No row for a server that delivery has nothing to do with. */
  function rowOf(server: SeenServer, mentioned: ReadonlySet<string> | undefined) {
    const { guildId, channels, hasRole } = server
    if (mentioned === undefined && channels.length === 0) return null
    const missing = [...(mentioned ?? [])].filter((role) => role !== guildId && !hasRole(role))
    return { guild_id: guildId, channels: JSON.stringify(channels), missing_roles: JSON.stringify(missing.sort()) }
  }

  async function forget(guildIds: readonly string[]): Promise<void> {
    for (const some of inSlices(guildIds, SERVERS_A_STATEMENT))
      await db.deleteFrom('noted_servers').where('guild_id', 'in', some).execute()
  }

  return {
    servers: {
      isMember: servers.isMember,
      hasRole(guildId, roleId) {
        const seen = servers.hasRole(guildId, roleId)
        if (seen !== null) return seen
        return noted.get(guildId)?.missingRoles.includes(roleId) === true ? false : null
      },
    },
    find: (ref) =>
      [...noted].flatMap(([guildId, { channels }]) =>
        servers.isMember(guildId) === null
          ? channels.filter((channel) => channel.ref === ref).map(({ channelId }) => ({ channelId, guildId }))
          : [],
      ),
    isLookedAt: (guildId) => servers.isMember(guildId) !== null || noted.has(guildId),
    async read() {
      noted = new Map(
        (await rows()).map(({ guild_id, channels, missing_roles }) => [
          guild_id,
          { channels: JSON.parse(channels) as Noted['channels'], missingRoles: JSON.parse(missing_roles) as string[] },
        ]),
      )
    },
    async note(seen, isWhole) {
      const roles = await mentionedRoles()
      const known = new Map((await rows()).map((row) => [row.guild_id, row]))
      const gone = isWhole ? [...known.keys()].filter((guildId) => servers.isMember(guildId) === false) : []
      const changed = []
      for (const server of seen) {
        const [row, before] = [rowOf(server, roles.get(server.guildId)), known.get(server.guildId)]
        if (row === null) {
          if (before !== undefined) gone.push(server.guildId)
        } else if (row.channels !== before?.channels || row.missing_roles !== before.missing_roles) changed.push(row)
      }
      for (const some of inSlices(changed, SERVERS_A_STATEMENT))
        await db
          .insertInto('noted_servers')
          .values(some)
          .onConflict((conflict) =>
            conflict.column('guild_id').doUpdateSet(({ ref }) => ({
              channels: ref('excluded.channels'),
              missing_roles: ref('excluded.missing_roles'),
            })),
          )
          .execute()
      await forget(gone)
      return changed.length + gone.length > 0
    },
  }
}
