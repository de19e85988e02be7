// The answer to a question about a short text, kept for the next time: places and the headings of
// lists come again from digest to digest.

const MAX_KNOWN = 1000
/** Longer texts hardly come twice. */
const MAX_TEXT = 200

/** `find` answers from the text alone; what is kept has a bound, so that any number may be asked. */
export function createMemo<Answer>(find: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>()
  return (text) => {
    if (text.length > MAX_TEXT) return find(text)
    const before = known.get(text)
    if (before !== undefined) return before
    const own = copyOf(text)
    const answer = find(own)
    if (known.size >= MAX_KNOWN) known.clear()
    known.set(own, answer)
    return answer
  }
}

/** A piece of a text keeps the whole of it in memory as long as it is kept itself. */
function copyOf(piece: string): string {
  return Buffer.from(piece, 'utf16le').toString('utf16le')
}
