// Direct messages in the page: opened by the person or by the bot, with buttons and commands as in
// a server, and seen by those two alone.
import { expect, it } from 'vitest'
import { openFixture } from './fixture-bot.ts'
import { demandAccessible, describeInBrowser, post, screenshot, useScene } from './support.ts'

describeInBrowser('direct messages on the page', () => {
  const scene = useScene(openFixture)
  const openDirect = (user: string) => scene.place.sandbox.control.act({ action: 'open-dm', user } as never) as { id: string }
  const button = { type: 1, components: [{ type: 2, style: 1, custom_id: 'on', label: 'Switch on' }] }

  it('are opened with the bot, whose buttons and commands work there', async () => {
    const page = await scene.stage.visit({ user: 'member', channel: 'general' })
    await page.locator('.servers').getByRole('button', { name: 'Direct messages' }).click()
    const row = page.locator('.channels').getByRole('button', { name: 'Paperboy, direct message' })
    await expect.poll(() => row.getAttribute('aria-current')).toBe('page')
    await page.locator('.composer-field').fill('Hello, bot')
    await page.keyboard.press('Enter')
    await page.locator('.message', { hasText: 'Hello, bot' }).waitFor()

    await post(scene.place.sandbox, openDirect('member').id, { content: 'It is off', components: [button] })
    const message = page.locator('.message', { hasText: 'It is off' })
    await message.getByRole('button', { name: 'Switch on' }).click()
    await page.locator('.message', { hasText: 'It is on' }).waitFor()
    expect(await page.getByRole('button', { name: 'Switch on' }).count()).toBe(0)

    await page.locator('.composer-field').fill('/room open')
    await page.keyboard.press('Enter')
    await page.locator('.message', { hasText: 'room open' }).last().waitFor()
    await demandAccessible(page)
    await screenshot(page, 'direct-message')
  })

  it('show a person elsewhere that the bot wrote, and nobody else', async () => {
    const mine = await scene.stage.visit({ user: 'moderator', channel: 'general' })
    const other = await scene.stage.visit({ user: 'owner', channel: 'general' })
    await post(scene.place.sandbox, openDirect('moderator').id, { content: 'For you alone' })
    const home = mine.locator('.servers .server.unread').first()
    await home.click()
    await mine.locator('.message', { hasText: 'For you alone' }).waitFor()
    await expect.poll(() => mine.locator('.servers .server.unread').count()).toBe(0)
    expect(await other.locator('.servers .server.unread').count()).toBe(0)
    await other.locator('.servers').getByRole('button', { name: 'Direct messages' }).click()
    await expect.poll(() => other.locator('.head h1').textContent()).toBe('Paperboy')
    expect(await other.getByText('For you alone').count()).toBe(0)
  })
})
