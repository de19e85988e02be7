import { expect, it } from 'vitest'
import type { Forum } from '../../src/delivery/port.ts'
import type { Paced } from '../../src/delivery/sending/reconcile.ts'
import { createTags } from '../../src/delivery/sending/tags.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { createFakeDiscord } from './support/discord.ts'

const paced: Paced = async (_, call) => (await call(new AbortController().signal)).outcome

function tagsOf(tags: Forum['tags']) {
  const discord = createFakeDiscord(createManualClock(0))
  const forum = { kind: 'read', found: { tags, requiresTag: false } } as const
  return createTags({ ...discord, forum: async () => ({ outcome: forum, bucket: null }) })
}

it('a forum that has a tag for a category keeps it, however it writes it', async () => {
  const tags = tagsOf([
    { id: '1', name: 'cv' },
    { id: '2', name: '机器学习' },
    { id: '3', name: 'NLP 自然语言处理' },
  ])
  expect(await tags('9', ['CV 计算机视觉', 'LG 机器学习', 'NLP 自然语言处理'], paced)).toEqual(['1', '2', '3'])
})

it('a category that no tag stands for gets one of its own', async () => {
  const tags = tagsOf([{ id: '1', name: 'CV' }])
  expect(await tags('9', ['RO 机器人'], paced)).toEqual(['tag-RO 机器人'])
})
