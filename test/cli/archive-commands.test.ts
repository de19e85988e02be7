// `paperboy ingest`, `search` and `render`: tally, shape of the JSON, exit codes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jsonLines, paperboy } from '../support/command-line.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const samples = resolve(import.meta.dirname, '../../digests')

const tallyOf = (out: string) =>
  Object.fromEntries(
    out
      .trim()
      .split('\n')
      .map((line) => [line.replace(/\s+\d+$/, ''), Number(/\d+$/.exec(line)?.[0])]),
  )

describe('paperboy ingest', () => {
  it('ends with a tally, and a second time changes nothing', async () => {
    const data = temporaryFolder()
    const first = await paperboy(['ingest', samples], data)
    expect(first.code).toBe(0)
    expect(tallyOf(first.out)).toMatchObject({ files: 4, new: 4, 'already known': 0, papers: 35, errors: 0 })
    const exported = await paperboy(['export'], data)
    const second = await paperboy(['ingest', samples], data)
    expect(second.code).toBe(0)
    expect(tallyOf(second.out)).toMatchObject({ files: 4, new: 0, corrected: 0, 'already known': 4, papers: 0 })
    expect((await paperboy(['export'], data)).out).toBe(exported.out)
  })

  it('names what is no digest and what cannot be read, takes the rest, and says so by its exit code', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'digests'))
    writeFileSync(join(folder, 'digests', 'good.txt'), '1、[CV] A Title\nA Jones, B Smith\n[MIT]\n题。文。\n')
    writeFileSync(join(folder, 'digests', 'notes.txt'), 'Nothing of the kind.\n')
    writeFileSync(join(folder, 'digests', 'picture.txt'), Buffer.from('89504e470d0a1a0a', 'hex'))
    const mixed = await paperboy(['ingest', join(folder, 'digests')], join(folder, 'data'))
    expect(mixed.code).toBe(1)
    expect(tallyOf(mixed.out)).toMatchObject({ files: 3, new: 1, 'no digest': 2, papers: 1, errors: 2 })
    expect(mixed.err).toMatch(/notes\.txt: error no-papers: /)
    expect(mixed.err).toMatch(/picture\.txt: error binary-file: found a PNG picture/)
    const missing = await paperboy(['ingest', join(folder, 'nowhere')], join(folder, 'data'))
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('there is no such file') })
  })
})

describe('a digest whose day has not come', () => {
  it('is held, whether it comes from a folder, as a file, or in the export of another archive', async () => {
    const folder = temporaryFolder()
    const [digests, exported] = [join(folder, 'digests'), join(folder, 'export.jsonl')]
    mkdirSync(digests)
    const [ahead, near] = ['2062-01-10.txt', '2025-01-10.txt'] as const
    for (const name of [ahead, near])
      writeFileSync(join(digests, name), `1、[CV] Of ${name}\nA Jones, B Smith\n[MIT]\n题。文。\n`)
    const held = /2062-01-10\.txt is held back and not posted: its day, 2062-01-10, is \d+ days from now/
    for (const [path, data] of [
      [digests, join(folder, 'a')],
      [join(digests, ahead), join(folder, 'b')],
    ] as const) {
      const { out, err } = await paperboy(['ingest', path], data)
      expect(tallyOf(out)).toMatchObject({ 'held back': 1 })
      expect(err).toMatch(held)
    }
    // As an archive would export it that has released it, or that never doubted it.
    const lines = jsonLines((await paperboy(['export'], join(folder, 'a'))).out) as { held?: string | null }[]
    const released = lines.map((line) => JSON.stringify('held' in line ? { ...line, held: null } : line))
    writeFileSync(exported, `${released.join('\n')}\n`)
    const first = await paperboy(['ingest', exported], join(folder, 'c'))
    expect(tallyOf(first.out)).toMatchObject({ new: 2, 'held back': 1 })
    expect(first.err).toMatch(held)
    await paperboy(['release', ahead], join(folder, 'c'))
    const again = await paperboy(['ingest', exported], join(folder, 'c'))
    expect(tallyOf(again.out)).toMatchObject({ 'already known': 2, 'held back': 0 })
  })
})

describe('paperboy search', () => {
  it('answers with exactly the promised keys', async () => {
    const data = temporaryFolder()
    await paperboy(['ingest', samples], data)
    const { out, code } = await paperboy(['search', '注意力', '--json'], data)
    expect(code).toBe(0)
    const [answer] = jsonLines(out) as [{ query: string; total: number; tookMs: number; hits: Record<string, unknown>[] }]
    expect(Object.keys(answer)).toEqual(['query', 'total', 'tookMs', 'hits'])
    expect(answer.query).toBe('注意力')
    expect(answer.total).toBeGreaterThan(0)
    for (const hit of answer.hits)
      expect(Object.keys(hit)).toEqual('id score date categories title authors affiliations links'.split(' '))
    expect(Object.keys(answer.hits[0]?.title ?? {})).toEqual(['en', 'zh'])
  })

  it('narrows by category, day, author and limit, and refuses what is none', async () => {
    const data = temporaryFolder()
    await paperboy(['ingest', samples], data)
    const hits = async (...args: string[]) => {
      const [answer] = jsonLines((await paperboy(['search', ...args, '--json'], data)).out)
      return (answer as { hits: { categories: string[]; date: string; authors: string[] }[] }).hits
    }
    const vision = await hits('learning', '--category', 'cv')
    expect(vision.length).toBeGreaterThan(0)
    expect(vision.every(({ categories }) => categories.includes('CV'))).toBe(true)
    const day = await hits('learning', '--from', '2025-01-07', '--to', '2025-01-07', '--limit', '50')
    expect(new Set(day.map(({ date }) => date))).toEqual(new Set(['2025-01-07']))
    expect((await hits('attention', '--author', 'Vaswani')).every(({ authors }) => authors.includes('A Vaswani'))).toBe(true)
    expect(await hits('learning', '--limit', '2')).toHaveLength(2)
    expect((await paperboy(['search', 'x', '--from', '2025-02-30'], data)).code).toBe(2)
    expect((await paperboy(['search', 'x', '--limit', '0'], data)).code).toBe(2)
    expect((await paperboy(['search', 'zzzznothing'], data)).code).toBe(1)
  })
})

describe('paperboy render', () => {
  it('prints the bodies of the messages as JSON, none of which mentions anybody', async () => {
    const { out, code } = await paperboy(['render', join(samples, '2025-01-06.txt'), '--json'])
    expect(code).toBe(0)
    const bodies = JSON.parse(out) as { embeds?: unknown[]; allowed_mentions: unknown }[]
    expect(bodies.length).toBeGreaterThanOrEqual(6)
    for (const body of bodies) expect(body.allowed_mentions).toEqual({ parse: [] })
  })

  it('prints them as text, and says where there are none', async () => {
    const text = await paperboy(['render', join(samples, '2025-01-06.txt')])
    expect(text).toMatchObject({ code: 0, out: expect.stringContaining('Attention Is All You Need') })
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'notes.txt'), 'Nothing of the kind.\n')
    const none = await paperboy(['render', join(folder, 'notes.txt')])
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no papers were found') })
    expect((await paperboy(['render', join(folder, 'missing.txt')])).code).toBe(2)
  })
})
