// Copies lose their end and their order. Whatever is left of a text in any layout is read, and no line of it is lost.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFileDigests } from '../../src/digest/index.ts'
import { brokenPromises } from './promises.ts'

const root = join(import.meta.dirname, 'layouts')
const cases = readdirSync(root)
  .sort()
  .flatMap((layout) => readdirSync(join(root, layout)).map((name) => join(layout, name)))

function inputOf(folder: string): string {
  const input = readdirSync(folder).find((name) => name.startsWith('input.'))
  if (input === undefined) throw new Error(`${folder} has no input`)
  return input
}

/** The same order on every run. */
function shuffled(lines: readonly string[], seed: number): string[] {
  const result = [...lines]
  let state = seed
  for (let i = result.length - 1; i > 0; i--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    const j = state % (i + 1)
    const [a = '', b = ''] = [result[i], result[j]]
    result[i] = b
    result[j] = a
  }
  return result
}

async function broken(text: string, file: string): Promise<readonly string[]> {
  const readings = await readFileDigests(new TextEncoder().encode(text), { file, modifiedAt: new Date('2024-01-01T00:00:00Z') })
  const unread = readings.flatMap(({ digest }) => digest.diagnostics).filter(({ code }) => code === 'unreadable-container')
  return [...brokenPromises(readings), ...unread.map(({ message }) => JSON.stringify(message))]
}

describe.each(cases)('%s', (path) => {
  const folder = join(root, path)
  const file = inputOf(folder)
  const text = readFileSync(join(folder, file), 'utf8')

  it('keeps every line when the text is cut off', async () => {
    for (let part = 1; part < 24; part++)
      expect(await broken(text.slice(0, Math.floor((text.length * part) / 24)), file)).toEqual([])
  })

  it('keeps every line when the lines are shuffled', async () => {
    for (let seed = 1; seed <= 12; seed++) expect(await broken(shuffled(text.split('\n'), seed).join('\n'), file)).toEqual([])
  })
})
