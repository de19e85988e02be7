/**
 * Waits for a condition, looking again on every turn of the event loop's timers; says what it
 * waited for when it gives up.
 */
export async function until<T>(look: () => T | Promise<T>, what = 'the condition', limitMs = 15_000): Promise<NonNullable<T>> {
  const end = performance.now() + limitMs
  for (;;) {
    const found = await look()
    if (found) return found
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain for ${what}`)
    await new Promise((turn) => setTimeout(turn, 5))
  }
}
