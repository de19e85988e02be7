// The tags of a forum, as its people keep them.
import { expect, it } from 'vitest'
import type { Forum, ForumTag } from '../../src/delivery/port.ts'
import { createTags } from '../../src/delivery/sending/tags.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { createFakeDiscord, refusal, tagOf } from './support/discord.ts'

const FORUM = '9'

/** A forum that takes tags, or refuses them. */
function tagsOf(tags: Forum['tags'], options: { requiresTag?: boolean; mayManage?: boolean | null; refuses?: boolean } = {}) {
  const { requiresTag = false, mayManage = null, refuses = false } = options
  const forum = { tags, requiresTag }
  const asked: (readonly (ForumTag | { readonly name: string })[])[] = []
  const sender = {
    ...createFakeDiscord(createManualClock(0)),
    forum: async () => ({ outcome: { kind: 'read', found: forum } as const, bucket: null }),
    setTags: async (_id: string, wanted: readonly (ForumTag | { readonly name: string })[]) => {
      asked.push(wanted)
      const no = refusal('permissions')
      if (refuses && no !== null) return { outcome: no.outcome, bucket: null }
      forum.tags = wanted.map((tag) => ('id' in tag ? tag : tagOf(tag.name, `tag-${tag.name}`)))
      return { outcome: { kind: 'read', found: { ...forum } } as const, bucket: null }
    },
  }
  return { forum, asked, tags: createTags({ sender, rights: { has: () => mayManage } }) }
}

it('a forum that has a tag for a category keeps it, however it writes it', async () => {
  const { tags } = tagsOf([tagOf('cv', '1'), tagOf('机器学习', '2'), tagOf('NLP 自然语言处理', '3')])
  expect(await tags.idsFor(FORUM, ['CV 计算机视觉', 'LG 机器学习', 'NLP 自然语言处理'])).toEqual(['1', '2', '3'])
})

it('a category without a tag gets one of its own, and the others keep everything they have', async () => {
  const own = { ...tagOf('CV', '1', true), emojiName: '🎉', emojiId: '77' }
  const { tags, asked } = tagsOf([own])
  expect(await tags.idsFor(FORUM, ['RO 机器人'])).toEqual(['tag-RO 机器人'])
  expect(asked).toEqual([[own, { name: 'RO 机器人' }]])
})

it('a tag for moderators is not given: not for a category, and not where one is required', async () => {
  const { tags } = tagsOf([tagOf('CV', '1', true), tagOf('News', '2', true), tagOf('Papers', '3')], {
    requiresTag: true,
    mayManage: false,
  })
  expect(await tags.idsFor(FORUM, ['CV'])).toEqual(['3'])
  const closed = tagsOf([tagOf('CV', '1', true)], { requiresTag: true, mayManage: false })
  expect(await closed.tags.idsFor(FORUM, ['CV'])).toEqual([])
})

it('no tag is asked for without the right to add one, and only once where it is refused', async () => {
  const without = tagsOf([], { mayManage: false })
  await without.tags.idsFor(FORUM, ['CV'])
  expect(without.asked).toEqual([])
  const refused = tagsOf([], { refuses: true })
  for (const name of ['CV', 'LG', 'RO']) await refused.tags.idsFor(FORUM, [name])
  expect(refused.asked).toHaveLength(1)
})

it('a forum that was changed is read again once it is known to have been', async () => {
  const { forum, tags } = tagsOf([tagOf('CV', 'old')], { mayManage: false })
  expect(await tags.idsFor(FORUM, ['CV'])).toEqual(['old'])
  forum.tags = [tagOf('CV', 'new')]
  expect(await tags.idsFor(FORUM, ['CV'])).toEqual(['old'])
  tags.invalidate(FORUM)
  expect(await tags.idsFor(FORUM, ['CV'])).toEqual(['new'])
})
