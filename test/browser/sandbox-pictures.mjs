// Makes the pictures of the sandbox's own README: a small bot in the built package. npm run
// pictures:sandbox
import { mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, EmbedBuilder, Events } from 'discord.js'
import { startSandbox } from 'discord-sandbox'
import { chromium } from 'playwright-core'
import { chromiumPath, SKIPPED } from './chromium.mjs'

if (chromiumPath === undefined) {
  process.stderr.write(`${SKIPPED}\n`)
  process.exit(1)
}
const folder = resolve(import.meta.dirname, '../../src/sandbox/docs/pictures')
mkdirSync(folder, { recursive: true })

const sandbox = await startSandbox({ limits: 'discord' })
const client = new Client({ intents: [1], rest: { api: sandbox.apiUrl } })
const button = (label, style, custom_id) => ({ type: 2, style, label, custom_id })
const counts = { Tea: 0, Coffee: 0 }
const poll = () => ({
  embeds: [
    new EmbedBuilder()
      .setTitle('Tea or coffee?')
      .setDescription('The kitchen buys what most of you drink. **One vote each**, until tomorrow.')
      .setColor(0x5865f2)
      .addFields(Object.entries(counts).map(([name, count]) => ({ name, value: '▰'.repeat(count) || '–', inline: true })))
      .setFooter({ text: 'Vote 1 of the week' }),
  ],
  components: [
    { type: 1, components: [button('Tea', 1, 'Tea'), button('Coffee', 2, 'Coffee'), button('Close the vote', 4, 'close')] },
  ],
})
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) return await interaction.reply(poll())
  if (!interaction.isButton()) return undefined
  counts[interaction.customId] += 1
  return await interaction.update(poll())
})
const ready = new Promise((done) => client.once(Events.ClientReady, done))
await client.login(sandbox.token)
await ready
await client.application.commands.set([
  { name: 'vote', description: 'Asks everybody', options: [{ type: 3, name: 'question', description: 'What', required: true }] },
  { name: 'results', description: 'Shows how it stands' },
])
const [owner, moderator] = [sandbox.as('owner'), sandbox.as('moderator')]
owner.write('Morning! The beans are nearly gone.')
moderator.write('Then let us ask everybody. `/vote`')
const { message } = await moderator.command('/vote Tea or coffee?')
for (const who of [owner, owner, moderator]) await who.press(message, 'Tea')
await owner.press(message, 'Coffee')
const channel = message.channel_id
const send = (body) =>
  fetch(`${sandbox.apiUrl}/v10/channels/${channel}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${sandbox.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
await send({ content: 'The vote is open until tomorrow.' })
await send({ embeds: [{ title: 'x'.repeat(300) }] })

const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--force-color-profile=srgb'] })
const viewer = [...sandbox.world.store.users.values()].find(({ username }) => username === 'owner').id

async function take(name, hash, { width = 1280, height = 760 } = {}, act = async () => undefined) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-US', colorScheme: 'dark' })
  const page = await context.newPage()
  await page.addInitScript((id) => localStorage.setItem('sandbox.viewer', id), viewer)
  await page.goto(`${sandbox.url}#${hash}`)
  await page.locator('html[data-ready]').waitFor()
  await act(page)
  await page.evaluate(() => document.fonts.ready)
  await wait(400)
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path })
  process.stdout.write(`${name}.png ${Math.round(statSync(path).size / 1024)} KB\n`)
  await context.close()
}

const refused = sandbox.requests.list().find(({ status }) => status === 400).id
await take('page', `${channel}?panel=requests`)
await take('requests', `${channel}?panel=requests&entry=${refused}`, { width: 900 })
await take('phone', channel, { width: 900 }, async (page) => {
  await page.locator('.viewer').click()
  await page.getByRole('menuitem', { name: 'As on a phone' }).click()
  await page.frameLocator('.phone-stage iframe').locator('.message').last().waitFor()
})
await browser.close()
await client.destroy()
await sandbox.stop()
