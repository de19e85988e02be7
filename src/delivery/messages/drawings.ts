// Messages as they were drawn last: a thousand channels that read alike show the same one, but for its mark. Few, and forgotten with the
// digests: what is kept is for the channels that come right behind.
import { type Drawing, drawPart, type Part, type Source } from './compose.ts'

export interface Drawings {
  of(part: Part, source: Source): Promise<Drawing | null>
  forget(): void
}

const MAX_ENTRIES = 200
const MAX_FILE_BYTES = 16 * 1024 * 1024

export function createDrawings(): Drawings {
  const kept = new Map<string, Drawing>()
  let fileBytes = 0
  // Drawn for a digest that has been read anew since, it must not be kept.
  let generation = 0

  function keep(key: string, drawing: Drawing): void {
    kept.set(key, drawing)
    fileBytes += sizeOf(drawing)
    for (const [oldest, old] of kept) {
      if (kept.size <= MAX_ENTRIES && fileBytes <= MAX_FILE_BYTES) break
      kept.delete(oldest)
      fileBytes -= sizeOf(old)
    }
  }

  return {
    async of(part, source) {
      // Of an index every channel has its own: the links.
      if (part.role === 'index') return await drawPart(part, source)
      const key = keyOf(part, source)
      const known = kept.get(key)
      if (known !== undefined) return known
      const since = generation
      const drawing = await drawPart(part, source)
      if (drawing !== null && since === generation && !kept.has(key)) keep(key, drawing)
      return drawing
    },
    forget() {
      kept.clear()
      fileBytes = 0
      generation += 1
    },
  }
}

const sizeOf = (drawing: Drawing) => drawing.files.reduce((sum, file) => sum + file.bytes.byteLength, 0)

/** Everything that decides the look of a message of papers. */
function keyOf({ role, part, papers, step }: Part, { digest, wish, updated }: Source): string {
  const look = [digest.id, digest.revision, role, part, step.layout, step.images, wish.language, wish.silent, updated]
  return [...look, ...papers].join(' ')
}
