// What the process that sees a server has noted of it for the others.

export interface NotedServerTable {
  guild_id: string
  /** JSON: the channels that the settings mean, each with how they write it. */
  channels: string
  /** JSON: the roles that its subscriptions mention, and that it does not have. */
  missing_roles: string
}

export interface ServersSchema {
  noted_servers: NotedServerTable
}
