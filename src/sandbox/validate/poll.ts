// A poll as it is sent: a question, one to ten answers, how long it runs.
import { z } from 'zod'
import { flag, integer, list, snowflake, text } from './form.ts'

const MAX_HOURS = 768
const DEFAULT_HOURS = 24

const emoji = z.object({ id: snowflake.nullish(), name: z.string().nullish() }).nullish()
const answer = z.object({ poll_media: z.object({ text: text({ min: 1, max: 55 }).nullish(), emoji }) })

export const pollShape = z.object({
  question: z.object({ text: text({ min: 1, max: 300 }) }),
  answers: list(answer, 1, 10),
  duration: integer(1, MAX_HOURS)
    .nullish()
    .transform((hours) => hours ?? DEFAULT_HOURS),
  allow_multiselect: flag().nullish(),
  layout_type: integer(1, 1).nullish(),
})
export type PollInput = z.infer<typeof pollShape>
