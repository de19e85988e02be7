// A moment that was written while the machine's clock was wrong may lie years ahead. No wait of ours, and none that Discord asks for, is
// longer than this: what lies further ahead is not believed.
const LONGEST = 2 * 3_600_000

export function believed(at: number, now: number): number {
  return Number.isFinite(at) && at > now + LONGEST ? now : at
}
