// A poll as a message keeps it.
import type { PollInput } from '../../validate/poll.ts'
import type { Poll } from '../types.ts'
import { isoTime, type World } from '../world.ts'

const HOUR_MS = 3_600_000

export function makePoll(world: World, input: PollInput): Poll {
  const answers = input.answers.map(({ poll_media: { text, emoji } }, index) => ({
    answer_id: index + 1,
    poll_media: {
      ...(text && { text }),
      ...(emoji && { emoji: { id: emoji.id ?? null, name: emoji.name ?? '' } }),
    },
  }))
  return {
    question: { text: input.question.text },
    answers,
    expiry: isoTime(world.clock.now() + input.duration * HOUR_MS),
    allow_multiselect: input.allow_multiselect ?? false,
    layout_type: input.layout_type ?? 1,
    results: { is_finalized: false, answer_counts: [] },
  }
}
