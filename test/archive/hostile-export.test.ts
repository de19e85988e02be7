// Lines of an export that somebody changed by hand, or made: each is refused with its number, and
// the others are taken.
import { createHash } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createArchive } from '../../src/create-archive.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import { digest, paper } from '../contracts/archive-of.ts'

async function openArchive() {
  const database = await openSqlite(':memory:')
  const archive = await createArchive({ database })
  onTestFinished(async () => {
    await archive.close()
    await database.close()
  })
  return archive
}

/** An export of one digest, as an object that a test changes. */
async function exportedDigest() {
  const archive = await openArchive()
  await archive.storeDigest(digest('2025-01-10', [paper('a-title')]), { sha256: 'a', receivedAt: 1 })
  const lines: string[] = []
  for await (const line of archive.exportLines()) lines.push(line)
  return JSON.parse(lines.at(-1) ?? '{}')
}

const bytesLine = (sha256: string, base64: string) => JSON.stringify({ kind: 'bytes', format: 1, sha256, base64 })

describe('an import', () => {
  it('refuses bytes that are not those of their hash', async () => {
    const archive = await openArchive()
    const picture = Buffer.from('picture')
    const right = createHash('sha256').update(picture).digest('hex')
    const tally = await archive.importLines([
      bytesLine('0'.repeat(64), picture.toString('base64')),
      bytesLine(right, picture.toString('base64')),
      bytesLine('../../etc', picture.toString('base64')),
      bytesLine(right, 'not base64!'),
    ])
    expect(tally.refused.map(({ line }) => line)).toEqual([1, 3, 4])
    expect(tally.refused[0]?.why).toContain(right)
  })

  it.each([
    ['a day that is none', (line: Record<string, unknown>) => ({ ...line, date: '2025-02-30' }), 'date: a day'],
    ['a moment before 1970', (line: Record<string, unknown>) => ({ ...line, receivedAt: -1 }), 'receivedAt: milliseconds'],
    ['half a revision', (line: Record<string, unknown>) => ({ ...line, revision: 1.5 }), 'revision: a whole number'],
    ['a script for a link', withPaper({ links: ['javascript:alert(1)'] }), 'papers.0.links.0: an http or https address'],
    [
      'a file for a picture',
      withPaper({ figures: [{ kind: 'address', url: 'file:///etc/passwd', alt: null }] }),
      'papers.0.figures.0.url: an http',
    ],
    ['a position of zero', withPaper({ position: 0 }), 'papers.0.position: a whole number'],
  ])('refuses %s, and takes the other lines', async (_, change, why) => {
    const line = await exportedDigest()
    const archive = await openArchive()
    const tally = await archive.importLines([JSON.stringify(change(line)), JSON.stringify(line)])
    expect(tally).toMatchObject({ new: 1, refused: [{ line: 1, why: expect.stringContaining(why) }] })
  })

  it('names a few of very many problems in one line', async () => {
    const line = await exportedDigest()
    const archive = await openArchive()
    const links = Array.from({ length: 20_000 }, () => 'javascript:x')
    const tally = await archive.importLines([JSON.stringify(withPaper({ links })(line))])
    expect(tally.refused[0]?.why).toMatch(/and 19995 more$/)
    expect(tally.refused[0]?.why.length).toBeLessThan(500)
  })
})

function withPaper(change: object) {
  return (line: Record<string, unknown>) => ({
    ...line,
    papers: (line.papers as readonly object[]).map((one) => ({ ...one, ...change })),
  })
}
