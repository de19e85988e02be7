// The developer's panel: what the bot asked and was told, what was refused and why, faults at a
// click, the clock, permissions.

import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openFixture } from './fixture-bot.ts'
import { demandAccessible, describeInBrowser, post, screenshot, useScene } from './support.ts'

describeInBrowser('the developer panel', () => {
  const scene = useScene(openFixture)
  let page: Page
  const open = async (tab: string, user = 'owner') => {
    page = await scene.stage.visit({ channel: 'general', user })
    await page.getByRole('button', { name: 'Developer panel' }).click()
    await page.getByRole('tab', { name: tab }).click()
  }

  const fault = (words: string) => page.locator('.fault-button', { hasText: words })

  it('lists each request with body, answer and bucket, and says why one was refused', async () => {
    await open('Requests')
    await post(scene.place.sandbox, 'general', { content: 'fine' })
    await post(scene.place.sandbox, 'general', { embeds: [{ title: 'x'.repeat(300) }] }).catch(() => undefined)
    const first = page.locator('.log-entry').first()
    await expect.poll(() => first.textContent()).toContain('400')
    await first.locator('summary').click()
    expect(await first.locator('.refusal').textContent()).toContain('50035: Invalid Form Body')
    expect(await first.locator('.refusal').textContent()).toContain('embeds.0.title: BASE_TYPE_MAX_LENGTH')
    await demandAccessible(page)
    await screenshot(page, 'developer')
    await page.getByLabel('only refused').check()
    await expect.poll(() => page.locator('.log-entry').count()).toBe(1)
    await page.getByLabel('only refused').uncheck()
    const fine = page.locator('.log-entry', { hasText: '200' }).first()
    await fine.locator('summary').click()
    await expect.poll(() => fine.textContent()).toContain('"content": "fine"')
  })

  it('strikes with faults at a click, and shows how often they struck', async () => {
    await open('Faults')
    await page.getByLabel('Route that it strikes').fill('POST /channels/:id/messages')
    await fault('refused before the effect').click()
    await page.locator('.fault', { hasText: 'server-error' }).waitFor()
    await expect(post(scene.place.sandbox, 'general', { content: 'struck' })).rejects.toThrow('500')
    await fault('rate limited, retry after').click()
    await page.locator('.fault', { hasText: 'rate-limit' }).waitFor()
    await expect(post(scene.place.sandbox, 'general', { content: 'struck' })).rejects.toThrow('429')
    await fault('Lost answer').click()
    await page.locator('.fault', { hasText: 'lost-answer' }).waitFor()
    await expect(post(scene.place.sandbox, 'general', { content: 'lost, and yet there' })).rejects.toThrow()
    await expect.poll(() => page.locator('.message').last().textContent()).toContain('lost, and yet there')
    await demandAccessible(page)
    await fault('Cut gateway').click()
    await page.getByRole('tab', { name: 'Gateway' }).click()
    await page.locator('.log-entry', { hasText: 'RESUMED' }).waitFor()
    await page.locator('.log-entry', { hasText: 'RESUME' }).first().locator('summary').click()
    await demandAccessible(page)
  })

  it('moves the clock to nine tomorrow', async () => {
    await open('World')
    await page.getByLabel('Time zone').selectOption('Asia/Shanghai')
    await page.getByRole('button', { name: 'Tomorrow 09:00' }).click()
    await expect.poll(() => page.locator('.clock').textContent()).toContain('09:00:')
    await demandAccessible(page)
    await page.getByRole('button', { name: 'Back to the real time' }).click()
    await expect.poll(() => scene.place.sandbox.clock.offset()).toBe(0)
  })

  it('takes a permission from the bot in a channel, and deletes the channel', async () => {
    page = await scene.stage.visit({ channel: 'announcements', user: 'owner' })
    await page.getByRole('button', { name: 'Channel settings and sharing' }).click()
    await page.getByRole('menuitem', { name: /What the bot may do/ }).click()
    await page.getByLabel('send messages', { exact: true }).uncheck()
    await expect
      .poll(() => post(scene.place.sandbox, 'announcements', { content: 'x' }).catch((error: Error) => error.message))
      .toContain('50013')
    await demandAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Channel settings and sharing' }).click()
    await page.getByRole('menuitem', { name: 'Delete channel' }).click()
    await page.locator('dialog').getByRole('button', { name: 'Delete channel' }).click()
    await expect.poll(() => page.locator('.channel-name').allTextContents()).not.toContain('announcements')
    await expect.poll(() => page.locator('.head h1').textContent()).toBe('papers')
  })

  it('offers the command of managers to them alone', async () => {
    page = await scene.stage.visit({ channel: 'general' })
    await page.locator('.composer-field').fill('/boss')
    expect(await page.locator('.suggest-none').count()).toBe(1)
    await page.locator('.viewer').click()
    await page.getByRole('menuitemradio', { name: /Mo Moderator/ }).click()
    await page.getByRole('button', { name: /: Mo Moderator/ }).waitFor()
    await page.locator('.composer-field').fill('/boss')
    expect(await page.locator('.suggest-label').allTextContents()).toEqual(['/boss'])
  })
})
