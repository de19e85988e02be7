// Discord's search as the page has it: what is typed, and what a person finds.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSearch } from '../../src/sandbox/page/places/search-query.ts'
import { snowflakeAt } from '../../src/sandbox/snowflake.ts'
import { startSandbox } from '../support/sandbox.ts'

const names = {
  people: (name: string) => (name === 'owner' ? ['1'] : []),
  channels: (name: string) => (name === 'papers' ? ['2', '3'] : []),
}
const parameters = (text: string) => {
  const read = readSearch(text, names)
  if (read.kind === 'unknown') throw new Error(`${read.filter} ${read.value}`)
  return read.parameters
}

describe('the search box', () => {
  it('parts filters from words, in any order and with or without marks', () => {
    expect(parameters('from:@owner deep learning in:#papers has:link')).toEqual([
      ['author_id', '1'],
      ['channel_id', '2'],
      ['channel_id', '3'],
      ['has', 'link'],
      ['content', 'deep learning'],
    ])
    expect(parameters('  注意力  ')).toEqual([['content', '注意力']])
    expect(parameters('')).toEqual([])
    expect(parameters('a:b https://arxiv.org')).toEqual([['content', 'a:b https://arxiv.org']])
  })

  it('takes a day from its first millisecond to its last', () => {
    const start = new Date(2025, 0, 6).getTime()
    const [[, min = ''] = [], [, max = ''] = []] = parameters('during:2025-01-06')
    const isWithin = (at: number) => BigInt(snowflakeAt(at)) > BigInt(min) && BigInt(snowflakeAt(at)) < BigInt(max)
    expect([start - 1, start, start + 86_399_999, start + 86_400_000].map(isWithin)).toEqual([false, true, true, false])
    expect(parameters('before:2025-01-06')).toEqual([['max_id', snowflakeAt(start)]])
  })

  it.each([
    ['from:somebody', 'from', 'somebody'],
    ['has:cake', 'has', 'cake'],
    ['during:2025-02-30', 'during', '2025-02-30'],
    ['after:tomorrow', 'after', 'tomorrow'],
  ])('says what it does not know in "%s"', (text, filter, value) => {
    expect(readSearch(text, names)).toEqual({ kind: 'unknown', filter, value })
  })
})

describe('what a person finds', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>
  const say = (channel: string, content: string, user = 'owner') =>
    sandbox.control.act({ action: 'create-message', channel, content, user })
  const find = (query: object) => sandbox.control.search({ channel: '#general', ...query }).messages.map(({ content }) => content)

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, limits: 'off' })
    say('#general', 'Attention is all you need')
    say('#general', '只用注意力机制')
    say('#papers', 'attention again')
  })
  afterAll(async () => await sandbox.stop())

  it('are the messages of the server, the newest first, also by a part of a Chinese sentence', () => {
    expect(find({ content: 'attent' })).toEqual(['attention again', 'Attention is all you need'])
    expect(find({ content: '注意力' })).toEqual(['只用注意力机制'])
    expect(find({ content: 'attention', limit: 1 })).toEqual(['attention again'])
    expect(sandbox.control.search({ channel: '#general', content: 'attention', limit: 1 }).total).toBe(2)
  })

  it('are only those that the person may read', async () => {
    sandbox.control.act({ action: 'set-permission', channel: '#papers', target: 'everyone', deny: ['VIEW_CHANNEL'] })
    expect(find({ content: 'attention', user: 'member' })).toEqual(['Attention is all you need'])
    expect(find({ content: 'attention', user: 'owner' })).toEqual(['attention again', 'Attention is all you need'])
    const answer = await fetch(`${sandbox.url}sandbox/search?channel=general&user=member&content=attention`)
    expect(await answer.json()).toMatchObject({ total: 1 })
  })
})
