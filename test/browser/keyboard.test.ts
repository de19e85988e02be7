// The page by keyboard alone: commands, answers, search, a day, a form and the panel, with the real
// bot; and the screens on the way checked for everybody, in the dark and by light.

import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { demandAccessible, describeInBrowser, screenshot, startRealBot, useScene } from './support.ts'

describeInBrowser('the page by keyboard alone', () => {
  const scene = useScene(startRealBot)
  let page: Page
  const ephemeral = () => page.locator('.message.ephemeral:not(.note)')
  const command = async (line: string) => {
    await page.keyboard.press('Escape')
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('/')
    await page.keyboard.type(line)
  }
  /** Tab, or Shift+Tab, until what has the focus is called so. */
  const tabTo = async (name: RegExp, key = 'Tab') => {
    for (let tries = 0; tries < 80; tries += 1) {
      await page.keyboard.press(key)
      const focused = await page.evaluate(() => {
        const element = document.activeElement
        return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
      })
      if (name.test(focused)) return
    }
    throw new Error(`nothing called ${name} gets the focus`)
  }
  /** How far below the upper edge of the list the newest answer with that text begins. */
  const offsetOf = (text: string) =>
    page.evaluate((wanted) => {
      const rows = [...document.querySelectorAll('.message.ephemeral:not(.note)')]
      const row = rows.filter((each) => each.textContent?.includes(wanted)).at(-1)
      const list = document.querySelector('.scroller')
      if (!row || !list) return null
      const top = Math.round(row.getBoundingClientRect().top - list.getBoundingClientRect().top)
      return top < list.clientHeight ? top : null
    }, text)
  /** The newest answer: rows out of sight are not drawn. */
  const newest = async () => ((await ephemeral().count()) === 0 ? null : await ephemeral().last().getAttribute('data-id'))
  const answeredBy = async (keys: () => Promise<void>) => {
    const before = await newest()
    await keys()
    await expect.poll(newest, { timeout: 10_000 }).not.toBe(before)
  }
  /** The sample digests are in the archive, and the first papers in the channel. */
  const allRead = async () => {
    page = await scene.stage.visit({ channel: 'papers' })
    await page.locator('.message', { hasText: 'Segment Anything' }).first().waitFor()
  }

  it('sends each command whose options are filled with one Enter', async () => {
    await allRead()
    page = await scene.stage.visit({ channel: 'general' })
    for (const line of ['latest', 'watch diffusion model', 'search attention', 'term attention', 'help'])
      await answeredBy(async () => {
        await command(line)
        await page.keyboard.press('Enter')
      })
    // A value that was taken from a list is complete, too.
    await command('language ')
    await page.locator('.suggest-item').first().waitFor()
    await page.keyboard.press('Tab')
    const option = page.locator('.option-input').first()
    if ((await option.count()) > 0) await option.focus()
    await answeredBy(() => page.keyboard.press('Enter'))
  })

  it('keeps a private answer in sight while others write', async () => {
    await allRead()
    page = await scene.stage.visit({ channel: 'general' })
    await answeredBy(async () => {
      await command('latest')
      await page.keyboard.press('Enter')
    })
    // “Thinking…” becomes the answer.
    await expect.poll(() => ephemeral().last().textContent()).toContain('AI 论文速递')
    const channel = new URL(page.url()).hash.slice(1)
    for (let i = 0; i < 25; i += 1)
      await fetch(`${scene.place.url}sandbox/world`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'create-message', channel, user: 'moderator', content: `Chatter ${i}` }),
      })
    await page.locator('.to-newest').waitFor()
    expect(await offsetOf('AI 论文速递')).toBeGreaterThanOrEqual(-1)
    await page.locator('.to-newest').press('Enter')
    await page.getByText('Chatter 24', { exact: true }).waitFor()
  })

  for (const theme of ['dark', 'light'] as const)
    it(`finds a message and a day without a mouse (${theme})`, async () => {
      page = await scene.stage.visit({ channel: 'general', theme })
      await page.keyboard.press('Control+f')
      await page.locator('.filters').waitFor()
      await demandAccessible(page)
      await page.keyboard.type('mamba in:#papers from:Paperboy')
      await page.keyboard.press('Enter')
      await page.locator('.result').first().waitFor()
      await screenshot(page, `results-${theme}`)
      await demandAccessible(page)
      expect(await page.locator('.result').first().textContent()).toMatch(/Paperboy · #?papers/)
      await page.keyboard.press('Enter')
      await page.locator('.message.linked').waitFor()
      expect(await page.locator('.message.linked').textContent()).toMatch(/mamba/i)
      expect(await page.locator('.head h1').textContent()).toBe('papers')
      await page.keyboard.press('Control+f')
      await page.keyboard.press('Escape')
      expect(await page.locator('.results').isHidden()).toBe(true)
      const today = await page.evaluate(() => {
        const now = new Date()
        return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
      })
      await tabTo(/^Jump to a date$/, 'Shift+Tab')
      await page.keyboard.press('Enter')
      await page.locator('.date-jump').waitFor()
      await demandAccessible(page)
      await page.locator('.date-jump input').fill(today)
      await page.keyboard.press('Enter')
      await page.locator('.beginning').waitFor()
    })

  it('says which filter it does not understand', async () => {
    page = await scene.stage.visit({ channel: 'papers' })
    await page.keyboard.press('Control+f')
    await page.keyboard.type('from:nobody-here during:someday')
    await page.keyboard.press('Enter')
    await page.getByText('Nothing is called “nobody-here” (from:).').waitFor()
  })

  for (const theme of ['dark', 'light'] as const)
    it(`subscribes a channel, looks at it and deletes it again (${theme})`, async () => {
      page = await scene.stage.visit({ channel: 'announcements', user: 'owner', theme })
      await command('subscribe')
      await page.keyboard.press('Enter')
      await page.locator('dialog.modal').waitFor()
      await demandAccessible(page)
      await tabTo(/^Submit$/)
      await page.keyboard.press('Enter')
      await ephemeral().filter({ hasText: 'Not subscribed yet' }).last().waitFor()
      await ephemeral().filter({ hasText: 'The next post' }).last().waitFor()
      expect(await offsetOf('Not subscribed yet')).toBeGreaterThanOrEqual(-1)
      await screenshot(page, `draft-${theme}`)
      await demandAccessible(page)
      await tabTo(/^Subscribe$/, 'Shift+Tab')
      await page.keyboard.press('Enter')
      await ephemeral().filter({ hasText: 'Subscribed.' }).last().waitFor()
      await demandAccessible(page)
      await tabTo(/^More$/)
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Delete', exact: true }).waitFor()
      await tabTo(/^Delete$/)
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Yes, delete' }).waitFor()
      await tabTo(/^Yes, delete$/)
      await page.keyboard.press('Enter')
      await ephemeral().filter({ hasText: 'was deleted' }).last().waitFor()
    })
})
