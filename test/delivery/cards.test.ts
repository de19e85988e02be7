// Papers as cards (Components V2) in every place that a subscription may post to, with the sandbox
// in Discord's place: posted, corrected, taken out and sent again, each stays a card.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Figure } from '../../src/digest/digest.ts'
import { markOf } from '../../src/render/mark.ts'
import { IS_COMPONENTS_V2 } from '../../src/render/message.ts'
import { SEED } from '../support/sandbox.ts'
import { until } from '../support/until.ts'
import { madeDay } from './support/digest.ts'
import { type Live, type Message, startLive } from './support/live.ts'

const CONTAINER = 17
const CROSSPOSTED = 1 << 0
const picture = (name: string): Figure => ({
  kind: 'file',
  name,
  mediaType: 'image/png',
  bytes: Uint8Array.from(
    Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
  ),
  alt: 'a curve',
})

interface Part {
  readonly type: number
  readonly components?: readonly Part[]
  readonly items?: readonly Part[]
  readonly accessory?: Part
  readonly media?: { readonly url: string }
  readonly custom_id?: string
}
const partsOf = (parts: readonly Part[]): readonly Part[] =>
  parts.flatMap((part) => [
    part,
    ...partsOf([...(part.components ?? []), ...(part.items ?? []), ...(part.accessory === undefined ? [] : [part.accessory])]),
  ])
const topOf = (message: Message) => (message.components ?? []) as readonly Part[]
const isCard = (message: Message) => ((message.flags ?? 0) & IS_COMPONENTS_V2) !== 0
const json = (message: Message | undefined) => JSON.stringify(message)

describe.each([
  ['channel', 0],
  ['thread', 0],
  ['forum', 15],
  ['announcement', 5],
] as const)(
  'in the place %s',
  (place, type) => {
    let live: Live
    let channel = ''
    beforeAll(async () => {
      live = await startLive({ sandbox: { limits: 'off' } })
      channel = live.channel(`cards-${place}`, type)
      await live.delivery.subscriptions.create({ channelId: channel, guildId: SEED.guild, wish: { place, layout: 'card' } })
    })
    afterAll(() => live.stop())

    const day = madeDay('aaaa', '2026-01-15', 3, 2)
    const [plain, pictured, gallery, ...briefs] = day.papers
    if (plain === undefined || pictured === undefined || gallery === undefined) throw new Error('three papers')
    const withPictures = [
      plain,
      { ...pictured, figures: [picture('a.png')] },
      { ...gallery, figures: [picture('b.png'), picture('c.png')] },
      ...briefs,
    ]

    const cards = () => live.standing(channel).filter(isCard)
    /** Corrections gather for a while: not in a test. Until nothing is owed. */
    const settled = () =>
      until(async () => {
        const open = live.database.query.selectFrom('deliveries').select('id').where('state', 'in', ['planned', 'waiting'])
        await live.database.query.updateTable('deliveries').set({ not_before: null }).where('state', '=', 'planned').execute()
        live.delivery.wake()
        await live.delivery.idle()
        return (await open.execute()).length === 0
      })

    it('each paper is a card with its mark, its buttons and its pictures inside', async () => {
      await live.store({ ...day, papers: withPictures })
      await live.delivery.idle()
      expect(cards()).toHaveLength(3)
      for (const [i, card] of cards().entries()) {
        expect([card.content, card.embeds]).toEqual(['', []])
        expect(topOf(card).map(({ type }) => type)).toEqual([CONTAINER])
        expect(markOf(card)).toMatch(/^[\w-]+$/)
        const parts = partsOf(topOf(card))
        expect(parts.flatMap(({ custom_id: id }) => id?.split(':')[0] ?? [])).toEqual(['read', 'similar', 'save'])
        expect(parts.filter(({ media }) => media !== undefined)).toHaveLength(i)
      }
      expect(live.fatal).toEqual([])
    })

    it('the index of an announcement channel is published, the cards are there as they are', () => {
      const published = live.standing(channel).filter(({ flags }) => ((flags ?? 0) & CROSSPOSTED) !== 0)
      expect(published.map(isCard)).toEqual(place === 'announcement' ? [false] : [])
    })

    it('a correction stays a card with its mark, its pictures and a word that it is one', async () => {
      const before = cards().map(markOf)
      await live.store({ ...day, papers: withPictures.map((paper) => ({ ...paper, title: `Mended ${paper.id}` })) })
      await settled()
      expect(cards().map(markOf)).toEqual(before)
      for (const [i, card] of cards().entries()) {
        expect(topOf(card).map(({ type }) => type)).toEqual([CONTAINER])
        expect(json(card)).toContain(`Mended ${withPictures[i]?.id}`)
        expect(json(card)).toContain('已更新 / updated')
        expect(partsOf(topOf(card)).filter(({ media }) => media !== undefined)).toHaveLength(i)
      }
    })

    it('what its author takes out is struck through, without a picture, and stays a card', async () => {
      await live.store({
        ...day,
        papers: withPictures.filter(({ id }) => id !== pictured.id).map((paper) => ({ ...paper, title: `Mended ${paper.id}` })),
      })
      await settled()
      const removed = cards().find((card) => json(card)?.includes('~~'))
      expect(json(removed)).toContain(`~~论文 ${pictured.id}~~`)
      expect(partsOf(topOf(removed as Message)).filter(({ media }) => media !== undefined)).toEqual([])
      expect(removed?.attachments).toEqual([])
      expect(cards()).toHaveLength(3)
    })

    it('what was deleted in the channel is sent again as a card', async () => {
      const [first] = cards()
      live.sandbox.control.act({ action: 'delete-message', channel: first?.channel_id, message: first?.id } as never)
      expect(cards()).toHaveLength(2)
      const { messages } = await live.delivery.resend('2026-01-15')
      expect(messages).toBe(1)
      await settled()
      expect(cards()).toHaveLength(3)
      expect(cards().filter((card) => json(card)?.includes(`Mended ${plain.id}`))).toHaveLength(1)
    })

    it('another layout of the subscription leaves the cards that are there cards', async () => {
      const [one] = await live.delivery.subscriptions.list({ channelId: channel })
      await live.delivery.subscriptions.update(one?.id ?? ('' as never), { layout: 'full' })
      await live.store({ ...day, papers: [{ ...plain, title: 'Mended once more' }, ...withPictures.slice(2)] })
      await settled()
      const mended = cards().find((card) => json(card)?.includes('Mended once more'))
      expect(topOf(mended as Message).map(({ type }) => type)).toEqual([CONTAINER])
    })
  },
  60_000,
)
