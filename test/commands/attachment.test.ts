// Files that people attach, from servers that say one thing and send another.
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fetchAttachment } from '../../commands/shared/attachment.ts'
import type { ChatContext } from '../../commands/shared/services.ts'

const MIB = 2 ** 20

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise((resolve) => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** All that fetching asks of a command: in which language, and where the bot is logged in. */
const contextAt = (api: string) =>
  ({ locale: 'en', interaction: { client: { rest: { options: { api } } } } }) as unknown as ChatContext

const fetchFrom = (api: string, url: string, size = 10) => fetchAttachment(contextAt(api), { name: 'a.txt', size, url }, MIB)

describe('an attached file', () => {
  it('is read from the sandbox that the bot is logged in to', async () => {
    const origin = await serve((_, response) => response.end('text'))
    expect(await fetchFrom(`${origin}/api`, `${origin}/attachments/1/2/a.txt`)).toEqual({
      kind: 'bytes',
      bytes: Buffer.from('text'),
    })
  })

  it('is left as soon as more comes than its stated size would allow', async () => {
    let sent = 0
    const origin = await serve((_, response) => {
      const chunk = Buffer.alloc(64 * 1024)
      const more = () => {
        while (sent < 300 * MIB && !response.destroyed) {
          sent += chunk.length
          if (!response.write(chunk)) return response.once('drain', more)
        }
        response.end()
      }
      more()
    })
    const fetched = await fetchFrom(`${origin}/api`, `${origin}/a.txt`)
    expect(fetched).toMatchObject({ kind: 'refused', why: expect.stringContaining('1.0') })
    expect(sent).toBeLessThan(50 * MIB)
  })

  it('is not looked for behind a redirect', async () => {
    let isReached = false
    const inside = await serve((_, response) => {
      isReached = true
      response.end('secret')
    })
    const origin = await serve((_, response) => response.writeHead(302, { location: `${inside}/secret` }).end())
    expect((await fetchFrom(`${origin}/api`, `${origin}/a.txt`)).kind).toBe('refused')
    expect(isReached).toBe(false)
  })

  it.each([
    'http://127.0.0.1:1/a.txt',
    'http://169.254.169.254/latest/meta-data',
    'data:text/plain,hello',
    'file:///etc/passwd',
    'http://cdn.discordapp.com/a.txt',
    'https://cdn.discordapp.com.evil.example/a.txt',
    'not an address',
  ])('is not fetched from %s', async (url) => {
    expect(await fetchFrom('https://discord.com/api', url)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('not a file of Discord'),
    })
  })
})
