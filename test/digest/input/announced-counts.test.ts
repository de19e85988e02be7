// A head says how many papers there are: fewer than that is a doubt, and the line is not unread.
import { expect, it } from 'vitest'
import { readDigests } from '../../../src/digest/index.ts'

const PAPER = `## 1. Seeing by Touch

**Authors:** Ada Jones, Bo Smith
**arXiv:** https://arxiv.org/abs/2101.00001

A hand that sees without a camera.
`

async function codesOf(line: string): Promise<readonly string[]> {
  const bytes = new TextEncoder().encode(`# Daily digest 2021-07-10\n\n${line}\n\n${PAPER}`)
  const [digest] = await readDigests(bytes, { file: 'digest.md' })
  return digest?.diagnostics.map(({ code }) => code) ?? []
}

it.each([
  '今日共3篇论文',
  '**Papers found:** 16',
  'Total papers: 16',
  'Papers: 3',
  '论文数量：16',
  '论文总数：16 篇',
  '收录论文：16',
  '12 new papers',
])('%s', async (line) => {
  const codes = await codesOf(line)
  expect(codes).toContain('fewer-papers')
  expect(codes).not.toContain('unread-line')
})

it.each(['Papers found: 1', '论文数量：1', 'Papers of 2021'])('%s announces no more than there are', async (line) => {
  expect(await codesOf(line)).not.toContain('fewer-papers')
})
