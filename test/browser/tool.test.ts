// The page as a tool: links into it, a request as a line for the shell, a message's JSON, faults by
// share, the phone, frames of others.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { openFixture } from './fixture-bot.ts'
import { demandAccessible, describeInBrowser, post, screenshot, useScene } from './support.ts'

const run = promisify(execFile)

describeInBrowser('the page as a tool', () => {
  const scene = useScene(openFixture)
  const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())
  const menuOf = async (page: Page, text: string, item: string) => {
    await page.locator('.message', { hasText: text }).last().click({ button: 'right' })
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  const say = (content: string) =>
    scene.place.sandbox.control.act({ action: 'create-message', channel: '#general', content }) as {
      id: string
      channel_id: string
    }

  it('opens at a message, however far back it is, and says where there is none', async () => {
    const first = say('the very first words')
    for (let count = 0; count < 300; count += 1) say(`later ${count}`)
    const page = await scene.stage.visit({ channel: 'general' })
    await menuOf(page, 'later 299', 'Copy link')
    const link = await clipboard(page)
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\d+\/\d+$/)
    await page.goto(`${scene.stage.url}#${first.channel_id}/${first.id}`)
    await page.reload()
    const row = page.locator('.message.linked')
    await row.waitFor()
    expect(await row.textContent()).toContain('the very first words')
    const box = await row.boundingBox()
    expect(box && box.y > 0 && box.y < 800).toBe(true)
    await page.goto(`${scene.stage.url}#${first.channel_id}/1191168918421504999`)
    await page.locator('#layers').getByText('This message is not there').waitFor()
  })

  it('gives a request as a line that the shell sends once more', async () => {
    await post(scene.place.sandbox, 'general', { content: "it's <b>quoted</b> $HOME" })
    const page = await scene.stage.visit({ channel: 'general' })
    await page.getByRole('button', { name: 'Developer panel' }).click()
    await page.getByLabel('Filter requests').fill('/messages')
    await page.locator('.log-entry').first().locator('summary').click()
    // The line makes a newer one, which comes above it.
    const entry = page.locator('.log-entry[open]')
    await entry.getByRole('button', { name: 'Copy as curl' }).click()
    const line = await clipboard(page)
    const { stdout } = await run('sh', ['-c', `${line} -s`])
    expect(JSON.parse(stdout)).toMatchObject({ content: "it's <b>quoted</b> $HOME", author: { bot: true } })
    await entry.getByRole('button', { name: 'Copy link' }).click()
    const link = await clipboard(page)
    await page.goto(link)
    await page.reload()
    await page.locator('.log-entry.linked[open]').waitFor()
    await demandAccessible(page)
    await screenshot(page, 'request')
  })

  it('shows the JSON of a message, and follows it while it changes', async () => {
    const message = say('look into me')
    const page = await scene.stage.visit({ channel: 'general' })
    await menuOf(page, 'look into me', 'Inspect JSON')
    const tree = page.locator('.json-tree')
    await expect.poll(() => tree.textContent()).toContain('"look into me"')
    scene.place.sandbox.control.act({
      action: 'edit-message',
      channel: '#general',
      message: message.id,
      content: 'edited meanwhile',
    })
    await expect.poll(() => tree.textContent()).toContain('"edited meanwhile"')
    await demandAccessible(page)
    await screenshot(page, 'inspector')
    await page.getByRole('button', { name: 'Copy JSON' }).click()
    expect(JSON.parse(await clipboard(page))).toMatchObject({ id: message.id, content: 'edited meanwhile' })
    scene.place.sandbox.control.act({ action: 'delete-message', channel: '#general', message: message.id })
    await page.getByText('This message is gone.').waitFor()
  })

  it('strikes a share of the requests of a route', async () => {
    const page = await scene.stage.visit({ channel: 'general' })
    await page.getByRole('button', { name: 'Developer panel' }).click()
    await page.getByRole('tab', { name: 'Faults' }).click()
    await page.getByLabel('Route that it strikes').fill('POST /channels/:id/messages')
    await page.getByLabel('How often; 0 is without end').fill('0')
    await page.getByLabel('Of how many in a hundred requests').fill('25')
    await page.locator('.fault-button', { hasText: 'refused before the effect' }).click()
    await page.locator('.fault', { hasText: '25 % of POST /channels/:id/messages' }).waitFor()
    expect(scene.place.sandbox.faults.list()).toMatchObject([{ kind: 'server-error', probability: 0.25, count: 0 }])
    await page.getByRole('button', { name: 'Remove all' }).click()
    await expect.poll(() => scene.place.sandbox.faults.list()).toEqual([])
  })

  it('shows itself as on a phone, and comes back', async () => {
    const page = await scene.stage.visit({ channel: 'general' })
    await page.locator('.viewer').click()
    await page.getByRole('menuitem', { name: 'As on a phone' }).click()
    const phone = page.frameLocator('.phone-stage iframe')
    await phone.locator('html[data-ready]').waitFor()
    expect(await phone.locator('html').evaluate(() => innerWidth)).toBe(390)
    await phone.locator('.message').last().waitFor()
    await screenshot(page, 'phone')
    await page.getByRole('button', { name: 'Back to the desktop view' }).click()
    await page.locator('.viewer').waitFor()
  })

  it('is embedded by another page of this machine', async () => {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(`<iframe src="${scene.stage.url}" width="900" height="600"></iframe>`)
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((done) => server.once('listening', done))
    const page = await scene.stage.visit({ channel: 'general' })
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
    await page.frameLocator('iframe').locator('html[data-ready]').waitFor()
    scene.stage.troubles()
  })

  it('records what a person does, for a test', async () => {
    const page = await scene.stage.visit({ channel: 'general' })
    await page.getByRole('button', { name: 'Developer panel' }).click()
    await page.getByRole('tab', { name: 'World' }).click()
    await page.getByRole('button', { name: 'Record' }).click()
    await page.getByText('Recording: what is done').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('textbox').last().fill('hello there')
    await page.keyboard.press('Enter')
    await page.locator('.message', { hasText: 'hello there' }).waitFor()
    await page.getByRole('button', { name: 'Developer panel' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Stop and save' }).click(),
    ])
    const recording = JSON.parse(readFileSync(await download.path(), 'utf8'))
    const deeds = recording.steps.map(
      ({ do: { kind, action } }: { do: { kind: string; action?: { action: string } } }) => action?.action ?? kind,
    )
    expect(deeds).toEqual(['start', 'typing', 'create-message'])
    expect(recording.steps[2].do.action).toMatchObject({ user: expect.any(String), content: 'hello there' })
  })
})
