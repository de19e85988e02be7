// What lies in a folder that people, editors, downloads and network drives share. One bad entry
// hides nothing else, and nothing but digests is read.
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DIGEST_KINDS, LEFTOVERS } from '../../src/digest/containers/file-names.ts'
import { createFeeder } from '../../src/intake/feeder.ts'
import { createFolderFiles } from '../../src/intake/folder-files.ts'
import { createWatchedFolder } from '../../src/intake/watched-folder.ts'
import { digest, readFiles, SETTLE, stage } from './support/stage.ts'

/** As another user than root, who may read everything. Undefined where that can't be tried. */
const stranger = process.getuid?.() === 0 ? process.seteuid?.bind(process) : undefined

/** Runs as somebody who owns nothing. */
async function asStranger<Result>(body: () => Promise<Result>): Promise<Result> {
  stranger?.(65_534)
  try {
    return await body()
  } finally {
    stranger?.(0)
  }
}

describe('a folder with bad entries', () => {
  it.skipIf(process.getuid === undefined)('names a folder that may not be listed once, and reads all others', async () => {
    const { watched, write, path, later } = await stage()
    mkdirSync(path('private'), { mode: 0o700 })
    mkdirSync(path('2025'))
    for (const name of ['2025/a.txt', 'b.txt', 'private/c.txt']) write(name, digest(name))
    chmodSync(path('private'), 0)
    onTestFinished(() => chmodSync(path('private'), 0o700))
    chmodSync(path('.'), 0o755)
    later(SETTLE)
    const folder = watched()
    await asStranger(async () => {
      const { events } = await folder.scan()
      expect(readFiles(events)).toEqual(['2025/a.txt new', 'b.txt new'])
      expect(events.filter(({ kind }) => kind === 'unreadable')).toMatchObject([
        { file: 'private', reason: expect.stringContaining('EACCES') },
      ])
      expect((await folder.scan()).events).toEqual([])
    })
  })

  it.skipIf(process.getuid === undefined)(
    'names a link into a forbidden folder once, and passes over one that leads through a file',
    async () => {
      const { watched, write, path, later } = await stage()
      mkdirSync(path('.away'))
      write('.away/far.txt', digest('Far'))
      chmodSync(path('.away'), 0)
      onTestFinished(() => chmodSync(path('.away'), 0o700))
      chmodSync(path('.'), 0o755)
      write('a.txt', digest('A'))
      symlinkSync(path('.away/far.txt'), path('far.txt'))
      symlinkSync(path('a.txt/nothing'), path('through.txt'))
      later(SETTLE)
      const folder = watched()
      await asStranger(async () => {
        const { events } = await folder.scan()
        expect(readFiles(events)).toEqual(['a.txt new'])
        expect(events.filter(({ kind }) => kind === 'unreadable')).toMatchObject([{ file: 'far.txt' }])
        expect((await folder.scan()).events).toEqual([])
      })
    },
  )

  it('goes on with the others where one could not be stored, says so once, and stores it later', async () => {
    const { intake, path, write, later, now } = await stage()
    for (const name of ['a.txt', 'b.txt', 'c.txt']) write(name, digest(name))
    later(SETTLE)
    let isFull = true
    const lines: string[] = []
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: (_: object, line: string) => lines.push(line) }
    const announced: number[] = []
    const watched = createWatchedFolder({
      folder: path('.'),
      settleMs: SETTLE,
      now,
      intake: {
        async ingest(bytes, source) {
          if (isFull && source.file === 'b.txt') throw new Error('database or disk is full')
          return intake.ingest(bytes, source)
        },
      },
    })
    const feeder = createFeeder({ watched, log, onDigest: (id) => announced.push(id) })
    for (let i = 0; i < 3; i++) await feeder.feed()
    expect(announced).toHaveLength(2)
    expect(lines).toEqual([expect.stringContaining('b.txt')])
    isFull = false
    later(SETTLE)
    await feeder.feed()
    expect(announced).toHaveLength(3)
  })

  it('says once that a file does not answer, reads the others, and that one when it does', async () => {
    const { intake, path, write, later, now } = await stage()
    for (const name of ['a.txt', 'b.txt']) write(name, digest(name))
    later(SETTLE)
    let tries = 0
    let isSilent = true
    const files = createFolderFiles(path('.'))
    const read: typeof files.read = async (file) => {
      if (!isSilent || file.path !== path('a.txt')) return await files.read(file)
      tries += 1
      return { kind: 'silent' }
    }
    const folder = createWatchedFolder({ folder: path('.'), files: { ...files, read }, settleMs: SETTLE, intake, now })
    const first = await folder.scan()
    expect(first.events).toMatchObject([
      { kind: 'silent', file: 'a.txt' },
      { kind: 'read', file: 'b.txt' },
    ])
    for (let i = 0; i < 30; i++) {
      later(60_000)
      expect((await folder.scan()).events).toEqual([])
    }
    expect(tries).toBe(4)
    isSilent = false
    later(10 * 60_000)
    expect(readFiles((await folder.scan()).events)).toEqual(['a.txt new'])
  })

  it('says once that the folder is gone, and once that it is back and after how long', async () => {
    const { watched, write, path, later } = await stage()
    write('a.txt', digest('A'))
    later(SETTLE)
    const folder = watched()
    await folder.scan()
    renameSync(path('.'), `${path('.')}-away`)
    onTestFinished(() => rmSync(`${path('.')}-away`, { recursive: true, force: true }))
    expect((await folder.scan()).events).toMatchObject([{ kind: 'folder-missing' }])
    later(60_000)
    expect((await folder.scan()).events).toEqual([])
    renameSync(`${path('.')}-away`, path('.'))
    expect((await folder.scan()).events).toEqual([{ kind: 'folder-back', folder: path('.'), missingMs: 60_000 }])
    expect((await folder.scan()).events).toEqual([])
  })
})

describe('files that are no digests', () => {
  it.each([
    '2025-01-10.txt.filepart',
    '#2025-01-10.txt#',
    '2025-01-10.txt.bak',
    '2025-01-10.txt.orig',
    '2025-01-10.txt.old',
    '2025-01-10.swo',
    '2025-01-10.txt.!sync',
    '2025-01-10.txt.sb-1a2b3c4d-Xy12Zw',
    '2025-01-10.sync-conflict-20250110-093015-ABCDEFG.txt',
    "2025-01-10 (Ada's conflicted copy 2025-01-10).txt",
    '2025-01-10 (conflicted copy 2025-01-10 093015).txt',
    '~$2025-01-10.txt',
    '._2025-01-10.txt',
    '.~lock.2025-01-10.txt#',
    '#recycle/2025-01-10.txt',
    '$RECYCLE.BIN/S-1-5/2025-01-10.txt',
    '@eaDir/2025-01-10.txt/SYNO.txt',
    '@Recently-Snapshot/day/2025-01-10.txt',
    '__MACOSX/2025-01-10.txt',
    'System Volume Information/x.txt',
    'lost+found/#123.txt',
    '.snapshots/1/2025-01-10.txt',
    'notes.pages',
    'LICENSE',
    'data.sqlite',
  ])('never reads %s', async (name) => {
    const { watched, write, path, later } = await stage()
    mkdirSync(dirname(path(name)), { recursive: true })
    write(name, digest('Left'))
    write('2025-01-11.txt', digest('Right'))
    later(SETTLE)
    expect(readFiles((await watched().scan()).events)).toEqual(['2025-01-11.txt new'])
  })

  it.each(['2025-01-10.txt', '2025-01-10.TXT', '周报 (最终).md', 'a.htm', 'old digest.txt', 'backup.txt', 'temp.txt', 'a#1.txt'])(
    'reads %s, which only looks like one of them',
    async (name) => {
      const { watched, write, later } = await stage()
      write(name, digest('Right'))
      later(SETTLE)
      expect(readFiles((await watched().scan()).events)).toEqual([`${name} new`])
    },
  )

  it('are all those that the page on the format does not name', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/digest-format.md'), 'utf8')
    const kinds = page.match(/\*\*Kinds\.\*\*[\s\S]*?(?=\n- |\n\n)/)?.[0] ?? ''
    const named = [...kinds.matchAll(/`\.([a-z]+)`/g)].map((match) => match[1])
    expect([...new Set(named)].sort()).toEqual([...DIGEST_KINDS].sort())
  })

  it('has a source for every kind of leftover', () => {
    expect(LEFTOVERS.filter(({ source }) => source.length < 10)).toEqual([])
  })

  it('names other kinds in one line, however many there are, and again only where there are more', async () => {
    const { watched, write, path, later } = await stage()
    for (let i = 0; i < 300; i++) writeFileSync(path(`picture-${i}.png`), 'x')
    write('a.txt', digest('A'))
    later(SETTLE)
    const folder = watched()
    expect((await folder.scan()).events.filter(({ kind }) => kind === 'foreign')).toMatchObject([{ count: 300 }])
    expect((await folder.scan()).events).toEqual([])
    rmSync(path('picture-1.png'))
    expect((await folder.scan()).events).toEqual([])
  })

  it('costs less than one hundredth of a core with 10,000 of them, looked at every two seconds', async () => {
    const { watched, path } = await stage()
    for (let i = 0; i < 10_000; i++) writeFileSync(path(`export-${i}.json`), '')
    // A folder whose time is young is listed each time: its time must be as old as it usually is.
    const old = Date.now() / 1000 - 3600
    utimesSync(path('.'), old, old)
    const folder = watched()
    await folder.scan()
    const before = process.cpuUsage()
    for (let i = 0; i < 10; i++) await folder.scan()
    const { user, system } = process.cpuUsage(before)
    // Ten scans are twenty seconds of the bot's life.
    expect((user + system) / 1e6 / 20).toBeLessThan(0.01)
  }, 120_000)
})

describe('content that changes', () => {
  it('is seen although the size and the time of the file are set back', async () => {
    const { watched, write, path, later } = await stage()
    write('a.txt', digest('First'))
    later(SETTLE)
    const folder = watched()
    expect(readFiles((await folder.scan()).events)).toEqual(['a.txt new'])
    const { atime, mtime, size } = statSync(path('a.txt'))
    writeFileSync(path('a.txt'), digest('Other'))
    utimesSync(path('a.txt'), atime, mtime)
    expect(statSync(path('a.txt')).size).toBe(size)
    await folder.scan()
    later(SETTLE)
    expect(readFiles((await folder.scan()).events)).toEqual(['a.txt corrected'])
  })

  it('is seen in the oldest of 500 files too, within a few scans', async () => {
    const { watched, write, path, later } = await stage()
    for (let i = 0; i < 500; i++) {
      writeFileSync(path(`${i}.txt`), '')
      utimesSync(path(`${i}.txt`), i, i)
    }
    const folder = watched()
    await folder.scan()
    write('0.txt', digest('Filled'))
    utimesSync(path('0.txt'), 0, 0)
    const found: string[] = []
    for (let i = 0; i < 12; i++) {
      found.push(...readFiles((await folder.scan()).events))
      later(SETTLE)
    }
    expect(found).toEqual(['0.txt new'])
  })

  it('replaces a paper that was read from a cut file', async () => {
    const { watched, write, later, archive } = await stage()
    const whole = `${digest('One Whole Title')}\n2、[CV] Another Title\n\nB Author\n[Lab]\n标题。摘要。\nhttps://arxiv.org/abs/2501.00002\n`
    write('2025-01-10.txt', whole.slice(0, whole.indexOf('other Title')))
    later(SETTLE)
    const folder = watched()
    await folder.scan()
    write('2025-01-10.txt', whole)
    await folder.scan()
    later(SETTLE)
    expect(readFiles((await folder.scan()).events)).toEqual(['2025-01-10.txt corrected'])
    const [day] = await archive.digestsOfDay('2025-01-10')
    expect(day?.papers.map(({ title }) => title.en)).toEqual(['One Whole Title', 'Another Title'])
    expect((await archive.size()).papers).toBe(2)
  })

  it('is not read where the file is larger than the setting allows', async () => {
    const { intake, path, write, later, now } = await stage()
    write('large.txt', Buffer.alloc(2000, digest('Large')))
    write('small.txt', digest('Small'))
    later(SETTLE)
    const folder = createWatchedFolder({ folder: path('.'), settleMs: SETTLE, maxBytes: 1000, intake, now })
    const { events } = await folder.scan()
    expect(events).toMatchObject([
      { kind: 'too-large', file: 'large.txt', bytes: 2000, maxBytes: 1000 },
      { kind: 'read', file: 'small.txt' },
    ])
    expect((await folder.scan()).events).toEqual([])
  })
})

describe('a digest whose day has not come', () => {
  it.each([
    ['2025-01-12.txt', null],
    ['2025-01-13.txt', 'its day, 2025-01-13, is 3 days from now'],
    ['2062-01-10.txt', 'its day, 2062-01-10, is 13514 days from now'],
  ])('of %s is held: %s', async (name, held) => {
    const { watched, write, later } = await stage()
    write(name, digest('Ahead'))
    later(SETTLE)
    const { events } = await watched().scan()
    expect(events).toMatchObject([{ kind: 'read', reports: [{ held, outcome: { kind: 'new' } }] }])
  })
})
