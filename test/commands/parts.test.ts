import { describe, expect, it } from 'vitest'
import { parseCategories } from '../../commands/shared/categories.ts'
import { parseDay } from '../../commands/shared/days.ts'
import { stateOf, stateUrl } from '../../commands/shared/list-state.ts'
import { snippetText } from '../../commands/shared/papers/hits.ts'

const NOW = Date.UTC(2021, 6, 10, 17)

describe('a day as people type it', () => {
  it.each([
    ['2021-07-10', '2021-07-10', '2021-07-10'],
    ['2021/7/1', '2021-07-01', '2021-07-01'],
    ['20210701', '2021-07-01', '2021-07-01'],
    ['2021年7月1日', '2021-07-01', '2021-07-01'],
    ['2021-02', '2021-02-01', '2021-02-28'],
    ['2021', '2021-01-01', '2021-12-31'],
    ['今天', '2021-07-11', '2021-07-11'],
    ['Yesterday', '2021-07-10', '2021-07-10'],
    ['7d', '2021-07-04', '2021-07-04'],
    ['7月10日', '2021-07-10', '2021-07-10'],
    ['12月 3号', '2020-12-03', '2020-12-03'],
    ['2月29日', '2020-02-29', '2020-02-29'],
  ])('%s', (typed, first, last) => {
    expect([parseDay(typed, NOW, 'first'), parseDay(typed, NOW, 'last')]).toEqual([first, last])
  })

  it.each(['soon', '2021-02-30', '2021-13', '31', '', '2021-07-10 10:00', '2月30日'])('"%s" is none', (typed) => {
    expect(parseDay(typed, NOW)).toBeNull()
  })
})

describe('categories as people type them', () => {
  it.each([
    ['cs.CV', ['CV']],
    ['cv, cl', ['CV', 'CL']],
    ['计算机视觉', ['CV']],
    ['Computer Vision、计算与语言', ['CV', 'CL']],
    ['CV · 计算机视觉', ['CV']],
    ['计算工程、金融与科学', ['CE']],
    ['databasesque', ['DATABASESQUE']],
    ['什么都不是', ['什么都不是']],
    [null, []],
  ])('%s', (typed, codes) => {
    expect(parseCategories(typed)).toEqual(codes)
  })
})

describe('a snippet', () => {
  it('shows matches bold, with spaces outside and neighbours joined', () => {
    const snippet = [
      { text: 'the ', match: false },
      { text: 'diffusion', match: true },
      { text: ' model', match: true },
      { text: ' is *here*', match: false },
    ]
    expect(snippetText(snippet, 200)).toBe('the **diffusion model** is \\*here\\*')
    expect(
      snippetText(
        [
          { text: '扩散', match: true },
          { text: '模型', match: false },
        ],
        200,
      ),
    ).toBe('**扩散**模型')
    expect(
      snippetText(
        [
          { text: ' a ', match: true },
          { text: 'b', match: false },
        ],
        200,
      ),
    ).toBe(' **a** b')
  })

  it('ends before its limit with the bold closed', () => {
    expect(
      snippetText(
        [
          { text: 'aaaa', match: true },
          { text: 'b'.repeat(50), match: false },
        ],
        30,
      ),
    ).toBe('**aaaa**bbbbbbbbbbbbbbbbbbb…')
  })
})

describe('the state in a heading', () => {
  it.each(['注意力'.repeat(60), '😀'.repeat(200), 'a b&c#d'])('comes back, and the address stays within 2048', (query) => {
    const url = stateUrl(query, { q: query, a: '名'.repeat(100) })
    expect(url.length).toBeLessThanOrEqual(2048)
    expect(stateOf({ interaction: { message: { embeds: [{ url }] } } })).toEqual({ q: query, a: '名'.repeat(100) })
  })

  it('is nothing where a message has none or something else', () => {
    expect(stateOf({ interaction: { message: { embeds: [] } } })).toBeNull()
    expect(stateOf({ interaction: { message: { embeds: [{ url: 'https://a.b/#paperboy=%%%' }] } } })).toBeNull()
  })
})
