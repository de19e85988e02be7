// The reading list and the watches with the real client: every button, menu and form, in both
// languages, over a restart.
import { describe, expect, it } from 'vitest'
import { readDigests } from '../../src/digest/index.ts'
import { useJourney } from '../support/journey.ts'
import { createReader, type Seen, seenOf } from '../support/reader.ts'
import { until } from '../support/until.ts'

const journey = useJourney()

const english = (user = 'member') => createReader(journey.sandbox, { locale: 'en-US', user })
const chinese = (user = 'owner') => createReader(journey.sandbox, { locale: 'zh-CN', user })

const fileOf = async (message: Seen): Promise<string> => {
  const [file] = message.attachments as unknown as { url: string }[]
  return await (await fetch(file?.url ?? '')).text()
}

describe('/saved', () => {
  it('is empty at first and says how it fills', async () => {
    expect((await english().run('saved', {})).text).toContain('Press “Save” below a paper')
    expect((await chinese().run('saved', {})).text).toContain('清单还是空的')
  })

  it('takes papers by the button below them and by the menu on messages, each once', async () => {
    const reader = english()
    const paper = await reader.run('paper', { title: 'Attention Is All You Need' })
    const first = await reader.press(paper, 'Save')
    expect(first.isEphemeral).toBe(true)
    expect(first.text).toContain('Saved “Attention Is All You Need”. Your list has 1 paper.')
    expect((await reader.press(paper, 'Save')).text).toContain('is already in your list')
    const other = await reader.run('paper', { title: 'Mask R-CNN' })
    expect((await reader.menu('Save', other)).text).toMatch(/Your list has 2/)
    const several = await reader.run('search', { query: 'model' })
    const which = await reader.menu('Save', several)
    expect((await reader.choose(which, 0)).text).toMatch(/Your list has 3|already/)
  })

  it('keeps a note, shows it, and survives a restart', async () => {
    const reader = english()
    const list = await reader.run('saved', {})
    expect(list.text).toContain('Your reading list (3)')
    const one = await reader.set(list, await idOf('Attention Is All You Need'))
    const form = await reader.pressForForm(one, 'Note')
    const noted = await reader.submit(form, { note: 'read @everyone **first**' })
    expect(noted.text).toContain('Note saved.')
    await journey.restart()
    const again = await reader.press(noted, 'Reading list')
    expect(again.text).toContain('📝 read @\u200beveryone \\*\\*first\\*\\*')
  })

  it.each([
    ['BibTeX', /@\w+\{[^}]+[\s\S]*Attention Is All You Need[\s\S]*annote = \{read/],
    ['RIS', /TY {2}- [\s\S]*Attention Is All You Need[\s\S]*N1 {2}- read/],
    ['Markdown', /# Reading list[\s\S]*Attention Is All You Need[\s\S]*> read/],
    ['JSON', /"title"[\s\S]*Attention Is All You Need[\s\S]*"note": "read @everyone \*\*first\*\*"/],
  ])('is exported as %s', async (format, expected) => {
    const formats = await english().press(await english().run('saved', {}), 'Export')
    const exported = await english().press(formats, format)
    expect(exported.text).toContain('3 papers.')
    expect(await fileOf(exported)).toMatch(expected)
  })

  it('shows what this server saved this week, by count and never by name', async () => {
    const reader = chinese()
    await reader.press(await reader.run('paper', { title: 'Attention Is All You Need' }), '收藏')
    const week = await reader.press(await reader.run('saved', {}), '本周热门')
    expect(week.text).toMatch(/本周热门收藏[\s\S]*▲ 2 · \*\*1\.\*\* [\s\S]*Attention/)
    expect((await english().run('saved', { show: 'week' })).text).toContain('▲ 2')
    const direct = createReader(journey.sandbox, { locale: 'en-US', user: 'member', direct: true })
    expect((await direct.run('saved', { show: 'week' })).text).toContain('only works in servers')
    expect((await direct.run('saved', {})).text).toContain('Your reading list (3)')
  })

  it('lets one go, and all after a question', async () => {
    const reader = english()
    const one = await reader.set(await reader.run('saved', {}), await idOf('Attention Is All You Need'))
    const left = await reader.press(one, 'Remove')
    expect(left.text).toMatch(/Removed from your list\.[\s\S]*Your reading list \(2\)/)
    const sure = await reader.press(left, 'Clear')
    expect(sure.text).toContain('Clear the whole list (2 papers')
    expect((await reader.press(sure, 'Cancel')).text).toContain('Your reading list (2)')
    const cleared = await reader.press(await reader.press(await reader.run('saved', {}), 'Clear'), 'Yes, clear it')
    expect(cleared.text).toContain('List cleared: 2 papers removed.')
    expect((await english().run('saved', { show: 'week' })).text).toContain('▲ 1')
  })
})

const idOf = async (title: string) => (await journey.bot.archive.search(title, { limit: 1 })).hits[0]?.paper.id ?? ''

let files = 0
async function arrive(title: string): Promise<void> {
  files += 1
  const date = new Date().toISOString().slice(0, 10)
  const text = `1、[LG] ${title}\n\nA Author\n[Lab]\n关于${title}。\nIt is new.\n`
  const [digest] = await readDigests(new TextEncoder().encode(text), { file: `${date}-${files}.txt` })
  if (digest === undefined) throw new Error('no digest')
  await journey.bot.archive.storeDigest({ ...digest, date }, { sha256: String(files).repeat(64), receivedAt: Date.now() })
  journey.bot.mailer.wake()
  await journey.bot.mailer.idle()
  await journey.bot.delivery.idle()
}

function mailOf(user: string): Seen[] {
  const { id } = journey.sandbox.control.act({ action: 'open-dm', user }) as { id: string }
  return journey.sandbox.control
    .messages(id, { limit: 100 })
    .messages.map((message) => seenOf(message as unknown as Parameters<typeof seenOf>[0]))
    .filter(({ text, isEphemeral }) => !isEphemeral && /New papers|新论文/.test(text))
}

describe('/watch', () => {
  it('explains itself, takes words, and refuses what cannot be looked for', async () => {
    const reader = english()
    expect((await reader.run('watch', {})).text).toContain('You aren’t watching anything yet')
    expect((await reader.run('watch', { words: '!!!' })).text).toContain('has no words to search for')
    const added = await reader.run('watch', { words: 'flux capacitor' })
    expect(added.text).toMatch(/Watching “flux capacitor”.*at most one a day[\s\S]*Active/)
    expect((await reader.run('watch', { words: 'flux capacitor' })).text).toContain('You are already watching “flux capacitor”')
    expect((await chinese().run('watch', { words: '通量电容' })).text).toMatch(/已关注「通量电容」[\s\S]*运行中/)
  })

  it('writes when a new paper has them, once, over a restart', async () => {
    await arrive('The Flux Capacitor Revisited')
    expect(mailOf('member').map(({ text }) => text)).toEqual([expect.stringMatching(/New papers.*The Flux Capacitor Revisited/s)])
    expect(mailOf('owner')).toEqual([])
    await journey.restart()
    await arrive('A Second Flux Capacitor')
    expect(mailOf('member')).toHaveLength(1)
    expect((await english().run('watch', {})).text).toContain('1 paper waiting for the next message')
  })

  it('the message opens papers, leads to the list, and stops with one tap', async () => {
    const direct = createReader(journey.sandbox, { locale: 'en-US', user: 'member', direct: true })
    const [mail] = mailOf('member')
    if (mail === undefined) throw new Error('no message came')
    expect((await direct.choose(mail, 0)).text).toContain('The Flux Capacitor Revisited')
    expect((await direct.press(mail, 'My watches')).text).toContain('flux capacitor')
    const stopped = await direct.press(mail, 'Stop')
    expect(stopped.text).toContain('Stopped: no more direct messages')
    expect((await direct.press(stopped, 'Resume')).text).toContain('Active')
  })

  it('is paused, not lost, while a reader takes no messages, and says so at the next use', async () => {
    journey.sandbox.control.act({ action: 'block-dm', user: 'owner' })
    await arrive('通量电容的新进展')
    await chinese().run('latest', {})
    const notes = () =>
      journey.sandbox.control
        .messages('#general', { limit: 500 })
        .messages.map((message) => JSON.stringify(message))
        .filter((text) => text.includes('无法给你发私信') && text.includes('watch-resume:1'))
    await until(() => notes().length === 1, 'the note')
    await chinese().run('saved', {})
    const shown = await chinese().run('watch', {})
    expect(notes().filter((text) => !text.includes('watch-remove:1'))).toHaveLength(1)
    expect(shown.text).toMatch(/无法给你发私信[\s\S]*通量电容[\s\S]*1 篇在等/)
    journey.sandbox.control.act({ action: 'block-dm', user: 'owner', blocked: false })
    expect((await chinese().press(shown, '继续')).text).toContain('运行中')
    await journey.bot.mailer.idle()
    await journey.bot.delivery.idle()
    expect(mailOf('owner').map(({ text }) => text)).toEqual([expect.stringMatching(/新论文[\s\S]*通量电容的新进展/)])
  })

  it('forgets a watch when asked, and stops from the list too', async () => {
    const reader = english()
    await reader.run('watch', { words: 'second thing' })
    const list = await reader.run('watch', {})
    expect((await reader.press(list, 'Stop')).text).toContain('Stopped: no direct messages')
    const removed = await reader.set(list, 'second thing')
    expect(removed.text).toMatch(/Removed “second thing”/)
    expect((await reader.run('watch', {})).text).not.toContain('second thing')
  })
})

describe('/privacy', () => {
  it('says what is kept, hands it out, and erases all of it at once, in both languages', async () => {
    const reader = english('moderator')
    expect((await chinese('moderator').run('privacy', {})).text).toContain('没有保存任何关于你的数据')
    const paper = await reader.run('paper', { title: 'Mask R-CNN' })
    await reader.press(paper, 'Save')
    await reader.run('watch', { words: 'segmentation' })
    await reader.run('language', { to: 'en' })
    const shown = await reader.run('privacy', {})
    expect(shown.isEphemeral).toBe(true)
    expect(shown.text).toMatch(/Language: English[\s\S]*1 paper, 0 with a note[\s\S]*1 server,[\s\S]*Watches: 1/)
    const exported = await reader.press(shown, 'Export')
    expect(JSON.parse(await fileOf(exported))).toMatchObject({ language: 'en', watches: [{ words: 'segmentation' }] })
    const sure = await reader.press(shown, 'Erase everything')
    expect((await reader.press(sure, 'Cancel')).text).toContain('Reading list: 1 paper')
    const again = await reader.press(await reader.run('privacy', {}), 'Erase everything')
    expect((await reader.press(again, 'Yes, erase everything')).text).toContain('Everything was erased.')
    expect((await reader.run('saved', {})).text).toContain('Your list is empty')
    expect((await reader.run('privacy', {})).text).toContain('Nothing is kept about you')
  })
})
