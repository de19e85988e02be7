// The drift alarm from file to release: a digest that lost most of a field is archived, searchable,
// and not posted.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createArchive } from '../../src/create-archive.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import { createFeeder } from '../../src/intake/feeder.ts'
import { createIntake } from '../../src/intake/intake.ts'
import { createWatchedFolder } from '../../src/intake/watched-folder.ts'
import { silentLog } from '../../src/log/log.ts'
import { KNOWN } from '../digest/support/known.ts'
import { PLAIN, printDigest } from '../digest/support/printer.ts'
import { paperboy } from '../support/command-line.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const day = (number: number) => `2021-07-${String(number).padStart(2, '0')}.txt`

/** The known digest with other papers each day, and none of the authors from a day on. */
function writeDays(folder: string, days: number, isWithoutAuthors: (number: number) => boolean): void {
  mkdirSync(folder, { recursive: true })
  for (let number = 1; number <= days; number++) {
    const papers = KNOWN.map((paper, i) => ({
      ...paper,
      title: { en: `${paper.title.en.replace(/[.?]$/, '')}, Part ${number}`, zh: `第${number}部分${paper.title.zh}` },
      links: paper.links.length === 0 ? [] : [`https://arxiv.org/abs/21${String(number + 10).slice(0, 2)}.0000${i}`],
      authors: isWithoutAuthors(number) && i > 0 ? [] : paper.authors,
    }))
    writeFileSync(join(folder, day(number)), printDigest(papers, PLAIN))
  }
}

describe('a digest whose fields fall far below the last fourteen', () => {
  it('is held by `ingest`, which says why and what to do', async () => {
    const folder = temporaryFolder()
    writeDays(join(folder, 'digests'), 15, (number) => number === 15)
    const { out, err } = await paperboy(['ingest', join(folder, 'digests')], join(folder, 'data'))
    expect(out).toMatch(/held back +1\n/)
    expect(err).toContain(
      '2021-07-15.txt is held back and not posted: far below the last 14 digests: authors in 1 of 5 papers, usually in 100 %',
    )
    expect(err).toContain('paperboy release 2021-07-15.txt')
  })

  it('is listed and let go by `release`, and is not held a second time', async () => {
    const folder = temporaryFolder()
    const data = join(folder, 'data')
    writeDays(join(folder, 'digests'), 15, (number) => number === 15)
    await paperboy(['ingest', join(folder, 'digests')], data)
    const listed = await paperboy(['release'], data)
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining('2021-07-15.txt (2021-07-15): far below') })
    const wrong = await paperboy(['release', '2021-07-14'], data)
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('No digest named 2021-07-14 is held back') })
    const released = await paperboy(['release', '2021-07-15.txt'], data)
    expect(released).toMatchObject({ code: 0, out: expect.stringContaining('2021-07-15.txt is released') })
    const again = await paperboy(['ingest', join(folder, 'digests')], data)
    expect(again.out).toMatch(/held back +0\n/)
    expect((await paperboy(['release'], data)).out).toBe('No digest is on hold.\n')
  })

  it('is not handed on as good by the watched folder, and stays searchable', async () => {
    const folder = temporaryFolder()
    writeDays(join(folder, 'digests'), 16, (number) => number === 16)
    const database = await openSqlite(join(folder, 'paperboy.sqlite'))
    const archive = await createArchive({ database })
    const warnings: string[] = []
    const write = (_: object, message: string) => void warnings.push(message)
    const intake = createIntake({ archive, now: Date.now })
    const watched = createWatchedFolder({ folder: join(folder, 'digests'), settleMs: 0, intake, now: Date.now })
    await createFeeder({ watched, log: { ...silentLog, warn: write, error: write }, onDigest: () => {} }).feed()
    expect(warnings).toEqual([expect.stringMatching(/^2021-07-16\.txt is held back and not posted: .*authors in 1 of 5 papers/)])
    const held = await archive.digests({ held: true })
    expect(held.map(({ file }) => file)).toEqual(['2021-07-16.txt'])
    expect((await archive.search('"Part 16"')).total).toBe(5)
    await archive.close()
    await database.close()
  })

  it('is let go by a correction that brings the fields back', async () => {
    const folder = temporaryFolder()
    const data = join(folder, 'data')
    writeDays(join(folder, 'digests'), 15, (number) => number === 15)
    await paperboy(['ingest', join(folder, 'digests')], data)
    writeDays(join(folder, 'mended'), 15, () => false)
    cpSync(join(folder, 'mended', day(15)), join(folder, 'digests', day(15)))
    const { out } = await paperboy(['ingest', join(folder, 'digests')], data)
    expect(out).toMatch(/corrected +1\n/)
    expect((await paperboy(['release'], data)).out).toBe('No digest is on hold.\n')
  })

  it('is posted where the digests before it were the same, and where there are too few of them', async () => {
    const folder = temporaryFolder()
    writeDays(join(folder, 'same'), 15, () => true)
    expect((await paperboy(['ingest', join(folder, 'same')], join(folder, 'a'))).out).toMatch(/held back +0\n/)
    writeDays(join(folder, 'few'), 5, (number) => number === 5)
    expect((await paperboy(['ingest', join(folder, 'few')], join(folder, 'b'))).out).toMatch(/held back +0\n/)
  })
})
