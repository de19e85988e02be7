// Every reading command, button, menu and suggestion, in both languages, with the real client
// against the sandbox.

import { describe, expect, it } from 'vitest'
import { definitions } from '../../commands/index.ts'
import { useJourney } from '../support/journey.ts'
import { createReader, type Seen } from '../support/reader.ts'

const journey = useJourney()

const english = () => createReader(journey.sandbox, { locale: 'en-US' })
const chinese = () => createReader(journey.sandbox, { locale: 'zh-CN' })

interface Sent {
  readonly embeds: readonly { readonly description?: string }[]
  readonly components: readonly unknown[]
}
/** The message as the sandbox has it; one that only its reader sees is not among the channel's. */
function journeyMessage({ id, channelId }: Seen): { message: Sent } {
  const all = journey.sandbox.control.messages(channelId, { limit: 500 }).messages as readonly (Sent & { id: string })[]
  const message = all.find((one) => one.id === id)
  if (message === undefined) throw new Error(`no message ${id}`)
  return { message }
}

/** Each with the lines below its title. */
const hitsOf = ({ text }: Seen) => text.split(/\n(?=\*\*\d+\.\*\* )/).slice(1)

describe('/search', () => {
  it('answers in English with hits in both languages, the matches bold, for this reader only', async () => {
    const reply = await english().run('search', { query: 'attention' })
    expect(reply.isEphemeral).toBe(true)
    expect(reply.text).toMatch(/found · Page 1 of/)
    expect(reply.text).toMatch(/\*\*[Aa]ttention\*\*/)
    expect(hitsOf(reply)[0]).toMatch(/^\*\*1\.\*\* \[.*Attention/)
  })

  it('answers in Chinese to a Chinese reader, in Traditional characters where those are set', async () => {
    const reply = await chinese().run('search', { query: '注意力' })
    expect(reply.text).toContain('**注意力**')
    expect(reply.text).toMatch(/篇 · 第 1 \/ \d+ 页/)
    expect(reply.labels).toContain('按日期排序')
    const traditional = await createReader(journey.sandbox, { locale: 'zh-TW' }).run('search', { query: '注意力' })
    expect(traditional.labels).toContain('按日期排序')
    expect(traditional.labels).toContain('下一頁')
  })

  it('is published once: a second start leaves the commands as they are', async () => {
    expect(journey.bot.login).toMatchObject({ kind: 'ready', registration: { kind: 'published' } })
    await journey.restart()
    expect(journey.bot.login).toMatchObject({ kind: 'ready', registration: { kind: 'unchanged' } })
  })

  it('turns pages and changes the order in place, after a restart too', async () => {
    const reader = english()
    const first = await reader.run('search', { query: 'model' })
    const second = await reader.press(first, 'Next')
    expect(second.id).toBe(first.id)
    expect(second.text).toContain('Page 2 of')
    expect(hitsOf(second)[0]).toMatch(/^\*\*6\.\*\* /)
    expect(second.labels.slice(0, 2)).toEqual(['6', '7'])
    await journey.restart()
    const back = await reader.press(second, 'Previous')
    expect(back.text).toBe(first.text)
    const newest = await reader.press(back, 'Newest first')
    const dates = [...newest.text.matchAll(/2025-01-0\d/g)].map(String)
    expect(dates).toEqual([...dates].sort().reverse())
  })

  it('opens one hit by its number', async () => {
    const reader = english()
    const hits = await reader.run('search', { query: 'residual learning' })
    const opened = await reader.press(hits, '1')
    expect(opened.titles[0]).toBe('Deep Residual Learning for Image Recognition')
    expect(opened.isEphemeral).toBe(true)
  })

  it('filters by category, author and days, and says so', async () => {
    const reply = await english().run('search', {
      query: 'learning',
      category: 'cv',
      from: '2025-01',
      to: '2025-01-07',
      author: 'K He',
    })
    expect(reply.text).toContain('Filters: CV · K He · 2025-01-01 – 2025-01-07')
    expect(hitsOf(reply).join()).toContain('Deep Residual __Learning__')
  })

  it('says what is wrong with a date, and that nothing was found', async () => {
    expect((await english().run('search', { query: 'x', from: 'someday' })).text).toContain('Couldn’t read the date “someday”')
    expect((await chinese().run('search', { query: 'zzzqqq' })).text).toMatch(/没有找到|没有可搜索/)
  })

  it('says that the days are reversed, and what to type where nothing was typed', async () => {
    const reversed = await chinese().run('search', { query: '注意力', from: '2025-02', to: '今天' })
    expect(reversed.text).not.toContain('之后')
    expect((await english().run('search', { query: 'x', from: '2022', to: '2021-07' })).text).toContain(
      'The earliest day, 2022-01-01, is after the latest, 2021-07-31',
    )
    expect((await chinese().run('search', { query: '  ' })).text).toContain('请至少输入一个词')
  })

  it('shows a passage in each language under every hit, and marks the titles too', async () => {
    const reply = await english().run('search', { query: 'residual' })
    expect(hitsOf(reply)[0]).toContain('**1.** [Deep __Residual__ Learning for Image Recognition](')
    expect(reply.text).toMatch(/\*\*[Rr]esidual\*\*[\s\S]*[\u4e00-\u9fff]{8}/)
  })

  it('is shared by a button, as its reader sees it, after a restart too', async () => {
    const reader = english()
    const second = await reader.press(await reader.run('search', { query: 'model' }), 'Next')
    await journey.restart()
    const shared = await reader.press(second, 'Share')
    expect(shared.isEphemeral).toBe(false)
    expect(shared.text).toBe(second.text)
    expect(shared.labels).not.toContain('Share')
  })

  it('has nothing to turn where one page has all', async () => {
    expect((await english().run('search', { query: '"residual learning"' })).labels).toEqual(['1', 'Newest first', 'Share'])
  })

  it('shows text from people literally', async () => {
    const reply = await english().run('search', { query: '@everyone **x** [a](http://evil.example)' })
    expect(reply.text).not.toMatch(/@everyone|\[a\]\(http/)
  })

  it('suggests titles and authors while typing, and categories', async () => {
    const names = await english().suggest('search', { query: 'Deep Res' }, 'query')
    expect(names.map((choice) => choice.name)).toContain('Deep Residual Learning for Image Recognition')
    const authors = await english().suggest('search', { query: 'x', author: 'Vasw' }, 'author')
    expect(authors[0]).toEqual({ name: 'A Vaswani (1 paper)', value: 'A Vaswani' })
    const categories = await chinese().suggest('search', { query: 'x', category: '视觉' }, 'category')
    expect(categories.map((choice) => choice.value)).toContain('CV')
  })

  it('shows each hit as a title and at most two lines, a day never in the middle of one', async () => {
    for (const [reader, query] of [
      [english(), 'model'],
      [chinese(), '模型'],
      [english(), 'attention'],
    ] as const) {
      const { message } = journeyMessage(await reader.run('search', { query }))
      const [heading, ...further] = message.embeds
      expect(further).toEqual([])
      const [understood = '', ...hits] = (heading?.description ?? '').split(/\n(?=\*\*\d+\.\*\* )/)
      expect(hits.length).toBeGreaterThan(2)
      expect(understood.split('\n').length).toBeLessThanOrEqual(2)
      for (const hit of hits) {
        const [, ...lines] = hit.split('\n')
        expect(lines.length).toBeLessThanOrEqual(2)
        for (const line of lines) expect(line).not.toMatch(/^(?!-# ).*\d{4}-\d\d-\d\d/)
      }
      expect(message.components).toHaveLength(2)
    }
  })

  it('offers the next step where nothing is found', async () => {
    const reader = english()
    const none = await reader.run('search', { query: 'residual zzzqqq', category: 'QQ' })
    expect(none.labels).toEqual(['Remove the filters', 'Any of the words', 'Latest papers'])
    expect((await reader.press(none, 'Latest papers')).text).toContain('2025-01-09')
    const wider = await reader.press(none, 'Remove the filters')
    expect(wider.text).toContain('Deep __Residual__ Learning')
    const author = await reader.run('author', { name: 'A Vaswanni' })
    expect((await reader.press(author, 'A Vaswani')).text).toContain('Attention Is All You Need')
    const day = await reader.run('digest', { date: '2024-12-31' })
    expect((await reader.press(day, '2025-01-06')).text).toContain('2025-01-06')
    const term = await reader.run('term', { word: 'zzzqqq' })
    expect(term.labels).toEqual(['Search for “zzzqqq”', 'Latest papers'])
    const nobody = await chinese().run('random', { category: 'QQ' })
    expect(nobody.labels).toEqual(['任意类别', '最新速递'])
    expect((await chinese().press(nobody, '任意类别')).labels).toContain('再来一篇')
  })

  it('is shown to everybody when shared, and then somebody else turns pages for themselves', async () => {
    const shared = await english().run('search', { query: 'model', share: true })
    expect(shared.isEphemeral).toBe(false)
    const other = await createReader(journey.sandbox, { locale: 'en-US', user: 'moderator' }).press(shared, 'Next')
    expect(other.id).not.toBe(shared.id)
    expect(other.isEphemeral).toBe(true)
    expect(other.text).toContain('Page 2 of')
  })
})

describe('/paper', () => {
  it('shows one paper whole, chosen from the suggestions', async () => {
    const reader = english()
    const [choice] = await reader.suggest('paper', { title: 'Attention Is' }, 'title')
    const reply = await reader.run('paper', { title: choice?.value })
    expect(reply.titles[0]).toBe('Attention Is All You Need')
    expect(reply.text).toContain('A Vaswani')
    expect(reply.labels).toEqual(['中文', 'Save', 'arXiv'])
    const cited = await reader.set(reply, 'cite')
    expect(cited.text).toContain('@article{vaswani2017attention,')
    expect((await reader.set(reply, 'author:A Vaswani')).titles[0]).toContain('A Vaswani')
    expect((await reader.set(reply, 'day:2025-01-06')).text).toContain('2025-01-06')
  })

  it('takes a title as typed, in Chinese too, and says when there is none', async () => {
    expect((await chinese().run('paper', { title: '面向图像识别的深度残差学习' })).titles[0]).toBe('面向图像识别的深度残差学习')
    const none = await english().run('paper', { title: 'zzzqqq' })
    expect(none.text).toContain('Nothing found for “zzzqqq”')
    expect(none.labels).toEqual(['Search for “zzzqqq”', 'Latest papers'])
  })

  it('takes an address or a number of arXiv’s, and says when it only guesses', async () => {
    for (const title of ['https://arxiv.org/pdf/1706.03762v5', 'arXiv:1706.03762', '1706.03762'])
      expect((await english().run('paper', { title })).titles[0]).toBe('Attention Is All You Need')
    expect((await english().run('paper', { title: 'https://arxiv.org/abs/2001.99999' })).text).toContain('Nothing found')
    const guessed = await chinese().run('paper', { title: 'attention that nobody wrote about zebras' })
    expect(guessed.text).toContain('以下是最接近的一篇')
  })

  it('shows the other language at a press, and both from there', async () => {
    const reader = english()
    const reply = await reader.run('paper', { title: 'Attention Is All You Need' })
    const other = await reader.press(reply, '中文')
    expect(other.text).toContain('只用注意力机制的Transformer')
    expect(other.isEphemeral).toBe(true)
    expect((await reader.press(other, 'English')).text).toBe(reply.text)
  })

  it('is shared with everybody from its menu', async () => {
    const reader = english()
    const shared = await reader.set(await reader.run('paper', { title: 'Mask R-CNN' }), 'share')
    expect(shared.isEphemeral).toBe(false)
    expect(shared.titles[0]).toBe('Mask R-CNN')
  })
})

describe('days', () => {
  it('/digest shows a day with a menu, in the reader’s language', async () => {
    const reader = chinese()
    const day = await reader.run('digest', { date: '2025-01-06' })
    expect(day.text).toContain('2025-01-06')
    expect(day.text).toContain('9 篇')
    const opened = await reader.choose(day, 0)
    expect(opened.text).toContain('Attention Is All You Need')
  })

  it('/digest names the nearest days where there is none, suggests days, and explains what a date is', async () => {
    const reply = await english().run('digest', { date: '2024-12-31' })
    expect(reply.text).toMatch(/No digest for 2024-12-31[\s\S]*2025-01-06/)
    const days = await english().suggest('digest', { date: '2025-01' }, 'date')
    expect(days.map((choice) => choice.value)).toEqual(['2025-01-09', '2025-01-08', '2025-01-07', '2025-01-06'])
    expect((await english().run('digest', { date: 'soon' })).text).toContain('Couldn’t read the date')
  })

  it('/latest shows the newest', async () => {
    expect((await english().run('latest', {})).text).toContain('2025-01-09')
  })

  it('/random shows a paper of the category, and another one at a press', async () => {
    const reader = english()
    const one = await reader.run('random', { category: 'RO' })
    expect(one.text).toContain('RO')
    const another = await reader.press(one, 'Another one')
    expect(another.text).toContain('RO')
    expect((await chinese().run('random', { category: 'QQ' })).text).toContain('类别 QQ 里没有论文')
  })
})

describe('neighbours and people', () => {
  it('/similar says why each is similar, and the button under a paper leads there too', async () => {
    const reader = english()
    const similar = await reader.run('similar', { title: 'Attention Is All You Need' })
    expect(similar.text).toContain('In common: ')
    const chosen = await reader.set(await reader.run('paper', { title: 'Attention Is All You Need' }), 'similar')
    expect(chosen.text).toBe(similar.text)
    expect((await reader.press(similar, 'This paper')).titles[0]).toBe('Attention Is All You Need')
    expect((await chinese().run('similar', { title: 'Attention Is All You Need' })).text).toContain('共同点：')
  })

  it('/author counts by year and category', async () => {
    const reply = await english().run('author', { name: 'K He' })
    expect(reply.text).toMatch(/By year[\s\S]*2025[\s\S]*By category[\s\S]*CV/)
    expect(reply.text).toContain('Deep Residual Learning for Image Recognition')
    expect((await chinese().run('author', { name: 'Zzz Qqq' })).text).toContain('没有找到作者')
  })

  it('/author asks who is meant where several have the surname', async () => {
    const reader = english()
    const asked = await reader.run('author', { name: 'Wang' })
    expect(asked.text).toContain('Several authors have the surname “Wang”. Which one?')
    expect(asked.labels).toEqual(expect.arrayContaining(['Y Wang', 'X Wang']))
    const one = await reader.press(asked, 'X Wang')
    expect(one.titles[0]).toBe('👤 X Wang')
    expect((await reader.run('author', { name: 'K He' })).text).not.toContain('Which one?')
  })

  it('/author and /affiliation say whom a misspelt name may mean', async () => {
    expect((await english().run('author', { name: 'A Vaswanni' })).text).toMatch(
      /No paper by “A Vaswanni”\.\nDid you mean: A Vaswani/,
    )
    expect((await chinese().run('affiliation', { name: 'OpenIA' })).text).toContain('没有找到机构「OpenIA」')
  })

  it('/affiliation pages through an institution', async () => {
    const reader = chinese()
    const reply = await reader.run('affiliation', { name: 'OpenAI' })
    expect(reply.text).toMatch(/共 \d+ 篇/)
    expect(reply.titles[0]).toContain('OpenAI')
  })
})

describe('/cite', () => {
  it('gives all styles, or the one that was asked for', async () => {
    const all = await english().run('cite', { title: 'Attention Is All You Need' })
    expect(all.text).toContain('@article{vaswani2017attention,')
    expect(all.text).toContain('VASWANI A, SHAZEER N, PARMAR N, et al. Attention Is All You Need[EB/OL]. (2017-06)')
    expect(all.text).toContain('Vaswani, A., Shazeer, N., Parmar, N.')
    const one = await chinese().run('cite', { title: 'Attention Is All You Need', style: 'apa' })
    expect(one.text).not.toContain('@article')
  })

  it('works from the button and from the menu on a message', async () => {
    const reader = english()
    const paper = await reader.run('paper', { title: 'Mask R-CNN', share: true })
    expect((await reader.set(paper, 'cite')).text).toContain('@article{he2017mask')
    expect((await reader.menu('Cite', paper)).text).toContain('@article{he2017mask')
    expect((await reader.menu('Similar', paper)).text).toContain('Papers similar to')
  })

  it('lets the reader choose where a message has several papers, and says where there is none', async () => {
    const reader = chinese()
    const day = await reader.run('latest', { share: true })
    const asked = await reader.menu('Cite', day)
    expect(asked.text).toContain('请选择')
    expect((await reader.choose(asked, 0)).text).toMatch(/@(article|misc)\{/)
    const plain = journey.sandbox.control.act({
      action: 'create-message',
      channel: '#general',
      user: 'member',
      content: 'hello',
    }) as {
      id: string
    }
    expect((await reader.menu('Cite', { id: plain.id, channelId: reader.channel('#general') })).text).toContain('没有论文')
  })
})

describe('words', () => {
  it('/trends answers with a picture, its alternative text and text, or says that it is too early', async () => {
    const reply = await english().run('trends', { weeks: 4 })
    expect(reply.text).toMatch(/Not enough papers|Trends over/)
  })

  it('/term finds the counterpart, or says that there is none', async () => {
    expect((await english().run('term', { word: 'zzzqqq' })).text).toContain('No translation of “zzzqqq”')
    expect((await chinese().run('term', { word: '注意力' })).text).toMatch(/↔|没有找到/)
  })

  it('/language changes the answers of one reader, and goes back', async () => {
    const reader = createReader(journey.sandbox, { locale: 'en-US', user: 'moderator' })
    expect((await reader.run('language', { to: 'zh' })).text).toContain('用中文回答')
    expect((await reader.run('search', { query: 'attention' })).text).toMatch(/篇 · 第 1/)
    expect((await english().run('search', { query: 'attention' })).text).toContain('found')
    await reader.run('language', { to: 'auto' })
    expect((await reader.run('search', { query: 'attention' })).text).toContain('found')
  })

  it('/help lists every command, in the reader’s language', async () => {
    const help = await chinese().run('help', {})
    for (const name of ['搜索', '论文', '速递', '趋势', '术语', '语言']) expect(help.text).toMatch(new RegExp(`</${name}:\\d+>`))
  })

  it('/help leaves out what its reader may not use', async () => {
    const named = async (person: Parameters<typeof createReader>[1]) =>
      [...(await createReader(journey.sandbox, person).run('help', {})).text.matchAll(/<\/([a-z]+):/g)].map((match) => match[1])
    const keeping = ['subscribe', 'subscriptions', 'preview']
    expect(await named({ locale: 'en-US', user: 'owner' })).toEqual(expect.arrayContaining(['search', ...keeping]))
    for (const person of [{ user: 'member' }, { user: 'owner', direct: true }]) {
      const names = await named({ locale: 'en-US', ...person })
      expect(names).toContain('search')
      for (const name of [...keeping, 'admin']) expect(names).not.toContain(name)
    }
  })
})

describe('text of any length and kind', () => {
  it.each([
    ['paper', 'title'],
    ['similar', 'title'],
    ['cite', 'title'],
    ['digest', 'date'],
    ['author', 'name'],
    ['affiliation', 'name'],
    ['search', 'query'],
    ['search', 'author'],
    ['search', 'from'],
    ['search', 'category'],
    ['random', 'category'],
    ['term', 'word'],
  ])('/%s %s gets an answer that is no failure', async (name, option) => {
    const hostile = [
      '＠'.repeat(80),
      '```*_~|<@1>'.repeat(7),
      '"('.repeat(40),
      '😀'.repeat(40),
      '@everyone [x](http://evil.example)',
    ]
    for (const typed of hostile) {
      const text = [...typed].slice(0, option === 'from' ? 20 : 80).join('')
      const options = name === 'search' && option !== 'query' ? { query: 'model', [option]: text } : { [option]: text }
      const reply = await english().run(name, options)
      expect(reply.text, typed).not.toMatch(/Something went wrong|@everyone|(?<!\\)\[x\]\(http/)
    }
    const [definition] = definitions.filter((one) => one.name === name)
    const declared = JSON.stringify(definition)
    expect(declared).toContain('max_length')
  })
})

describe('with private reach', () => {
  it('works in direct messages with the bot', async () => {
    const reply = await createReader(journey.sandbox, { locale: 'en-US', direct: true }).run('search', { query: 'attention' })
    expect(reply.text).toContain('found')
  })
})
