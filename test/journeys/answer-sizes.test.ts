// Every kind of answer with the shortest, usual and the longest papers, in both languages: lines of
// text at 520 pixels, rows of buttons and menus, and how tall it is with all that.
import { rmSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import type { Key } from '../../commands/shared/wording/wording.ts'
import { t } from '../../commands/shared/wording/wording.ts'
import { useJourney } from '../support/journey.ts'
import { countLines, countPixels, countRows } from '../support/line-count.ts'
import { messageFaults } from '../support/message-limits.ts'
import { createReader, type Seen } from '../support/reader.ts'
import { folderOf, LONG_DIGESTS, SHORT_DIGESTS } from '../support/sized-digests.ts'

const FOLDERS = { shortest: folderOf(SHORT_DIGESTS), usual: undefined, longest: folderOf(LONG_DIGESTS) } as const
type Size = keyof typeof FOLDERS
afterAll(() => {
  for (const folder of Object.values(FOLDERS)) if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})

/** What each archive has: an author, an institution, how a title begins, and a day. */
const NAMES: Readonly<Record<Size, { author: string; place: string; title: string; day: string }>> = {
  shortest: { author: 'B Stone', place: 'KAIST', title: 'Diffusion', day: '2024-05-01' },
  usual: { author: 'O Vinyals', place: 'Google', title: 'Denoising', day: '2025-01-07' },
  longest: { author: 'M Maximilianova', place: 'University of Somewhere', title: 'An otterba study', day: '2024-02-05' },
}

/** The window that an answer has to fit into. */
const WINDOW = 700

/** At most so many lines of the shortest, the usual and the longest, and so many rows. */
const LIMITS: Readonly<Record<string, readonly [number, number, number, number]>> = {
  search: [5, 14, 17, 2],
  'nothing found': [4, 4, 5, 1],
  author: [6, 10, 19, 2],
  affiliation: [6, 21, 21, 2],
  trends: [2, 2, 2, 2],
  term: [1, 16, 18, 2],
  similar: [2, 16, 26, 2],
  random: [9, 28, 16, 2],
  cite: [22, 24, 24, 0],
  latest: [5, 20, 54, 2],
  digest: [5, 20, 54, 2],
  help: [38, 38, 38, 0],
  language: [1, 1, 1, 0],
  paper: [9, 24, 80, 2],
  'saved empty': [2, 2, 2, 1],
  'saved done': [1, 2, 3, 1],
  saved: [4, 25, 25, 2],
  'saved one': [2, 3, 4, 1],
  privacy: [7, 7, 7, 1],
  'watch empty': [1, 1, 1, 1],
  watch: [5, 5, 23, 2],
  'no subscription': [2, 2, 2, 1],
  'draft refused': [6, 6, 6, 1],
  draft: [14, 14, 18, 2],
  panel: [12, 12, 20, 2],
  // Two menus, what is done with it, and what leads away.
  'panel, the rest': [10, 10, 18, 4],
  status: [12, 12, 23, 1],
  subscriptions: [4, 4, 21, 2],
  preview: [2, 2, 28, 0],
}

/**
 * These show a paper, a day or all commands whole, and may be taller than the window.
 */
const WHOLE = new Set(['paper', 'latest', 'digest', 'help'])

describe.each(['shortest', 'usual', 'longest'] as const)(
  'with the %s papers',
  (size) => {
    const digests = FOLDERS[size]
    const journey = useJourney(digests === undefined ? {} : { digests })
    const names = NAMES[size]

    it.each(['en-US', 'zh-CN'] as const)(
      'every answer keeps to its lines and rows and fits into the window (%s)',
      async (locale) => {
        const faults: string[] = []
        for (const [kind, seen] of await answersOf(locale)) {
          const [lines, rows, pixels] = [countLines(seen.raw), countRows(seen.raw), countPixels(seen.raw)]
          const limits = LIMITS[kind]
          const most = limits?.[['shortest', 'usual', 'longest'].indexOf(size)] ?? 0
          if (lines > most) faults.push(`${kind}: ${lines} lines, at most ${most}`)
          if (rows > (limits?.[3] ?? 0)) faults.push(`${kind}: ${rows} rows`)
          if (pixels > WINDOW && !WHOLE.has(kind)) faults.push(`${kind}: ${pixels} pixels`)
          // The sandbox has answered the mentions already: a message that was read back has none.
          faults.push(
            ...messageFaults({ ...(seen.raw as object), allowed_mentions: { parse: [] } }).map((fault) => `${kind}: ${fault}`),
          )
        }
        expect(faults).toEqual([])
      },
    )

    async function answersOf(locale: 'en-US' | 'zh-CN'): Promise<readonly (readonly [kind: string, seen: Seen])[]> {
      const say = (key: Key) => (t as (locale: 'en' | 'zh-CN', key: Key) => string)(locale === 'en-US' ? 'en' : 'zh-CN', key)
      const reader = createReader(journey.sandbox, { locale, user: locale === 'en-US' ? 'owner' : 'moderator' })
      const { press } = reader
      const run = (name: string, options: Readonly<Record<string, unknown>> = {}) => reader.run(name, options)
      const channel = reader.channel(locale === 'en-US' ? '#papers' : '#papers-2')
      const guildId = String((journey.sandbox.control.state({ messages: false }) as { guilds: { id: string }[] }).guilds[0]?.id)
      const { subscriptions } = journey.bot.delivery
      const isLong = size === 'longest'
      const word = locale === 'en-US' ? 'diffusion' : '扩散'
      const made: [string, Seen][] = []
      const add = async (kind: string, seen: Promise<Seen>) => {
        made.push([kind, await seen])
        return await seen
      }

      await add('search', run('search', { query: word }))
      await add('nothing found', run('search', { query: 'zebrafish quantum', category: 'RO' }))
      await add('author', run('author', { name: names.author }))
      await add('nothing found', run('author', { name: 'Vinyal Q' }))
      await add('affiliation', run('affiliation', { name: names.place }))
      await add('nothing found', run('affiliation', { name: 'Googel' }))
      await add('trends', run('trends'))
      await add('term', run('term', { word }))
      await add('nothing found', run('term', { word: 'zebrafish' }))
      await add('similar', run('similar', { title: names.title }))
      await add('nothing found', run('paper', { title: 'zebrafish quantum' }))
      await add('random', run('random'))
      await add('nothing found', run('random', { category: 'QQ' }))
      await add('cite', run('cite', { title: names.title }))
      await add('latest', run('latest'))
      await add('digest', run('digest', { date: names.day }))
      await add('nothing found', run('digest', { date: '2020-01-01' }))
      await add('nothing found', run('digest', { date: 'the other day' }))
      await add('help', run('help'))
      await add('language', run('language', { to: 'auto' }))

      await add('saved empty', run('saved'))
      await add('saved', run('saved', { show: 'week' }))
      const paper = await add('paper', run('paper', { title: names.title }))
      await add('saved done', press(paper.labels.length > 0 ? paper : await run('random'), say('button.save')))
      for (let i = 0; i < 9; i++) await press(await run('random'), say('button.save'))
      const list = await add('saved', run('saved'))
      const one = await add('saved one', reader.choose(list, 0))
      await reader.submit(await reader.pressForForm(one, say('saved.button.note')), {
        note: size === 'shortest' ? 'x' : 'A note of quite some words. '.repeat(isLong ? 30 : 3),
      })
      await add('saved', run('saved'))
      await add('saved', run('saved', { show: 'week' }))
      await add('privacy', run('privacy'))
      await add('watch empty', run('watch'))
      for (let i = 0; i < (isLong ? 20 : 2); i++)
        await run('watch', { words: `${isLong ? `"${'long words '.repeat(7)}"` : word}${i}` })
      await add('watch', run('watch'))

      for (const name of ['status', 'subscriptions', 'preview'] as const)
        if (locale === 'en-US') await add('no subscription', run(name))
      const form = await reader.openForm('subscribe', { channel })
      await add('draft refused', reader.submit(form, { times: 'half past never', words: '"diffusion\nauthor:' }))
      const draft = await add(
        'draft',
        reader.submit(await reader.openForm('subscribe', { channel }), {
          times: isLong ? '6:00, 7:00, 8:00, 9:00, 10:00, 11:00, 12:00, 13:00 Berlin' : '9:00 Berlin',
          words: isLong ? Array.from({ length: 12 }, (_, i) => `word number ${i} of many`).join('\n') : '',
          categories: isLong ? ['CV', 'LG', 'CL', 'AS', 'AI'] : [],
        }),
      )
      const panel = await add('panel', press(draft, say('subscribe.button.save')))
      await add('panel, the rest', press(panel, say('button.more')))
      if (isLong)
        for (let i = 0; i < 8; i++)
          await subscriptions.create({ channelId: channel, guildId, wish: { most: i + 1, include: ['x'.repeat(100)] } })
      await add('status', run('status'))
      await add('subscriptions', run('subscriptions'))
      await add('preview', run('preview', { subscription: (await subscriptions.list({ guildId }))[0]?.id ?? '' }))
      return made
    }
  },
  60_000,
)
