// What commands work with, and the types of the frame with it filled in.

import type { Archive } from '../../src/archive/archive.ts'
import type { DrawBars } from '../../src/chart/drawer.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import type * as frame from '../../src/discord/command.ts'
import type { Intake } from '../../src/intake/intake.ts'
import type { Log } from '../../src/log/log.ts'
import type { Readers } from '../../src/readers/readers.ts'
import type { Clock } from '../../src/schedule/clock.ts'

export interface Services {
  readonly archive: Archive
  readonly delivery: Delivery
  readonly intake: Intake
  readonly readers: Readers
  readonly clock: Clock
  readonly log: Log
  /** Draws the picture of /trends. */
  readonly drawBars: DrawBars
}

export type Handler = frame.Handler<Services>
export type ChatCommand = frame.ChatCommand<Services>
export type MessageCommand = frame.MessageCommand<Services>
export type ComponentHandler = frame.ComponentHandler<Services>
export type ModalHandler = frame.ModalHandler<Services>
export type ChatContext = frame.ChatContext<Services>
export type ComponentContext = frame.ComponentContext<Services>
export type ModalContext = frame.ModalContext<Services>
export type AutocompleteContext = frame.AutocompleteContext<Services>
/** What every handler has, whatever was pressed. */
export type ReaderContext = frame.Context<Services, unknown>
export type { Answer, AnswerBody, Choice } from '../../src/discord/command.ts'
