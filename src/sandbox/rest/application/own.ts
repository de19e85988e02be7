// An application may only be spoken for by its own token.
import { refusal } from '../../errors.ts'
import type { Call } from '../route.ts'

/** 20012 for somebody else's application. */
export function demandOwn(call: Call): void {
  if (call.param('application') !== call.world.botId) throw refusal(20012)
}
