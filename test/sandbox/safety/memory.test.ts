// What is remembered has a ceiling, whatever the bodies weigh; and bytes that were given are there
// to be fetched.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { startSandbox } from 'discord-sandbox'
import { expect, it } from 'vitest'
import { openYard, PIXEL, pixelUri } from '../libraries/support.ts'
import { call, control, openSandbox } from '../support.ts'

const BODY = { content: 'x', unknown: 'y'.repeat(200_000) }

it('remembers the newest requests whole, and of older ones that they were', async () => {
  const sandbox = await openSandbox()
  const [channel] = [...sandbox.world.store.channels.values()]
  const mark = sandbox.mark()
  for (let count = 0; count < 150; count += 1) await call(sandbox, 'POST', `/channels/${channel?.id}/messages`, BODY)
  const entries = sandbox.requests.list()
  expect(entries).toHaveLength(150)
  const whole = entries.filter(({ body }) => typeof body === 'object')
  // 400 KB in memory each, of 8 MB.
  expect(whole.length).toBeGreaterThan(10)
  expect(whole.length).toBeLessThan(25)
  expect(whole).toEqual(entries.slice(-whole.length))
  expect(entries[0]).toMatchObject({
    status: 200,
    body: expect.stringContaining('forgotten'),
    answer: expect.stringContaining('forgotten'),
  })
  expect(() => sandbox.requestsSince(mark)).toThrow('is too old')
  expect(sandbox.requestsSince(sandbox.mark())).toEqual([])
  expect((await control(sandbox, 'GET', '/requests?limit=1')).body[0].body.unknown).toHaveLength(200_000)
})

it('goes on counting and remembering after thousands of them', async () => {
  const sandbox = await openSandbox()
  for (let count = 0; count < 40; count += 1) {
    await Promise.all(Array.from({ length: 60 }, () => call(sandbox, 'GET', '/users/@me')))
  }
  const entries = sandbox.requests.list()
  expect(entries).toHaveLength(1_000)
  expect(entries.every(({ answer }) => typeof answer === 'object')).toBe(true)
  expect(entries.at(-1)?.id).toBe(2_400)
})

it('lets a stopped world go, whatever was still to come in it', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const worlds: WeakRef<object>[] = []
  for (let count = 0; count < 5; count += 1) {
    const sandbox = await startSandbox({ limits: 'off' })
    worlds.push(new WeakRef(sandbox.world))
    const [channel] = [...sandbox.world.store.channels.values()]
    const poll = { question: { text: 'Tea?' }, answers: [{ poll_media: { text: 'Yes' } }], duration: 24 }
    expect((await call(sandbox, 'POST', `/channels/${channel?.id}/messages`, { poll })).status).toBe(200)
    await sandbox.stop()
  }
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  // The last one may still be referred to by the loop.
  expect(worlds.slice(0, -1).filter((world) => world.deref() !== undefined)).toEqual([])
})

it('serves the bytes of emojis and stickers', async () => {
  const yard = await openYard()
  const { sandbox, guildId } = yard
  const get = async (path: string) => {
    const answer = await fetch(new URL(path, sandbox.url))
    return [answer.status, answer.headers.get('content-type'), Buffer.from(await answer.arrayBuffer()).toString('base64')]
  }
  const { body: emoji } = await call(sandbox, 'POST', `/guilds/${guildId}/emojis`, { name: 'tea', image: pixelUri })
  const own = await call(sandbox, 'POST', `/applications/${sandbox.applicationId}/emojis`, { name: 'own', image: pixelUri })
  const form = new FormData()
  for (const [name, value] of Object.entries({ name: 'cup', tags: 'tea', description: '' })) form.append(name, value)
  form.append('file', new Blob([Buffer.from(PIXEL, 'base64')], { type: 'image/png' }), 'cup.png')
  const { body: sticker } = await call(sandbox, 'POST', `/guilds/${guildId}/stickers`, form)
  // A client asks for webp, whatever was uploaded.
  expect(await get(`/cdn/emojis/${emoji.id}.webp?size=64`)).toEqual([200, 'image/png', PIXEL])
  expect(await get(`/cdn/emojis/${own.body.id}.png`)).toEqual([200, 'image/png', PIXEL])
  expect(await get(`/cdn/stickers/${sticker.id}.png`)).toEqual([200, 'image/png', PIXEL])
  await call(sandbox, 'DELETE', `/guilds/${guildId}/emojis/${emoji.id}`)
  expect((await get(`/cdn/emojis/${emoji.id}.png`))[0]).toBe(404)
  expect((await get('/cdn/emojis/..%2f..%2fpackage.json'))[0]).toBe(404)
  await sandbox.stop()
})

it('lists who reacted by the page, and refuses a page that is none', async () => {
  const yard = await openYard()
  const path = `/channels/${yard.channel('talk')}/messages`
  const { body: message } = await call(yard.sandbox, 'POST', path, { content: 'x' })
  for (const user of ['olga', 'mark', 'nina']) yard.sandbox.as(user).react(message, '👍')
  const of = (query: string) => call(yard.sandbox, 'GET', `${path}/${message.id}/reactions/%F0%9F%91%8D${query}`)
  const ids = [yard.user('olga'), yard.user('mark'), yard.user('nina')].sort()
  expect((await of('?limit=2')).body.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2))
  expect((await of(`?after=${ids[1]}`)).body.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2))
  for (const query of ['?after=x', '?limit=x', '?limit=0', '?limit=101'])
    expect([query, (await of(query)).status]).toEqual([query, 400])
  await yard.sandbox.stop()
})
