// A text without some of its characters. Replacing them one by one makes a rope or a table of as
// many pieces, which costs far more than in step where there are hundreds of thousands.

/** `places` are indices of UTF-16 units, rising. */
export function withoutPlaces(text: string, places: readonly number[]): string {
  if (places.length === 0) return text
  const units = new Uint16Array(text.length - places.length)
  let next = 0
  let length = 0
  for (let i = 0; i < text.length; i++) {
    if (places[next] === i) next++
    else units[length++] = text.charCodeAt(i)
  }
  return Buffer.from(units.buffer).toString('utf16le')
}

export function placesOf(text: string, character: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) places.push(at)
  return places
}
