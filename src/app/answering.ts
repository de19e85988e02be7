// Interactions reach the commands, with the services that they use.
import { handlers, refusedNotice, routerTexts } from '../../commands/index.ts'
import { createDrawer } from '../chart/drawer.ts'
import { orWithoutDatabase } from '../database/when-away.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { createRouter } from '../discord/router.ts'
import type { Intake } from '../intake/intake.ts'
import { createReaders } from '../readers/create-readers.ts'
import type { Assembly } from './assembly.ts'
import type { Connection } from './connection.ts'
import type { Storage } from './storage.ts'

export function answerInteractions(
  { app, clock, running }: Assembly,
  storage: Storage,
  parts: { readonly connection: Connection; readonly delivery: Delivery; readonly intake: Intake },
): void {
  const { database, shown, signals, operating, log } = storage
  const { delivery, intake } = parts
  const { discord, route } = parts.connection
  const onWatched = () => (running.mailer === null ? signals.tell({ kind: 'wake' }) : running.mailer.wake())
  const readers = createReaders({ database, clock, changed: onWatched })
  const orWithout: typeof orWithoutDatabase = database.shared === null ? (ask) => ask() : orWithoutDatabase
  // Where a paper was posted is shown where it can be found out; an answer does without.
  const posts: Delivery['posts'] = (...paper) => orWithout(() => delivery.posts(...paper), [])
  route(
    createRouter({
      handlers,
      services: {
        archive: shown,
        delivery: { ...delivery, posts },
        intake,
        readers,
        clock,
        log,
        drawBars: createDrawer(app.workers?.chart),
      },
      texts: routerTexts,
      log,
      chosenLanguage: (userId) => orWithout(() => readers.language(userId), null),
      isOwner: discord.isOwner,
      commandIds: discord.commandIds,
      onAnswered: operating.observe.answer,
      onAnsweredElsewhere: discord.answeredElsewhere,
      afterwards: (userId, locale) => orWithout(() => refusedNotice(readers, userId, locale), null),
    }),
  )
}
