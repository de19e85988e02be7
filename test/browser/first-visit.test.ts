// What a newcomer meets: the real bot, its channel, a search, and the same page by light, on a
// phone, in another language, for another viewer.

import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { demandAccessible, describeInBrowser, screenshot, startRealBot, useScene } from './support.ts'

describeInBrowser('the page with the real bot', () => {
  const scene = useScene(startRealBot)
  let page: Page

  const messages = () => page.locator('.message:not(.note)')
  const answers = () => page.locator('.message.ephemeral:not(.note)')
  /** The newest: earlier ones stay in sight. */
  const ephemeral = () => answers().last()
  const type = async (text: string) => {
    await page.locator('.composer-field').click()
    await page.keyboard.type(text)
  }

  it('shows the servers, the channels and the papers of the day in both languages', async () => {
    page = await scene.stage.visit({ channel: 'papers' })
    await page.locator('.embed').first().waitFor()
    expect(await page.locator('.server').count()).toBe(3)
    expect(await page.locator('.channel-name').allTextContents()).toEqual(['papers', 'general', 'announcements', 'paper-forum'])
    expect(await page.locator('.embed').first().textContent()).toMatch(/[\u4e00-\u9fff]/)
    await page.locator('.scroller').evaluate((list) => list.scrollTo(0, 0))
    await page.locator('.beginning').waitFor()
    expect(await page.locator('.badge').first().textContent()).toBe('APP')
    await screenshot(page, 'first-visit')
    await demandAccessible(page)
  })

  it('searches from the line of a newcomer: typed out, Enter, and the answer is for this person only', async () => {
    page = await scene.stage.visit({ channel: 'general' })
    await type('/search attention')
    await expect.poll(() => page.locator('.suggest-item').count()).toBeGreaterThan(0)
    await screenshot(page, 'autocomplete')
    await demandAccessible(page)
    await page.keyboard.press('Enter')
    await ephemeral().waitFor()
    expect(await ephemeral().textContent()).toContain('Only you can see this')
    expect(await page.locator('.reference').textContent()).toContain('used /search')
    await screenshot(page, 'search')
    await demandAccessible(page)
  })

  it('offers the commands with localised names, fills options in one by one and takes a suggestion', async () => {
    page = await scene.stage.visit({ channel: 'general', locale: 'zh-CN' })
    await type('/')
    const names = await page.locator('.suggest-label').allTextContents()
    expect(names).toContain('/搜索')
    await page.keyboard.type('搜')
    await page.keyboard.press('Enter')
    await page.keyboard.type('注意')
    const suggestion = page.locator('.suggest-item', { hasText: '注意力' }).first()
    await suggestion.waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.locator('.option-more').waitFor()
    await page.locator('.suggest-item').first().click()
    expect(await page.locator('.option').count()).toBe(2)
    await page.keyboard.press('Backspace')
    expect(await page.locator('.option').count()).toBe(1)
    await page.keyboard.press('Enter')
    await ephemeral().waitFor()
    expect(await ephemeral().textContent()).toContain('只有您可以看到此消息')
  })

  it('turns pages and opens a hit by button', async () => {
    page = await scene.stage.visit({ channel: 'lobby' })
    await type('/search the')
    await page.keyboard.press('Enter')
    await ephemeral().waitFor()
    const text = () => ephemeral().first().textContent()
    await expect.poll(text).toContain('Page 1 of')
    await page.getByRole('button', { name: 'Next' }).click()
    await expect.poll(text).toContain('Page 2 of')
    await ephemeral().first().getByRole('button', { name: '6', exact: true }).click()
    await expect.poll(() => answers().count()).toBe(2)
    await page.getByRole('button', { name: 'Dismiss message' }).first().click()
    await expect.poll(() => answers().count()).toBe(1)
  })

  it('offers the menu commands of a message by right click and by keyboard', async () => {
    page = await scene.stage.visit({ channel: 'papers' })
    await messages()
      .last()
      .click({ button: 'right', position: { x: 20, y: 20 } })
    const items = page.locator('.menu-item')
    expect(await items.count()).toBeGreaterThan(3)
    await demandAccessible(page)
    await items.first().click()
    await ephemeral().first().waitFor()
    await page.locator('.scroller').focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await items.first().waitFor()
    await page.keyboard.press('Escape')
    expect(await items.count()).toBe(0)
  })

  it('is as readable by light as in the dark', async () => {
    page = await scene.stage.visit({ channel: 'papers', theme: 'light' })
    await messages().first().waitFor()
    await screenshot(page, 'light')
    await demandAccessible(page)
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await ground()).toBe('rgb(255, 255, 255)')
    await page.locator('.viewer').click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    expect(await ground()).toBe('rgb(49, 51, 56)')
    await page.reload()
    await page.locator('html[data-ready]').waitFor()
    expect(await ground()).toBe('rgb(49, 51, 56)')
  })

  it('fits a phone: nothing runs over the edge, and the channels slide in', async () => {
    page = await scene.stage.visit({ channel: 'papers', width: 360, height: 740, touch: true })
    await messages().first().waitFor()
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(await overflow()).toBeLessThanOrEqual(0)
    const wide = await page.evaluate(
      () =>
        [...document.querySelectorAll('.message *')].filter((each) => each.getBoundingClientRect().right > innerWidth + 1).length,
    )
    expect(wide).toBe(0)
    await screenshot(page, 'phone')
    await demandAccessible(page)
    await page.getByRole('button', { name: 'Servers and channels' }).click()
    await page.locator('[data-channel]', { hasText: 'general' }).click()
    await expect.poll(() => page.locator('.head h1').textContent()).toBe('general')
    await expect.poll(() => page.locator('.side').evaluate((side) => getComputedStyle(side).visibility)).toBe('hidden')
    await type('/search attention')
    await page.keyboard.press('Enter')
    await ephemeral().waitFor()
    expect(await overflow()).toBeLessThanOrEqual(0)
    await screenshot(page, 'phone-search')
  })

  it('shows the sandbox to a moderator, the owner and a stranger as each would see it', async () => {
    page = await scene.stage.visit({ channel: 'general' })
    const offered = async () => {
      await page.locator('.composer-field').fill('/')
      const names = await page.locator('.suggest-label').allTextContents()
      await page.locator('.composer-field').fill('')
      return names
    }
    const become = async (name: string) => {
      await page.locator('.viewer').click()
      await page.getByRole('menuitemradio', { name }).click()
      await page.getByRole('button', { name: new RegExp(`: ${name}`) }).waitFor()
    }
    const member = await offered()
    expect(member).toContain('/search')
    await become('Olivia Owner')
    expect((await offered()).length).toBeGreaterThanOrEqual(member.length)
    await become('Sam Stranger')
    await expect.poll(() => page.locator('.server').count()).toBe(1)
    expect(await page.locator('.nowhere').textContent()).toContain('Sam Stranger')
    await page.getByRole('button', { name: 'Write to Paperboy' }).click()
    await expect.poll(() => page.locator('.head h1').textContent()).toBe('Paperboy')
    expect(await offered()).toContain('/search')
    await page.locator('.viewer').click()
    await page.getByRole('menuitemradio', { name: /繁體中文/ }).click()
    await expect.poll(() => page.locator('.channels-head').textContent()).toBe('私人訊息')
  })
})
