// The bot as a newcomer meets it: samples in a folder, a sandbox, the real discord.js client, no
// settings.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox } from 'discord-sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Digest } from '../../src/digest/digest.ts'
import { readDigests } from '../../src/digest/index.ts'
import { type RunningApp, startApp } from '../support/app.ts'
import { SAMPLES } from '../support/bot.ts'
import { createReader, type Seen, seenOf } from '../support/reader.ts'
import { startSandbox } from '../support/sandbox.ts'
import { until } from '../support/until.ts'

let folder: string
let digests: string
let sandbox: Sandbox
let app: RunningApp

const start = () => startApp({ sandbox, data: join(folder, 'data'), digests })
const posted = (): Seen[] =>
  sandbox.control
    .messages('#papers', { limit: 500 })
    .messages.map((message) => seenOf(message as unknown as Parameters<typeof seenOf>[0]))
/** The messages that show a paper or the short list of a day, by what heads their embeds. */
const heads = () => posted().map(({ titles, text }) => `${titles[0]}\n${text}`)
const countOf = (title: string) =>
  posted()
    .flatMap(({ titles }) => titles)
    .filter((one) => one === title).length
const logged = (part: string) => app.lines.find(({ msg }) => msg.includes(part))

const paper = (number: number, title: string, chinese: string) =>
  `${number}、[LG] ${title}\n\nA Author, B Writer\n[Some Lab]\n${chinese}。这是摘要。\nThis is the abstract.\nhttps://arxiv.org/abs/2501.0${1000 + number}\n\n`

async function samples(): Promise<Digest[]> {
  const read = readdirSync(SAMPLES).map((file) => readDigests(readFileSync(join(SAMPLES, file)), { file }))
  return (await Promise.all(read)).flat()
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-first-run-'))
  digests = join(folder, 'digests')
  mkdirSync(join(folder, 'data'))
  cpSync(SAMPLES, digests, { recursive: true })
  sandbox = await startSandbox({ port: 0, limits: 'off' })
  app = await start()
})
afterAll(async () => {
  await app.stop()
  await sandbox.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The featured papers of some days are posted once each, and their brief ones are named. */
async function expectPosted(days: readonly Digest[]): Promise<void> {
  const featured = days.flatMap(({ papers }) => papers.filter(({ section }) => section === 'featured'))
  const brief = days.flatMap(({ papers }) => papers.filter(({ section }) => section === 'brief'))
  const lists = () => heads().filter((text) => text.startsWith('另外'))
  const missing = () => featured.filter(({ title }) => countOf(title.en ?? '') === 0)
  await until(() => missing().length === 0 && lists().length >= days.length, 'all papers')
  expect(featured.map(({ title }) => [title.en, countOf(title.en ?? '')])).toEqual(featured.map(({ title }) => [title.en, 1]))
  expect(lists()).toHaveLength(days.length)
  expect(
    brief
      .filter(
        ({ title }) =>
          !lists()
            .join('\n')
            .includes(title.zh ?? '?'),
      )
      .map(({ title }) => title.zh),
  ).toEqual([])
}

describe('the first run', () => {
  it('posts every featured paper of the newest two days once, names every brief one, and leaves the older days', async () => {
    const [oldest, older, ...newest] = await samples()
    await expectPosted(newest)
    expect(newest).toHaveLength(2)
    for (const { papers } of [oldest, older].filter((day) => day !== undefined))
      expect(papers.filter(({ title }) => countOf(title.en ?? '') > 0)).toEqual([])
  })

  it('posts the rest when it is fetched with /subscriptions', async () => {
    const owner = createReader(sandbox, { locale: 'en-US', user: 'owner' })
    const panel = await owner.choose(await owner.run('subscriptions', {}), 0)
    const asked = await owner.press(await owner.press(panel, 'More'), 'Backfill')
    expect((await owner.press(asked, 'all')).text).toContain('Backfilling 2 digests')
    await expectPosted(await samples())
  })

  it('shows a paper in both languages', () => {
    const [first] = posted().filter(({ titles }) => titles.includes('Attention Is All You Need'))
    expect(first?.text).toMatch(/只用注意力机制的Transformer[\s\S]*A Vaswani[\s\S]*Google Brain/)
  })

  it('answers /search in the language of the reader', async () => {
    const english = await createReader(sandbox, { locale: 'en-US' }).run('search', { query: '注意力' })
    const chinese = await createReader(sandbox, { locale: 'zh-TW' }).run('search', { query: 'attention' })
    expect(english.text).toContain('found · Page 1')
    expect(chinese.text).toMatch(/第 1 \/ \d 頁/)
    expect(english.text).toContain('Attention Is All You Need')
    expect(chinese.text).toContain('只用注意力机制的Transformer')
  })
})

describe('while it runs', () => {
  it('posts a digest that is dropped into the folder', async () => {
    writeFileSync(join(digests, '2025-01-10.txt'), paper(1, 'A Dropped Paper', '一篇新论文'))
    await until(() => countOf('A Dropped Paper') === 1, 'the dropped digest')
  })

  it('leaves what is no digest alone, says so in the log, and goes on', async () => {
    writeFileSync(join(digests, '2025-01-11-empty.txt'), '')
    writeFileSync(join(digests, '2025-01-11-picture.txt'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
    writeFileSync(join(digests, '2025-01-11-shopping.txt'), 'milk\nbread\n')
    writeFileSync(join(digests, '2025-01-12.txt'), paper(2, 'After the Bad Ones', '坏文件之后的论文'))
    await until(() => countOf('After the Bad Ones') === 1, 'the digest after the bad files')
    expect(logged('2025-01-11-empty.txt')?.msg).toContain('empty-file')
    expect(logged('2025-01-11-picture.txt')?.msg).toContain('binary-file')
    expect(logged('2025-01-11-shopping.txt')?.msg).toContain('no-papers')
  })
})

describe('after a restart', () => {
  it('posts what came meanwhile, and nothing twice', async () => {
    const before = posted().map(({ id }) => id)
    await app.stop()
    writeFileSync(join(digests, '2025-01-13.txt'), paper(3, 'While It Was Away', '不在时的论文'))
    app = await start()
    await until(() => countOf('While It Was Away') === 1, 'the digest of the pause')
    const news = posted().filter(({ id }) => !before.includes(id))
    expect(news.filter(({ text }) => !/While It Was Away|2025-01-13/.test(text))).toEqual([])
  })

  it('edits the message of a paper that was corrected on disk, and posts no second one', async () => {
    writeFileSync(join(digests, '2025-01-13.txt'), paper(3, 'While It Was Away', '不在的时候的论文'))
    await until(() => posted().some(({ text }) => text.includes('不在的时候的论文')), 'the correction')
    expect(countOf('While It Was Away')).toBe(1)
  })
})
