// /author where digests write some given names out: one initial may be several people.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { useJourney } from '../support/journey.ts'
import { createReader } from '../support/reader.ts'

const digests = mkdtempSync(join(tmpdir(), 'paperboy-people-'))
afterAll(() => rmSync(digests, { recursive: true, force: true }))

const written = ['Wei Wang, A Lin', 'Wenhai Wang, B Sun', 'W Wang, C Ito', 'Xin Wang, D Roy']
  .map((authors, at) =>
    [
      `${at + 1}、[LG] Study ${at} of kettles`,
      authors,
      '[KAIST]',
      '本文研究水壶。',
      'We study kettles.',
      `https://arxiv.org/abs/2401.0100${at}`,
    ].join('\n'),
  )
  .join('\n\n')
writeFileSync(join(digests, '2024-01-01.txt'), written)

const journey = useJourney({ digests })

it('asks whom an initial means, and gives a name written out its own papers and those of the initial', async () => {
  const reader = createReader(journey.sandbox, { locale: 'en-US', user: 'member' })
  const asked = await reader.run('author', { name: 'W Wang' })
  expect(asked.text).toContain('Which one?')
  expect(asked.labels).toEqual(expect.arrayContaining(['Wei Wang', 'Wenhai Wang']))
  expect(asked.labels).not.toContain('Xin Wang')
  const one = await reader.press(asked, 'Wei Wang')
  expect(one.text).toContain('2 papers')
  expect(one.text).not.toContain('Which one?')
})
