// What an operator may set about delivery; each has a default.
import { z } from 'zod'

export const deliverySettingsSchema = z.strictObject({
  /**
   * How long after its time a missed slot is still made up for, and how far back a channel that was
   * forbidden is served.
   */
  catchUpHours: z
    .number()
    .min(0)
    .max(24 * 31)
    .default(48),
  /** Most requests a second over all channels. Discord allows a bot 50. */
  requestsPerSecond: z.number().min(1).max(1000).default(50),
  /**
   * Of 401, 403 and 429 in ten minutes, before all sending rests. Discord blocks an address at
   * 10,000.
   */
  invalidRequestBudget: z.int().min(10).max(9000).default(1000),
  /** Past days that arrive at once: more than these are held for one channel until the owner says which are wanted. */
  backlog: z
    .strictObject({
      days: z.int().min(1).max(10_000).default(3),
      messages: z.int().min(1).max(1_000_000).default(60),
    })
    .prefault({}),
  /** What becomes of the message of a paper that its author took out of the digest. */
  removedPapers: z.enum(['strike', 'delete']).default('strike'),
  /** How soon a forbidden channel is tried again; each failure doubles it, up to a day. */
  probeMinutes: z
    .number()
    .min(1)
    .max(24 * 60)
    .default(30),
})

export type DeliverySettings = z.infer<typeof deliverySettingsSchema>
