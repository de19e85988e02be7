// The libraries are asked the way Paperboy asks its own index: strictly first; with fuzzy words,
// then with any word, only where nothing was found.

const ENOUGH = 1
const LIMIT = 10

export async function inSteps(
  steps: readonly (() => readonly string[] | Promise<readonly string[]>)[],
): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const step of steps) {
    for (const id of await step()) found.add(id)
    if (found.size >= ENOUGH) break
  }
  return [...found].slice(0, LIMIT)
}
