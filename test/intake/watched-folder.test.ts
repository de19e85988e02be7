// The folder is read by a clock that the tests move; the files and the archive are real.
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { digest, readFiles, SETTLE, stage } from './support/stage.ts'

describe('the watched folder', () => {
  it('waits while size or time of a file still change, and then reads it whole', async () => {
    const { watched, write, append, later, path } = await stage()
    const folder = watched()
    await folder.scan()
    write('2025-01-10.txt', digest('First Half'))
    expect((await folder.scan()).waiting).toEqual([path('2025-01-10.txt')])
    later(SETTLE - 1)
    append('2025-01-10.txt', digest('Second Half').replace('1、', '\n2、').replace('00001', '00002'))
    expect((await folder.scan()).waiting).toHaveLength(1)
    later(SETTLE - 1)
    expect((await folder.scan()).waiting).toHaveLength(1)
    later(1)
    const { events, waiting } = await folder.scan()
    expect(waiting).toEqual([])
    expect(readFiles(events)).toEqual(['2025-01-10.txt new'])
    expect(events[0]?.kind === 'read' && events[0].reports[0]?.digest.papers).toHaveLength(2)
  })

  it('waits for a file whose time changes although its size does not', async () => {
    const { watched, write, later } = await stage()
    const folder = watched()
    await folder.scan()
    write('a.txt', digest('A'))
    await folder.scan()
    later(SETTLE)
    write('a.txt', digest('B'))
    expect(readFiles((await folder.scan()).events)).toEqual([])
    later(SETTLE)
    expect(readFiles((await folder.scan()).events)).toEqual(['a.txt new'])
  })

  it('reads at the first scan what has stood still for long enough already', async () => {
    const { watched, write, later } = await stage()
    write('old.txt', digest('Old'))
    later(SETTLE)
    write('fresh.txt', digest('Fresh'))
    const { events, waiting } = await watched().scan()
    expect(readFiles(events)).toEqual(['old.txt new'])
    expect(waiting).toHaveLength(1)
  })

  it('reads a file once, also after a restart, and again when it was corrected', async () => {
    const { watched, write, later } = await stage()
    write('a.txt', digest('A Title'))
    later(SETTLE)
    const folder = watched()
    expect(readFiles((await folder.scan()).events)).toEqual(['a.txt new'])
    expect((await folder.scan()).events).toEqual([])
    const again = watched()
    expect(readFiles((await again.scan()).events)).toEqual(['a.txt known'])
    write('a.txt', digest('A Better Title'))
    await again.scan()
    later(SETTLE)
    expect(readFiles((await again.scan()).events)).toEqual(['a.txt corrected'])
  })

  it('looks into folders, and passes over hidden and unfinished files', async () => {
    const { watched, write, path, later } = await stage()
    mkdirSync(path('2025'))
    for (const name of ['2025/10.txt', '.hidden.txt', 'a.txt.part', 'b.tmp', '~c.txt', 'd.txt~']) write(name, digest(name))
    later(SETTLE)
    expect(readFiles((await watched().scan()).events)).toEqual(['2025/10.txt new'])
  })

  it('says once that the folder is missing, and reads it when it is there', async () => {
    const { watched, write, path, later } = await stage()
    const folder = watched()
    renameSync(path('.'), `${path('.')}-away`)
    onTestFinished(() => rmSync(`${path('.')}-away`, { recursive: true, force: true }))
    expect((await folder.scan()).events).toMatchObject([{ kind: 'folder-missing' }])
    expect((await folder.scan()).events).toEqual([])
    renameSync(`${path('.')}-away`, path('.'))
    write('a.txt', digest('A'))
    await folder.scan()
    later(SETTLE)
    expect(readFiles((await folder.scan()).events)).toEqual(['a.txt new'])
  })

  it('passes over a link that leads nowhere', async () => {
    const { watched, write, path, later } = await stage()
    symlinkSync(path('nowhere'), path('link.txt'))
    write('a.txt', digest('A'))
    later(SETTLE)
    expect(readFiles((await watched().scan()).events)).toEqual(['a.txt new'])
  })

  it.skipIf(process.getuid?.() === 0)('names a file that it may not read, and goes on with the others', async () => {
    const { watched, write, path, later } = await stage()
    write('a.txt', digest('A'))
    write('b.txt', digest('B'))
    chmodSync(path('a.txt'), 0)
    later(SETTLE)
    const { events } = await watched().scan()
    expect(events).toMatchObject([
      { kind: 'unreadable', file: 'a.txt' },
      { kind: 'read', file: 'b.txt' },
    ])
  })
})
