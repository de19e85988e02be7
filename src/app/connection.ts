// The connection to Discord, and what is noted of what the gateway reports.
import { definitions } from '../../commands/index.ts'
import { createShardKeeper } from '../cluster/shards/shard-keeper.ts'
import { isTermEnded } from '../database/fence.ts'
import { createLimits } from '../delivery/limits/create-limits.ts'
import type { Requests } from '../delivery/limits/requests.ts'
import type { MessageSender } from '../delivery/port.ts'
import { createDiscord, type Discord } from '../discord/client.ts'
import { logIn } from '../discord/gateway/log-in.ts'
import { createOutage } from '../discord/outage.ts'
import { createSender } from '../discord/rest/sender.ts'
import type { Router } from '../discord/router.ts'
import { createDepartedServers, type DepartedServers } from '../readers/departed-servers.ts'
import type { Assembly, Refused } from './assembly.ts'
import type { Storage } from './storage.ts'

/** Other processes may take over the shards, for seven seconds. */
const MAX_STOP_MS = 8_500
const MAX_LAST_WORDS_MS = 2_000
export const STOPPED = 'It was stopped while it was starting.'

export interface Connection {
  readonly kind: 'connected'
  readonly discord: Discord
  readonly requests: Requests
  readonly sender: MessageSender
  readonly departed: DepartedServers
  /** Interactions wait for it until they can be answered. */
  readonly route: (router: Router) => void
}

export async function connect(assembly: Assembly, storage: Storage): Promise<Connection | Refused> {
  const { config, app, clock, running, shutdown } = assembly
  const { database, operating, log } = storage
  const departed = createDepartedServers({ database, clock, log, keepDays: config.privacy.forgetServerDays })
  let route: (router: Router) => void = () => {}
  const router = new Promise<Router>((resolve) => {
    route = resolve
  })
  const outage = createOutage({ log, clock })
  const requests = createLimits(config.delivery, clock)
  const { shards, owners } = config.discord
  /** It is noted as far as this process may, and as long as it runs. */
  const noting = (work: Promise<void> | undefined) =>
    void work?.catch((error: unknown) => {
      if (!isTermEnded(error) && !shutdown.signal.aborted) storage.onFault(error)
    })
  const discord = createDiscord({
    ...app.discord,
    requests,
    outage,
    onAnswer: operating.observe.request,
    clock,
    shards,
    share: database.shared === null ? null : (gateway) => createShardKeeper({ database, log, gateway, shards }),
    owners,
    log,
    definitions,
    onInteraction: async (interaction) => (await router).handle(interaction),
    onChanged(where) {
      noting(running.delivery?.changed(where))
      running.notes.changed(where)
    },
    onServer(event, guildId) {
      noting(departed[event](guildId))
      if (event === 'left') noting(running.delivery?.left(guildId))
    },
    onServers(seen) {
      noting(departed.compare(seen))
      running.notes.noteAll()
    },
    onFatal: storage.onFatal,
    onOutgrown: app.onOutgrown,
  })
  shutdown.push('the connection to Discord', discord.stop, MAX_STOP_MS)
  const login = await logIn(discord, { clock, log, outage, signal: shutdown.signal })
  if (login.kind !== 'ready') return { kind: 'refused', why: login.kind === 'stopped' ? STOPPED : login.why }

  const sender = operating.observed(createSender({ requester: discord.requester, userId: login.userId }))
  operating.connected({ sender, requests, owners: discord.owners, isConnected: discord.isConnected })
  shutdown.push('alerts', operating.lastWords, MAX_LAST_WORDS_MS)
  return { kind: 'connected', discord, requests, sender, departed, route }
}
