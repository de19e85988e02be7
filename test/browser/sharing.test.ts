// What leaves the page and what lies under it: a channel as picture and as JSON, threads of the
// sidebar, files of members and of modals.

import type { Download } from 'playwright-core'
import { expect, it } from 'vitest'
import { openFixture } from './fixture-bot.ts'
import { demandAccessible, describeInBrowser, post, saved, screenshot, useScene } from './support.ts'

/** Width and height stand at a fixed place of every PNG. */
const sizeOf = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) })

describeInBrowser('sharing, threads and files on the page', () => {
  const scene = useScene(openFixture)
  const act = (action: object) => scene.place.sandbox.control.act(action as never) as { id: string }

  it('shares a channel as a picture and as JSON, and a hidden answer to somebody else is in neither', async () => {
    act({ action: 'create-channel', name: 'reports' })
    for (let at = 0; at < 130; at += 1)
      act({ action: 'create-message', channel: 'reports', user: 'owner', content: `line ${at} 第${at}行` })
    await post(scene.place.sandbox, 'reports', {
      embeds: [{ title: '一篇论文', description: '**bold** words', color: 0xff0000 }],
    })
    const pick = { channel_id: '#reports', name: 'pick', options: { colour: 'red' }, user: 'moderator' }
    await scene.place.sandbox.control.command(pick)
    const page = await scene.stage.visit({ channel: 'reports' })
    const share = async (label: string): Promise<Download> => {
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Channel settings and sharing' }).click()
      await page.getByRole('menuitem', { name: label }).click()
      return download
    }
    const picture = await share('Save as PNG')
    expect(picture.suggestedFilename()).toBe('reports.png')
    const { width, height } = sizeOf(await saved(picture, 'channel.png'))
    expect(width).toBeGreaterThan(700)
    expect(height).toBeGreaterThan(width)
    const file = await share('Save as JSON')
    expect(file.suggestedFilename()).toBe('reports.json')
    const messages = JSON.parse((await saved(file, 'channel.json')).toString())
    expect(messages).toHaveLength(131)
    expect(messages[0].content).toBe('line 0 第0行')
    expect(messages.at(-1).embeds[0].title).toBe('一篇论文')
  })

  it('opens a thread from the sidebar, reads and answers in it, and returns', async () => {
    act({ action: 'create-channel', name: 'talk' })
    const start = act({ action: 'create-message', channel: 'talk', user: 'owner', content: 'Shall we talk about it?' })
    const thread = act({ action: 'create-thread', channel: 'talk', name: 'About it', user: 'owner', message: start.id })
    act({ action: 'create-message', channel: thread.id, user: 'moderator', content: 'Said in the thread' })
    const page = await scene.stage.visit({ channel: 'talk' })
    const heading = page.locator('.head h1')
    const row = page.locator('.channels').getByRole('button', { name: 'About it, thread' })
    await row.click()
    await expect.poll(() => heading.textContent()).toBe('About it')
    await page.locator('.message', { hasText: 'Said in the thread' }).waitFor()
    expect(await page.locator('.message').first().textContent()).toContain('Shall we talk about it?')
    expect(await row.getAttribute('aria-current')).toBe('page')
    await page.locator('.composer-field').fill('An answer')
    await page.keyboard.press('Enter')
    await page.locator('.message', { hasText: 'An answer' }).waitFor()
    await demandAccessible(page)
    await screenshot(page, 'thread')
    await page.goBack()
    await expect.poll(() => heading.textContent()).toBe('talk')
    const card = page.locator('.thread-card')
    await expect.poll(() => card.textContent()).toContain('2 messages')
    await card.click()
    await expect.poll(() => heading.textContent()).toBe('About it')
    act({ action: 'update-thread', channel: thread.id, archived: true })
    await expect.poll(() => row.count()).toBe(0)
  })

  it('shows the tags of a forum’s posts, and nests the posts under the forum', async () => {
    act({ action: 'create-channel', name: 'papers-forum', type: 15, tags: ['CV', 'NLP', 'RL'] })
    const make = (name: string, tags: string[]) =>
      act({ action: 'create-thread', channel: 'papers-forum', name, content: `About ${name}`, user: 'owner', tags })
    make('Two tags', ['CV', 'RL'])
    make('One tag', ['NLP'])
    const page = await scene.stage.visit({ channel: 'papers-forum' })
    const post = page.locator('.post', { hasText: 'Two tags' })
    expect(await post.locator('.tag').allTextContents()).toEqual(['CV', 'RL'])
    await page.locator('.channels').getByRole('button', { name: 'Two tags, thread' }).click()
    await page.locator('.message', { hasText: 'About Two tags' }).waitFor()
    await page.locator('.channels').getByRole('button', { name: 'papers-forum, forum' }).click()
    await page.locator('.forum-tags .tag', { hasText: 'RL' }).click()
    await expect.poll(() => page.locator('.post-title').allTextContents()).toEqual(['Two tags'])
    await screenshot(page, 'forum-tags')
  })

  it('takes files in a modal: chosen, dropped and taken out again', async () => {
    act({ action: 'create-channel', name: 'forms' })
    const page = await scene.stage.visit({ channel: 'forms' })
    await page.locator('.composer-field').click()
    await page.keyboard.type('/hand-in ')
    await page.keyboard.press('Enter')
    const dialog = page.locator('dialog.modal')
    await dialog.waitFor()
    await dialog.getByRole('button', { name: 'Submit' }).click()
    expect(await dialog.locator('.failure').textContent()).toContain('2 to 3 files')
    const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
    await dialog.locator('input[type=file]').setInputFiles([file('one.txt', 'one'), file('wrong.txt', 'wrong')])
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['二二'], '../第二.txt', { type: 'text/plain' }))
      return data
    })
    await page.dispatchEvent('.file-input', 'drop', { dataTransfer: transfer })
    await dialog.getByRole('button', { name: 'Take out wrong.txt' }).click()
    expect(await dialog.locator('.file-chip-name').allTextContents()).toEqual(['one.txt', '../第二.txt'])
    await demandAccessible(page)
    await screenshot(page, 'modal-files')
    await dialog.getByRole('button', { name: 'Submit' }).click()
    await page.locator('.message', { hasText: 'one.txt: one / 第二.txt: 二二' }).waitFor()
  })

  it('sends the files of a member as a message of theirs: dropped on the line, chosen or pasted, with words or without', async () => {
    act({ action: 'create-channel', name: 'files' })
    const page = await scene.stage.visit({ channel: 'files' })
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['one'], 'one.txt', { type: 'text/plain' }))
      return data
    })
    await page.dispatchEvent('.composer-field', 'dragover', { dataTransfer: transfer })
    expect(await page.locator('.drop-words').textContent()).toBe('Drop to attach to a message')
    await page.dispatchEvent('.composer-field', 'drop', { dataTransfer: transfer })
    await page
      .locator('.composer input[type=file]')
      .setInputFiles({ name: '二.md', mimeType: 'text/markdown', buffer: Buffer.from('2') })
    expect(await page.locator('.file-chip-name').allTextContents()).toEqual(['one.txt', '二.md'])
    await demandAccessible(page)
    await screenshot(page, 'attached')
    await page.locator('.composer-field').press('Enter')
    const last = page.locator('.message').last()
    await expect.poll(() => last.locator('.file-card').allTextContents()).toHaveLength(2)
    expect(await page.locator('.file-chip').count()).toBe(0)
    await page.locator('.composer-field').fill('With words')
    await page
      .locator('.composer input[type=file]')
      .setInputFiles({ name: 'three.txt', mimeType: 'text/plain', buffer: Buffer.from('3') })
    await page.locator('.composer-field').press('Enter')
    await expect.poll(() => last.textContent()).toContain('With words')
    expect(await last.locator('.file-card').textContent()).toContain('three.txt')
    act({ action: 'set-permission', channel: 'files', target: 'everyone', deny: ['ATTACH_FILES'] })
    await expect.poll(() => page.getByRole('button', { name: 'Attach files' }).count()).toBe(0)
  })
})
