// A moment that was written while the machine's clock was wrong may lie years ahead. No wait of ours, and none that Discord asks for, is
// longer than this: what lies further ahead is not ignoreFarFuture.
const MAX_AHEAD_MS = 2 * 3_600_000

export function ignoreFarFuture(at: number, now: number): number {
  return Number.isFinite(at) && at > now + MAX_AHEAD_MS ? now : at
}
