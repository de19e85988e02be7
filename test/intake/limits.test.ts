// Files made to cost more than any digest: refused within the limits, named with the limit, and not
// read again while neither they nor the limits change.
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type ReadLimits, readDigests } from '../../src/digest/index.ts'
import { createIntake } from '../../src/intake/intake.ts'
import { createOverrunFiles } from '../../src/intake/overrun-files.ts'
import { createReader, type DigestReader } from '../../src/intake/reader.ts'
import { digest, stage } from './support/stage.ts'

const MIB = 1024 * 1024
const LIMITS: ReadLimits = { textBytes: 8 * MIB, unpackedBytes: 64 * MIB, entries: 2000, ms: 20_000 }

const codesOf = async (bytes: Uint8Array, file: string, limits = LIMITS) =>
  (await readDigests(bytes, { file }, limits)).flatMap(({ diagnostics }) => diagnostics.map(({ code, found }) => [code, found]))

/** Two hundred entries, each an archive of four times 31 MiB of zeros: some hundred kilobytes. */
function nestedZip(): Uint8Array {
  const zeros = new Uint8Array(31 * MIB)
  const inner = zipSync(Object.fromEntries([1, 2, 3, 4].map((i) => [`${i}.txt`, zeros])), { level: 9 })
  return zipSync(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}.zip`, inner])), { level: 9 })
}

describe('the budget of a file', () => {
  it.each([
    ['text', strToU8('字'.repeat(3 * MIB)), 'a.txt', 'a text of more than 8 MiB'],
    ['a page', strToU8(`<html><p>${'x'.repeat(9 * MIB)}`), 'a.html', 'a text of more than 8 MiB'],
    [
      'a mail',
      strToU8(`From: a@b.example\r\nSubject: x\r\n\r\n${'word '.repeat(2 * MIB)}`),
      'a.eml',
      'a text of more than 8 MiB',
    ],
    [
      'entries',
      zipSync(Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`${i}.txt`, strToU8('x')]))),
      'a.zip',
      'more than 2000 entries in all',
    ],
  ])('is kept for %s', async (_, bytes, file, found) => {
    expect(await codesOf(bytes, file)).toEqual([['over-limit', found]])
  })

  it('counts what comes out of archives in archives together', async () => {
    const inner = zipSync({ 'a.html': new Uint8Array(7 * MIB) })
    const outer = zipSync(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}.zip`, inner])))
    expect(await codesOf(outer, 'a.zip')).toEqual([['over-limit', 'a file that unpacks to more than 64 MiB in all']])
  })

  it('does not count the pictures that a page carries as its text', async () => {
    const picture = 'A'.repeat(9 * MIB)
    const [found] = await readDigests(
      strToU8(`<html><p>1、[CV] T</p><img src="data:image/png;base64,${picture}">`),
      { file: 'a.html' },
      LIMITS,
    )
    expect(found?.papers).toHaveLength(1)
    expect(found?.papers[0]?.figures).toMatchObject([{ kind: 'file' }])
  })

  it('refuses a small archive of archives of zeros within two seconds and 150 MiB', async () => {
    const bytes = nestedZip()
    expect(bytes.length).toBeLessThan(200 * 1024)
    const before = process.memoryUsage().rss
    // Other programs on the machine take none of this time.
    const start = process.cpuUsage()
    expect((await codesOf(bytes, 'a.zip')).map(([code]) => code)).toEqual(['over-limit'])
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(2000)
    expect((process.memoryUsage().rss - before) / MIB).toBeLessThan(150)
  }, 60_000)
})

describe('the thread that reads', () => {
  const root = resolve(import.meta.dirname, '../..')
  /** Inside the project, so that the packages are found. */
  const built = join(root, 'dist/test-reader', String(process.pid))
  const module = pathToFileURL(join(built, 'read-worker.js'))
  beforeAll(async () => {
    const entryPoints = [join(root, 'src/intake/workers/read-worker.ts')]
    await build({ entryPoints, outdir: built, bundle: true, platform: 'node', format: 'esm', packages: 'external' })
  }, 60_000)
  afterAll(() => rmSync(built, { recursive: true, force: true }))

  function threadReader(limits: Partial<ReadLimits> = {}, maxMemoryMiB = 256): DigestReader {
    const reader = createReader({ module, limits: { ...LIMITS, ...limits }, maxMemoryMiB, graceMs: 0 })
    onTestFinished(() => reader.close())
    return reader
  }
  const headings = (count: number) => strToU8('[CL] A\n'.repeat(count))

  it('reads as this thread does', async () => {
    const bytes = strToU8(digest('A Title'))
    expect(await threadReader().read(bytes, { file: '2025-01-10.txt' })).toEqual(
      await readDigests(bytes, { file: '2025-01-10.txt' }),
    )
  })

  it('reads one file after the other, as they come', async () => {
    const reader = threadReader()
    for (const title of ['One', 'Two', 'Three'])
      expect((await reader.read(strToU8(digest(title)), { file: '2025-01-10.txt' }))[0]?.papers).toHaveLength(1)
  })

  it('is ended when a file takes too long, names the limit, and reads the next one', async () => {
    // So long that the fastest machine is far from its end.
    const reader = threadReader({ ms: 1000, textBytes: 64 * MIB }, 2048)
    const slow = reader.read(headings(9_000_000), { file: 'slow.txt' })
    const next = reader.read(strToU8(digest('A Title')), { file: '2025-01-10.txt' })
    expect((await slow)[0]).toMatchObject({
      papers: [],
      diagnostics: [{ code: 'over-limit', found: 'a file that takes more than 1 s to read' }],
    })
    expect((await next)[0]?.papers).toHaveLength(1)
  }, 60_000)

  it('is ended when a file takes too much memory, and names that limit', async () => {
    const [found] = await threadReader({}, 64).read(headings(1_100_000), { file: 'large.txt' })
    expect(found?.diagnostics).toMatchObject([
      { code: 'over-limit', found: 'a file that takes more than 64 MiB of memory to read' },
    ])
  }, 60_000)

  it('leaves this thread free meanwhile', async () => {
    const reading = threadReader({ ms: 1500 }).read(headings(1_100_000), { file: 'slow.txt' })
    let longest = 0
    let last = performance.now()
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    await reading
    clearInterval(timer)
    expect(longest).toBeLessThan(200)
  }, 60_000)
})

describe('a file that went beyond a limit', () => {
  it('is not read again while neither it nor the limits change', async () => {
    const { archive, database, now } = await stage()
    let reads = 0
    const counting = (limits: ReadLimits): DigestReader => {
      const reader = createReader({ limits, maxMemoryMiB: 0 })
      const read: DigestReader['read'] = (...args) => {
        reads++
        return reader.read(...args)
      }
      return { ...reader, read }
    }
    const ingest = async (limits: ReadLimits, text = digest('Large').padEnd(5000, '\n')) => {
      const intake = createIntake({ archive, now, reader: counting(limits), overrun: createOverrunFiles(database, now) })
      const [report] = await intake.ingest(strToU8(text), { file: 'a.txt', modifiedAt: new Date(now()) })
      return [report?.outcome.kind, report?.digest.diagnostics[0]?.code, reads]
    }
    const small = { ...LIMITS, textBytes: 4000 }
    expect(await ingest(small)).toEqual(['unread', 'over-limit', 1])
    expect(await ingest(small)).toEqual(['unread', 'over-limit', 1])
    expect((await ingest(small, digest('Small')))[0]).toBe('new')
    expect((await ingest(LIMITS)).slice(0, 3)).toEqual(['corrected', undefined, 3])
  })
})
