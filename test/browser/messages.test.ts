// Everything a message can hold and everything a bot can answer, on the page; hostile content stays
// content.

import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openFixture } from './fixture-bot.ts'
import { channelId, demandAccessible, describeInBrowser, post, saved, screenshot, useScene } from './support.ts'

/** One red pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
)
const button = (custom_id: string, label: string, more: object = {}) => ({ type: 2, style: 1, custom_id, label, ...more })

describeInBrowser('messages and answers on the page', () => {
  const scene = useScene(openFixture, (line) => line.includes('status of 504'))
  let page: Page

  let number = 0
  /** A channel of its own for each test. */
  const room = (type: 0 | 15 = 0, more: object = {}): string => {
    number += 1
    const name = `room-${number}`
    scene.place.sandbox.control.act({ action: 'create-channel', name, type, ...more })
    return name
  }
  const message = (id: string) => page.locator(`.message[data-id="${id}"]`)
  const last = () => page.locator('.message:not(.note)').last()
  const run = async (line: string) => {
    await page.locator('.composer-field').click()
    await page.keyboard.type(line)
  }

  it('writes Discord’s markdown, timestamps and mentions, and a mention does nothing', async () => {
    const channel = room()
    const papers = channelId(scene.place.sandbox, 'papers')
    const content = `# Head\n**bold** *it* __under__ ~~gone~~ \`code\` ||secret||\n> quoted\n- one\n  - two\n1. first\n-# small\n\`\`\`js\nlet a\n\`\`\`\n<t:1700000000:F> <#${papers}> <@1191168997702238208> @everyone [a link](https://example.org/x) https://example.com/y \\*plain\\*`
    page = await scene.stage.visit({ channel })
    const { id } = await post(scene.place.sandbox, channel, { content })
    await message(id).waitFor()
    const kinds = ['.md-h1', 'strong', 'em', 'u', 's', 'code', 'blockquote', 'ul ul', 'ol', '.md-small', 'pre', 'time.timestamp']
    for (const kind of kinds) expect(await message(id).locator(`.md ${kind}`).count(), kind).toBeGreaterThan(0)
    expect(await message(id).textContent()).toContain('*plain*')
    const spoiler = message(id).locator('.spoiler')
    await spoiler.press('Enter')
    expect(await spoiler.getAttribute('class')).toContain('revealed')
    await message(id).locator('a', { hasText: 'a link' }).click()
    expect(await page.locator('dialog .address').textContent()).toBe('https://example.org/x')
    await page.keyboard.press('Escape')
    await demandAccessible(page)
    await screenshot(page, 'markdown')
    await message(id).locator('button.mention').click()
    await expect.poll(() => page.locator('.head h1').textContent()).toBe('papers')
  })

  it('draws components of the second generation, galleries, files, replies, reactions and edits', async () => {
    const channel = room()
    page = await scene.stage.visit({ channel })
    const files = [
      { name: 'a.png', bytes: PNG },
      { name: 'b.png', bytes: PNG },
      { name: 'notes.txt', bytes: Buffer.from('words') },
    ]
    const components = [
      {
        type: 17,
        accent_color: 0x5865f2,
        components: [
          { type: 10, content: '## A container' },
          {
            type: 9,
            components: [{ type: 10, content: 'Beside a thumbnail' }],
            accessory: { type: 11, media: { url: 'attachment://a.png' }, description: 'a thumbnail' },
          },
          { type: 14, divider: true, spacing: 2 },
          {
            type: 12,
            items: [
              { media: { url: 'attachment://a.png' }, description: 'red' },
              { media: { url: 'attachment://b.png' }, spoiler: true },
            ],
          },
          { type: 13, file: { url: 'attachment://notes.txt' } },
          { type: 1, components: [button('on', 'Switch on'), { type: 2, style: 5, url: 'https://example.org', label: 'Away' }] },
        ],
      },
    ]
    const { id } = await post(scene.place.sandbox, channel, { flags: 1 << 15, components }, files)
    for (const kind of [
      '.c-container',
      '.c-section',
      '.c-accessory img',
      '.c-separator.large',
      '.mosaic',
      '.mosaic .spoiler',
      '.file-card',
      '.button.link',
    ]) {
      await message(id).locator(kind).first().waitFor()
    }
    const answer = await post(scene.place.sandbox, channel, { content: 'an answer', message_reference: { message_id: id } })
    await message(answer.id).locator('.reference').waitFor()
    scene.place.sandbox.control.act({ action: 'add-reaction', channel, message: answer.id, user: 'owner', emoji: '👍' })
    const reaction = message(answer.id).locator('.reaction')
    await reaction.click()
    await expect.poll(() => reaction.textContent()).toContain('2')
    await reaction.click()
    await expect.poll(() => reaction.textContent()).toContain('1')
    scene.place.sandbox.control.act({ action: 'edit-message', channel, message: answer.id, content: 'another answer' })
    await expect.poll(() => message(answer.id).textContent()).toContain('(edited)')
    scene.place.sandbox.control.act({ action: 'typing', channel, user: 'owner' })
    await expect.poll(() => page.locator('.typing').textContent()).toContain('Olivia Owner is typing')
    await demandAccessible(page)
    await screenshot(page, 'components')
  })

  it('keeps hostile content content: nothing runs, nothing is fetched, nothing leaves its place', async () => {
    const channel = room()
    page = await scene.stage.visit({ channel })
    const script = '<script>window.struck = 1</script><img src=x onerror="window.struck = 1"><svg onload="window.struck = 1">'
    const rtl = '\u202eevil \u05d0\u05d1\u05d2 \u0627\u0644\u0633\u0644\u0627\u0645'
    await post(scene.place.sandbox, channel, {
      content: `${script} [x](javascript:window.struck=1) <javascript:alert(1)> ${rtl}`,
    })
    const embed = {
      title: script.slice(0, 250),
      url: 'https://example.org/"onmouseover="window.struck=1',
      description: `${'*'.repeat(1_500)}${'['.repeat(1_000)}${'W'.repeat(1_500)}`,
      author: { name: script.slice(0, 250) },
      footer: { text: `${rtl}${script}` },
      image: { url: 'https://example.org/tracker.png' },
      fields: [{ name: script.slice(0, 250), value: `${script}${'Z\u0351\u036b\u0343'.repeat(100)}`, inline: true }],
    }
    const { id } = await post(scene.place.sandbox, channel, {
      embeds: [embed],
      components: [
        {
          type: 1,
          components: [
            button('x', '<b onclick=1>'),
            { type: 2, style: 5, url: 'https://example.org/?javascript:1', label: script.slice(0, 80) },
          ],
        },
      ],
    })
    await message(id).waitFor()
    for (const element of await message(id).locator('.embed, .button').all()) await element.hover({ force: true })
    expect(await page.evaluate(() => 'struck' in window)).toBe(false)
    expect(
      await page
        .locator('.rows script, .rows svg[onload], .rows [onerror], .rows [onmouseover], .rows [href^="javascript"]')
        .count(),
    ).toBe(0)
    expect(await message(id).locator('.picture-absent').textContent()).toContain('tracker.png')
    expect(await message(id).locator('.embed').textContent()).toContain('<script>')
    const over = await page.evaluate(
      () =>
        [...document.querySelectorAll('.rows .embed, .rows .content')].filter(
          (each) => each.getBoundingClientRect().right > innerWidth,
        ).length,
    )
    expect(over).toBe(0)
    // Even what gets past the page's own care is stopped by the policy.
    const refused = await page.evaluate(
      () =>
        new Promise<string>((done) => {
          document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective), { once: true })
          const element = document.createElement('script')
          element.textContent = 'window.struck = 1'
          document.body.append(element)
        }),
    )
    expect(refused).toContain('script-src')
    expect(await page.evaluate(() => 'struck' in window)).toBe(false)
    expect(scene.stage.troubles().filter((line) => line.startsWith('request'))).toEqual([])
    await screenshot(page, 'hostile')
  })

  it('presses buttons, and says so where no answer comes', async () => {
    const channel = room()
    page = await scene.stage.visit({ channel })
    const { id } = await post(scene.place.sandbox, channel, {
      content: 'a switch',
      components: [{ type: 1, components: [button('on', 'On'), button('never', 'Never')] }],
    })
    await message(id).getByRole('button', { name: 'Never' }).click()
    await message(id).locator('.failure').waitFor()
    expect(await message(id).locator('.failure').textContent()).toBe('This interaction failed')
    await message(id).getByRole('button', { name: 'On', exact: true }).click()
    await expect.poll(() => message(id).textContent()).toContain('It is on')
    await run('/silent ')
    await page.keyboard.press('Enter')
    await page.locator('.note .failure').waitFor()
    expect(await page.locator('.note').textContent()).toContain('The application did not respond')
  })

  it('chooses in selects: one, several, people, channels and roles', async () => {
    const channel = room()
    page = await scene.stage.visit({ channel })
    const options = ['one', 'two', 'three'].map((label) => ({ label, value: label, description: `number ${label}` }))
    const { id } = await post(scene.place.sandbox, channel, {
      content: 'choose',
      components: [
        { type: 1, components: [{ type: 3, custom_id: 's', options, min_values: 1, max_values: 3, placeholder: 'Numbers' }] },
        { type: 1, components: [{ type: 8, custom_id: 'c' }] },
        { type: 1, components: [{ type: 5, custom_id: 'u' }] },
        { type: 1, components: [{ type: 6, custom_id: 'r' }] },
      ],
    })
    const selects = message(id).locator('.select')
    await selects.nth(0).click()
    await page.locator('.picker-item').nth(0).click()
    await page.locator('.picker-item').nth(2).click()
    await demandAccessible(page)
    await page.getByRole('button', { name: 'Done' }).click()
    await expect.poll(() => last().textContent()).toContain('chosen: one, three')
    await selects.nth(1).click()
    await page.keyboard.type('lob')
    expect(await page.locator('.picker-item').count()).toBe(0)
    await page.locator('.picker-search').fill('papers')
    await page.keyboard.press('Enter')
    await expect.poll(() => last().textContent()).toContain(`chosen: ${channelId(scene.place.sandbox, 'papers')}`)
    await selects.nth(2).click()
    await page.locator('.picker-item', { hasText: 'Olivia' }).click()
    await expect.poll(() => last().textContent()).toMatch(/chosen: \d+/)
    await selects.nth(3).click()
    await page.locator('.picker-item', { hasText: 'Moderator' }).click()
  })

  it('fills in a modal with texts and selects, and shows what is missing', async () => {
    const channel = room()
    page = await scene.stage.visit({ channel })
    await run('/ask ')
    await page.keyboard.press('Enter')
    await page.locator('dialog.modal').waitFor()
    await demandAccessible(page)
    await page.getByRole('button', { name: 'Submit' }).click()
    expect(await page.locator('dialog .failure').textContent()).toContain('required')
    await page.getByLabel('Your name').fill('明 & <b>')
    await page.getByRole('button', { name: /Language/ }).click()
    await page.locator('.picker-item', { hasText: '中文' }).click()
    await page.getByRole('button', { name: /Channels/ }).click()
    await page.locator('.picker-item', { hasText: 'general' }).click()
    await page.getByRole('button', { name: 'Done' }).click()
    await screenshot(page, 'modal')
    await page.getByRole('button', { name: 'Submit' }).click()
    await expect.poll(() => last().textContent()).toContain('明 & <b> / zh / general')
    expect(await page.locator('dialog').count()).toBe(0)
  })

  it('gives options by their types, refuses what is none, and shows “thinking…” until the answer comes', async () => {
    const channel = room()
    page = await scene.stage.visit({ channel, locale: 'zh-CN' })
    await run('/pick 红')
    for (const [name, text] of [
      ['number', '7'],
      ['sure', '是'],
      ['where', 'papers'],
    ] as const) {
      await page.locator('.option-more').focus()
      await page.keyboard.type(name)
      await page.keyboard.press('Enter')
      await page.keyboard.type(text)
    }
    await page.locator('[data-option="number"] input').fill('many')
    await page.locator('.run').click()
    expect(await page.locator('.command-problem').textContent()).toContain('请输入数字')
    await demandAccessible(page)
    await page.locator('[data-option="number"] input').fill('7')
    await page.locator('.run').click()
    await expect
      .poll(() => last().textContent())
      .toContain(`colour=r number=7 sure=true where=${channelId(scene.place.sandbox, 'papers')}`)
    await run('/think ')
    await page.keyboard.press('Enter')
    await page.locator('.thinking').waitFor()
    expect(await page.locator('.thinking').textContent()).toContain('正在思考')
    scene.place.bot.release()
    await expect.poll(() => last().textContent()).toContain('It came to me')
  })

  it('takes a dropped file to the command that takes files, and a menu command to a message', async () => {
    const channel = room()
    page = await scene.stage.visit({ channel })
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['1、[CL] A paper'], '2025-01-10.txt', { type: 'text/plain' }))
      return data
    })
    await page.dispatchEvent('.main', 'dragover', { dataTransfer: transfer })
    expect(await page.locator('.drop-words').textContent()).toBe(
      'Drop the file to fill in /take · on the message line: attach it',
    )
    await page.dispatchEvent('.main', 'drop', { dataTransfer: transfer })
    expect(await page.locator('.option-file').textContent()).toBe('2025-01-10.txt')
    await page.keyboard.press('Enter')
    await expect.poll(() => last().textContent()).toContain('2025-01-10.txt: 16 bytes')
    await run('hello bot')
    await page.keyboard.press('Enter')
    await expect.poll(() => last().textContent()).toContain('hello bot')
    await last().click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Count letters' }).click()
    await expect.poll(() => last().textContent()).toContain('9 letters')
    await run('/room cl')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect.poll(() => last().textContent()).toContain('room close')
  })

  it('shows a forum with its tags and posts, opens a post and makes one', async () => {
    const forum = room(15, { tags: ['CV', 'NLP'] })
    for (const [name, tag] of [
      ['First paper', 'CV'],
      ['Second paper', 'NLP'],
    ] as const)
      scene.place.sandbox.control.act({
        action: 'create-thread',
        channel: forum,
        name,
        content: `About ${name}`,
        user: 'owner',
        tags: [tag],
      })
    page = await scene.stage.visit({ channel: forum })
    await expect.poll(() => page.locator('.post').count()).toBe(2)
    await page.locator('.forum-tags .tag', { hasText: 'NLP' }).click()
    await expect.poll(() => page.locator('.post-title').allTextContents()).toEqual(['Second paper'])
    await demandAccessible(page)
    await screenshot(page, 'forum')
    await page.locator('.post').click()
    await expect.poll(() => last().textContent()).toContain('About Second paper')
    await page.goBack()
    await page.getByRole('button', { name: 'New post' }).click()
    await page.getByLabel('Title').fill('Third paper')
    await page.locator('#post-text').fill('Words')
    await page.locator('dialog').getByRole('button', { name: 'New post' }).click()
    await expect.poll(() => page.locator('.head h1').textContent()).toBe('Third paper')
  })

  it('shares a message as a picture and as JSON', async () => {
    const channel = room()
    page = await scene.stage.visit({ channel })
    const { id } = await post(scene.place.sandbox, channel, {
      embeds: [{ title: '一篇论文', description: 'words', color: 0xff0000 }],
    })
    await message(id).click({ button: 'right' })
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Save as PNG' }).click()
    const bytes = await saved(await download, 'shared.png')
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(bytes.length).toBeGreaterThan(14_000)
    await message(id).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Copy as JSON' }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('"title": "一篇论文"')
  })

  it('draws of 3,000 messages what is seen, holds the place while older ones come, and follows the newest', async () => {
    const channel = room()
    for (let at = 0; at < 3_000; at += 1)
      scene.place.sandbox.control.act({
        action: 'create-message',
        channel,
        user: 'owner',
        content: `number ${at}${at % 7 === 0 ? '\nand more' : ''}`,
      })
    page = await scene.stage.visit({ channel })
    await expect.poll(() => last().textContent()).toContain('number 2999')
    expect(await page.locator('.message').count()).toBeLessThan(120)
    const list = page.locator('.scroller')
    const belowSight = () => list.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)
    await page.keyboard.press('Control+`')
    await expect.poll(belowSight).toBeLessThan(2)
    await page.keyboard.press('Control+`')
    await expect.poll(belowSight).toBeLessThan(2)
    const firstSeen = () => page.evaluate(() => document.elementFromPoint(700, 200)?.closest<HTMLElement>('.message')?.dataset.id)
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2))
    await page.waitForFunction(() => document.elementFromPoint(700, 200)?.closest('.message') !== null)
    const before = await firstSeen()
    scene.place.sandbox.control.act({ action: 'create-message', channel, user: 'owner', content: 'the newest' })
    await page.locator('.to-newest').waitFor()
    expect(await firstSeen()).toBe(before)
    for (let step = 0; step < 30 && (await page.locator('.beginning').count()) === 0; step += 1) {
      await list.evaluate((element) => element.scrollTo(0, 0))
      await page.waitForTimeout(50)
    }
    await page.locator('.to-newest').click()
    await expect.poll(() => last().textContent()).toContain('the newest')
    scene.place.sandbox.control.act({ action: 'create-message', channel, user: 'owner', content: 'and the next' })
    await expect.poll(() => last().textContent()).toContain('and the next')
  })
})
