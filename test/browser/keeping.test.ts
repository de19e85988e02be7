// What readers and owners do with the real bot on the page: saving, subscribing through the form,
// dropping a digest, moving the clock.

import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { demandAccessible, describeInBrowser, screenshot, startRealBot, useScene } from './support.ts'

const DIGEST = `CL - 计算与语言

1、[CL] A Paper Dropped on the Page

A Reader, B Writer
[University of Somewhere]
拖放到页面上的论文。这是一段中文摘要,说明拖放的文件如何进入档案。

The paper was dropped on the page. This is an abstract that says how a dropped file comes into the archive.

https://arxiv.org/abs/2501.99999
`

describeInBrowser('keeping and owning on the page', () => {
  const scene = useScene(startRealBot)
  let page: Page
  const ephemeral = () => page.locator('.message.ephemeral:not(.note)')
  const run = async (line: string) => {
    await page.locator('.composer-field').click()
    await page.keyboard.type(line)
    await page.locator('.command-form').waitFor()
    await page.keyboard.press('Enter')
  }

  it('opens a paper from the menu of its post, saves it by its button, and lists it', async () => {
    page = await scene.stage.visit({ channel: 'papers' })
    await page.locator('.select').last().click()
    await page.locator('.picker-item').first().waitFor()
    await page.keyboard.press('Enter')
    await ephemeral().first().waitFor()
    await page.locator('[data-custom-id^="save:"]').first().click()
    await expect.poll(() => ephemeral().count()).toBe(2)
    await run('/saved ')
    await expect.poll(() => ephemeral().last().locator('.reference').textContent()).toContain('/saved')
    await screenshot(page, 'saved')
  })

  it('subscribes through the form', async () => {
    page = await scene.stage.visit({ channel: 'general', user: 'owner' })
    await run('/subscribe ')
    await page.locator('dialog.modal').waitFor()
    await demandAccessible(page)
    await screenshot(page, 'subscribe-form')
    await page.locator('dialog').getByRole('button', { name: 'Submit' }).click()
    await ephemeral().filter({ hasText: 'Not subscribed yet' }).waitFor()
    await ephemeral().filter({ hasText: 'The next post' }).waitFor()
    await screenshot(page, 'subscribe-draft')
    await demandAccessible(page)
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click()
    await ephemeral().filter({ hasText: 'Posting starts with the next digest' }).waitFor()
    await screenshot(page, 'subscribe')
    await demandAccessible(page)
  })

  const drop = async (name: string, text: string) => {
    const transfer = await page.evaluateHandle(
      ([title, content]) => {
        const data = new DataTransfer()
        data.items.add(new File([content], title, { type: 'text/plain' }))
        return data
      },
      [name, text] as const,
    )
    await page.dispatchEvent('.main', 'dragover', { dataTransfer: transfer })
    expect(await page.locator('.drop-words').textContent()).toContain('/admin ingest')
    await page.dispatchEvent('.main', 'drop', { dataTransfer: transfer })
    if ((await page.locator('.command-form').count()) === 0) await page.getByRole('menuitem', { name: '/admin ingest' }).click()
    expect(await page.locator('.command-name').textContent()).toBe('/admin ingest')
    await page.locator('.run').click()
    const answer = page.locator('.message:not(.note)', { hasText: `${name}: new digest` })
    await answer.filter({ hasText: 'Where it goes' }).waitFor({ timeout: 10_000 })
    expect(await answer.getAttribute('class')).not.toContain('ephemeral')
  }

  it('takes a digest dropped on the page to the command of owners', async () => {
    page = await scene.stage.visit({ channel: 'general', user: 'owner' })
    await drop('2025-01-10.txt', DIGEST)
    await screenshot(page, 'dropped')
  })

  it('brings tomorrow’s post today: a digest waits for its time, and the clock is moved there', async () => {
    page = await scene.stage.visit({ channel: 'announcements', user: 'owner' })
    await run('/subscribe ')
    await page.locator('dialog.modal').waitFor()
    await page.getByLabel(/^Times/).fill('9:00 Asia/Shanghai')
    await page.locator('dialog').getByRole('button', { name: 'Submit' }).click()
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click()
    await ephemeral().filter({ hasText: 'Posting starts with the next digest' }).waitFor()
    await drop(
      '2025-01-11.txt',
      DIGEST.replace('A Paper Dropped on the Page', 'A Paper of Tomorrow').replaceAll('99999', '88888'),
    )
    const posted = () =>
      page.locator('.message:not(.ephemeral):not(.note)', { hasText: 'A Paper of Tomorrow' }).filter({ hasNotText: 'new digest' })
    expect(await posted().count()).toBe(0)
    await page.keyboard.press('Control+`')
    await page.getByRole('tab', { name: 'World' }).click()
    await page.getByLabel('Time zone').selectOption('Asia/Shanghai')
    await page.getByRole('button', { name: 'Tomorrow 09:00' }).click()
    await posted().first().waitFor({ timeout: 15_000 })
    await page.keyboard.press('Control+`')
    await screenshot(page, 'tomorrow')
  })
})
