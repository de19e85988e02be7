// A digest that has been posted, which most tests of what comes later begin with.
import type { WishInput } from '../../../src/delivery/subscriptions/subscription.ts'
import type { MadePaper } from './archive.ts'
import { createStage, type Stage } from './stage.ts'

const MINUTE = 60_000

export async function posted(
  wish: WishInput,
  papers: readonly MadePaper[],
  settings = {},
): Promise<{ stage: Stage; id: number }> {
  const stage = await createStage({ settings })
  await stage.subscribe(wish)
  const id = await stage.archive.add({ file: 'a.txt', date: '2026-01-15', papers })
  await stage.delivery.plan(id)
  await stage.pass(MINUTE)
  return { stage, id }
}
