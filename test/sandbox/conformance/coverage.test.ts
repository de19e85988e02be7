// The sandbox against Discord's list of operations: each is answered or refused by name, and the
// page that says so is true.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { call, openSandbox } from '../support.ts'
import { coverageOf, coveragePage, isReal } from './coverage.ts'
import { loadOpenApi, SKIPPED } from './openapi.ts'

const page = join(import.meta.dirname, '../../../src/sandbox/docs/coverage.md')
const api = loadOpenApi()
if (!api) console.info(`coverage, and the check of every answer and event: ${SKIPPED}`)

describe.runIf(api)('the documented operations of bots', () => {
  const covered = api ? coverageOf(api) : []

  it('are all answered, or refused by name', () => {
    const missing = covered.filter(({ route }) => !route).map(({ operation }) => `${operation.method} ${operation.path}`)
    expect(missing).toEqual([])
  })

  it('are answered to four fifths and more', () => {
    expect(covered.filter(isReal).length / covered.length).toBeGreaterThanOrEqual(0.8)
  })

  it('are those that the page lists', () => {
    if (process.env.COVERAGE === 'write') writeFileSync(page, coveragePage(covered))
    expect(readFileSync(page, 'utf8')).toBe(coveragePage(covered))
  })
})

describe('what is out of scope', () => {
  it.each([
    ['GET', '/skus/1191168998113280000/subscriptions', 'GET /skus/:id/subscriptions'],
    ['POST', '/channels/1191168998113280000/send-soundboard-sound', 'POST /channels/:id/send-soundboard-sound'],
    ['POST', '/lobbies', 'POST /lobbies'],
    ['POST', '/guilds', 'POST /guilds'],
    ['DELETE', '/guilds/1191168998113280000', 'DELETE /guilds/:id'],
    [
      'PUT',
      '/applications/1191168998113280000/guilds/1191168998113280001/commands/permissions',
      'PUT /applications/:id/guilds/:id/commands/permissions',
    ],
    ['PUT', '/channels/1191168998113280000/recipients/1191168998113280001', 'PUT /channels/:id/recipients/:id'],
  ])('%s %s is refused with 501 that names it', async (method, path, name) => {
    const sandbox = await openSandbox()
    const { status, body } = await call(sandbox, method, path, method === 'GET' ? undefined : {})
    expect(status).toBe(501)
    expect(body).toMatchObject({ code: 0, message: expect.stringContaining(`${name} is not supported by the sandbox`) })
  })

  it('is still refused with 401 without a token, and an unknown address with 404', async () => {
    const sandbox = await openSandbox()
    expect((await call(sandbox, 'POST', '/lobbies', {}, { authorization: 'Bot wrong' })).status).toBe(401)
    expect((await call(sandbox, 'POST', '/lobby', {})).status).toBe(404)
  })
})
