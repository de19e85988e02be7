// /trends over two months in which one word rises in both languages, with its picture and without.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { useJourney } from '../support/journey.ts'
import { createReader } from '../support/reader.ts'

const digests = mkdtempSync(join(tmpdir(), 'paperboy-trends-'))
afterAll(() => rmSync(digests, { recursive: true, force: true }))

/** In the later half every paper is about diffusion, in the earlier none. */
mkdirSync(digests, { recursive: true })
for (let week = 0; week < 8; week++) {
  const date = new Date(Date.UTC(2024, 0, 1 + 7 * week)).toISOString().slice(0, 10)
  const [en, zh, code] = week < 4 ? ['graph kernels', '图核方法', 'LG'] : ['diffusion models', '扩散模型', 'CV']
  const papers = Array.from({ length: 6 }, (_, i) => {
    const number = `24${String(1 + week).padStart(2, '0')}.0${1000 + i}`
    return `${i + 1}、[${code}] Study ${week}${i} of ${en}\n\nA Author\n[KAIST]\n本文研究${zh}。\nWe study ${en} once more.\nhttps://arxiv.org/abs/${number}\n`
  })
  writeFileSync(join(digests, `${date}.txt`), papers.join('\n'))
}

const journey = useJourney({ digests })
const reader = (locale: string) => createReader(journey.sandbox, { locale, user: 'member' })

it.each([
  ['zh-CN', '趋势'],
  ['en-US', 'Trends'],
])('shows what rises once, as a picture with its alternative text, and leads on to each (%s)', async (locale, title) => {
  const reply = await reader(locale).run('trends', {})
  expect(reply.text).toContain(title)
  const alt = reply.attachments[0]?.description ?? ''
  const menu = JSON.stringify(reply.rows)
  for (const risen of ['扩散模型', 'diffusion models', 'CV']) {
    expect(alt).toContain(risen)
    expect(menu).toContain(risen)
    expect(reply.text).not.toContain(risen)
  }
  expect(alt + menu).not.toContain('图核')
  expect((await reader(locale).press(reply, '扩散模型')).titles[0]).toBe('🔎 扩散模型')
  expect(reply.attachments).toMatchObject([{ filename: 'trends.png', description: expect.stringContaining('扩散模型') }])
  expect(reply.isEphemeral).toBe(true)
})

it('goes without the picture where it cannot be drawn, and the log says why', async () => {
  await journey.restart({ drawBars: () => Promise.reject(new Error('no drawing today')) })
  const reply = await reader('zh-CN').run('trends', {})
  expect(reply.text).toContain('扩散模型')
  expect(reply.attachments).toEqual([])
  expect(journey.bot.lines).toContainEqual(
    expect.objectContaining({ level: 'warn', message: expect.stringContaining('could not be drawn') }),
  )
})
