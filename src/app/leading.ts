// What only the leader does: watch the folder, plan, deliver and mail. The only process always leads.
import { watchMail } from '../../commands/index.ts'
import { createLeadership, type Leadership } from '../cluster/leadership.ts'
import { createDelivery } from '../delivery/create-delivery.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { createRights, createServers, findChannels } from '../discord/channels.ts'
import { createMailer } from '../readers/mailer.ts'
import { createWatchMessages } from '../readers/watch-messages.ts'
import type { Assembly } from './assembly.ts'
import { configuredSubscriptions } from './configured.ts'
import type { Connection } from './connection.ts'
import type { DigestFolder } from './digest-folder.ts'
import type { Storage } from './storage.ts'

/** What is under way may finish for eight seconds, and a second later it is cut. */
const MAX_STOP_MS = 9_050

export interface Leading {
  readonly delivery: Delivery
  readonly leadership: Leadership
}

export function createLeading(
  assembly: Assembly,
  storage: Storage,
  { folder, connection }: { readonly folder: DigestFolder; readonly connection: Connection },
): Leading {
  const { clock, running, shutdown } = assembly
  const { database, archive, log } = storage
  const delivery = deliveryOf(assembly, storage, connection)
  const leadership = createLeadership({
    database,
    log,
    work: (term) => ({
      async start() {
        running.feeder ??= folder.watch()
        void running.feeder.feed()
        const mailer = createMailer({ database: term.database, archive, clock, log, onQueued: delivery.wake })
        running.mailer = mailer
        await delivery.start(term)
        mailer.wake()
      },
      async stop(how) {
        const ending = [running.feeder?.stop(), running.mailer?.stop(), delivery.stop(how === 'cut' ? 0 : undefined)]
        running.feeder = null
        running.mailer = null
        await Promise.all(ending)
      },
    }),
  })
  running.delivery = delivery
  running.leadership = leadership
  shutdown.push('what waits for Discord', connection.requests.close)
  shutdown.push('delivery', leadership.stop, MAX_STOP_MS)
  return { delivery, leadership }
}

function deliveryOf({ config, app, clock, running }: Assembly, storage: Storage, connection: Connection): Delivery {
  const { database, archive, signals, operating, log, onFatal } = storage
  const { discord, requests, sender } = connection
  const { alerts, observe } = operating
  return createDelivery({
    database,
    archive,
    sender,
    requests,
    clock,
    log,
    settings: config.delivery,
    // A file that need not rest before it is read is shown as it is at once.
    gatherCorrectionsMs: Math.min(60, config.digests.settleSeconds * 6) * 1000,
    isArriving: () => running.feeder?.isBusy() ?? false,
    rights: createRights(discord.clients),
    servers: createServers(discord.clients),
    owners: discord.owners,
    direct: (inTerm) => createWatchMessages({ database: inTerm, archive, clock, log, compose: watchMail }),
    configured: configuredSubscriptions(config, app.discord.token, {
      find: (channel) => findChannels(discord.clients, channel),
      log,
    }),
    wakeLeader: (digestId) => signals.tell(digestId === undefined ? { kind: 'wake' } : { kind: 'plan', digestId }),
    onFault: alerts.fault,
    onGivenUp: (what) => alerts.raise({ kind: 'given-up', ...what }),
    onSent: observe.lateness,
    onFatal,
  })
}
