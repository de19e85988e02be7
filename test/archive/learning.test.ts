// Translations learned in the background: which, when, and how little at once.
import { expect, it } from 'vitest'
import { createLearner } from '../../src/search/learning/learner.ts'
import { createLearningScheduler, LEARNING_QUIET_MS, LEARNING_REST_MS } from '../../src/search/learning/learning-scheduler.ts'
import { createTranslator } from '../../src/search/ranking/translate.ts'
import type { LearnedTerm, WritableSearchIndex } from '../../src/search/search-index.ts'
import { openIndex } from '../../src/search/sqlite/open-index.ts'
import { archiveOf, digest, paper, store } from '../contracts/archive-of.ts'
import { IN_A_FILE } from '../contracts/storages.ts'

const ANIMALS = 'ants bees fish birds wolves bats termites wasps locusts krill penguins hyenas'.split(' ')
const SAME = ['蚂蚁', '蜜蜂', '鱼类', '鸟类', '狼群', '蝙蝠', '白蚁', '黄蜂', '蝗虫', '磷虾', '企鹅', '鬣狗']

const about = (en: string, zh: string, from: number, to: number) =>
  ANIMALS.slice(from, to).map((animal, at) =>
    paper(`${en} ${animal}`, {
      title: { en: `${en} of ${animal}`, zh: `${SAME[from + at]}的${zh}` },
      abstract: { en: `How ${animal} share food.`, zh: `${SAME[from + at]}怎样分享食物。` },
    }),
  )
const around = Array.from({ length: 120 }, (_, at) =>
  paper(`other${at}`, {
    title: { en: `Notes on kettle ${at}`, zh: `水壶${at}笔记` },
    abstract: { en: `A note about kettle ${at}.`, zh: `一篇水壶${at}的笔记。` },
  }),
)

/** Counts how often texts are read, which is once for each term learned. */
function counting(index: WritableSearchIndex) {
  const counted = {
    reads: 0,
    index: {
      ...index,
      texts(pids: readonly number[]) {
        counted.reads++
        return index.texts(pids)
      },
    },
  }
  return counted
}

async function foraging() {
  const { archive, database } = await archiveOf(IN_A_FILE)
  await store(archive, digest('2025-05-01', around))
  await store(archive, digest('2025-06-01', about('Swarm foraging', '群体觅食', 0, 8)))
  await archive.settled()
  return { archive, database, ...openIndex(database) }
}

const learnAll = async (index: WritableSearchIndex) => {
  const { learn } = createLearner(index)
  let slices = 1
  while (await learn()) slices++
  return slices
}

it('learns the terms of the titles, so that who asks first reads nothing', async () => {
  const { index } = await foraging()
  await learnAll(index)
  const { index: read, ...counted } = counting(index)
  const translator = createTranslator(read)
  expect(translator.translate('群体觅食')).toContain('swarm foraging')
  expect(translator.translate('swarm foraging')).toContain('群体觅食')
  expect(counted.reads).toBe(0)
  expect(translator.takeLearned()).toEqual([])
})

it('keeps it in the index: after a restart nothing is learned again', async () => {
  const { index, database } = await foraging()
  await learnAll(index)
  const reopened = openIndex(database)
  const counted = counting(reopened.index)
  await learnAll(counted.index)
  expect(reopened.index.learnedTerm('群体觅食')?.translations).toContain('swarm foraging')
  expect(counted.reads).toBe(0)
  reopened.close()
})

it('goes on where a restart ended it', async () => {
  const { index } = await foraging()
  let time = 0
  const { learn } = createLearner(index, () => time++ * 10)
  while (index.learnedTerms().length < 3) expect(await learn()).toBe(true)
  const known = index.learnedTerms()
  const counted = counting(index)
  await learnAll(counted.index)
  expect(counted.reads).toBe(index.learnedTerms().length - known.length)
})

it('learns again what newer papers have, and nothing else', async () => {
  const { archive, index } = await foraging()
  await learnAll(index)
  const before = index.learnedTerms()
  await store(archive, digest('2025-06-02', about('Swarm foraging', '群体觅食', 8, 10)))
  await archive.settled()
  const counted = counting(index)
  await learnAll(counted.index)
  const learnedAgain = before.filter((term) => index.learnedTerm(term)?.learnedAt === index.reached())
  expect(learnedAgain).toContain('群体觅食')
  expect(learnedAgain).not.toContain('水壶')
  expect(counted.reads).toBeLessThan(before.length)
})

it('learns one term a slice where a term takes as long as a slice may', async () => {
  const { index } = await foraging()
  const counted = counting(index)
  let time = 0
  const { learn } = createLearner(counted.index, () => time++ * 10)
  const reads: number[] = []
  for (let isMore = true; isMore; ) {
    const before = counted.reads
    isMore = await learn()
    reads.push(counted.reads - before)
  }
  expect(Math.max(...reads)).toBe(1)
  expect(reads.filter((read) => read === 1)).toHaveLength(index.learnedTerms().length)
})

it('keeps what a search had to learn at once, and drops all of it with the index', async () => {
  const { index } = await foraging()
  const translator = createTranslator(index)
  translator.translate('share food')
  const learned = translator.takeLearned()
  expect(learned.map(({ term }) => term)).toEqual(['share food'])
  await createLearner(index).keep(learned)
  expect(index.learnedTerms()).toEqual(['share food'])
  await index.transaction(async () => index.recreate())
  expect(index.learnedTerms()).toEqual([])
})

it('drops what was learned longest ago where there are too many terms', async () => {
  const { index } = await foraging()
  const learned = (term: string, learnedAt: number): LearnedTerm => ({ term, translations: ['x'], newest: 1, learnedAt })
  await index.transaction(async () => index.keepLearned([learned('a', 3), learned('b', 1), learned('c', 2)], 2))
  expect(index.learnedTerms()).toEqual(['a', 'c'])
})

/** Timers that a test lets run out. */
function createTimers() {
  let waiting: { act: () => void; ms: number } | null = null
  return {
    startTimer(act: () => void, ms: number) {
      const timer = { act, ms }
      waiting = timer
      return () => {
        if (waiting === timer) waiting = null
      }
    },
    wait: () => waiting?.ms ?? null,
    runOut() {
      const timer = waiting
      waiting = null
      timer?.act()
    },
  }
}

const endOfSlice = () => new Promise((resolve) => setImmediate(resolve))

async function scheduled(slices: number, parts: { pending?: () => number; learned?: LearnedTerm[] } = {}) {
  const timers = createTimers()
  const calls: string[] = []
  let reached = 7
  let left = slices
  const scheduler = createLearningScheduler({
    index: { reached: () => reached, countPending: parts.pending ?? (() => 0) },
    learner: {
      async learn() {
        calls.push('learn')
        if (left === 0) left = slices
        return --left > 0
      },
      async keep(learned) {
        calls.push(`keep ${learned.map(({ term }) => term).join(' ')}`)
      },
    },
    takeLearned: async () => {
      calls.push('take')
      return parts.learned ?? []
    },
    onFault: (error) => calls.push(`fault ${error}`),
    startTimer: timers.startTimer,
  })
  return {
    scheduler,
    calls,
    timers,
    change() {
      reached++
      scheduler.papersChanged()
    },
    async pass() {
      timers.runOut()
      await endOfSlice()
    },
  }
}

it('begins when it was quiet for a while, rests between two slices, and ends when all is learned', async () => {
  const { calls, timers, pass } = await scheduled(2)
  expect(timers.wait()).toBe(LEARNING_QUIET_MS)
  await pass()
  expect([calls, timers.wait()]).toEqual([['learn'], LEARNING_REST_MS])
  await pass()
  expect([calls, timers.wait()]).toEqual([['learn', 'learn'], null])
})

it('waits again for quiet whenever something is asked, also during a slice', async () => {
  const { scheduler, calls, timers, pass } = await scheduled(3)
  await pass()
  scheduler.asked()
  expect(timers.wait()).toBe(LEARNING_QUIET_MS)
  timers.runOut()
  scheduler.asked()
  await endOfSlice()
  expect(timers.wait()).toBe(LEARNING_QUIET_MS)
  expect(calls.filter((call) => call === 'learn')).toHaveLength(2)
})

it('takes over what searches have learned, once, and learns on without beginning again', async () => {
  const learned = [{ term: 'kettle', translations: [], newest: null, learnedAt: 7 }]
  const { scheduler, calls, timers, pass } = await scheduled(1, { learned })
  await pass()
  scheduler.asked()
  await pass()
  expect([calls, timers.wait()]).toEqual([['learn', 'take', 'keep kettle'], null])
})

it('learns again after papers have changed, and not before they are indexed', async () => {
  let pending = 0
  const { calls, timers, pass, change } = await scheduled(1, { pending: () => pending })
  await pass()
  pending = 3
  change()
  await pass()
  expect([calls, timers.wait()]).toEqual([['learn'], LEARNING_QUIET_MS])
  pending = 0
  await pass()
  expect([calls, timers.wait()]).toEqual([['learn', 'learn'], null])
})

it('ends with the slice under way when the archive is closed', async () => {
  const { scheduler, calls, timers } = await scheduled(9)
  timers.runOut()
  await Promise.resolve()
  await scheduler.close()
  expect([calls, timers.wait()]).toEqual([['learn'], null])
  scheduler.asked()
  expect(timers.wait()).toBeNull()
})
