// /author where digests write some given names out: one initial may be several people.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { useJourney } from '../support/journey.ts'
import { createReader } from '../support/reader.ts'

const digests = mkdtempSync(join(tmpdir(), 'paperboy-people-'))
afterAll(() => rmSync(digests, { recursive: true, force: true }))

const written = [
  'Wei Wang, A Lin',
  'Wenhai Wang, B Sun',
  'W Wang, C Ito',
  'Xin Wang, D Roy',
  'Hans Müller, E Ito',
  'Helga Müller, F Ito',
  'T Mueller, G Ito',
  'Gui-Song Xia, L Leal-Taixé',
  'Gui-Song Xia, L Leal-Taixé',
]
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

it('asks whom a name means however it is spelled and turned', async () => {
  const reader = createReader(journey.sandbox, { locale: 'en-US', user: 'member' })
  for (const name of ['Wang W', 'Wang, W.']) {
    const asked = await reader.run('author', { name })
    expect(asked.text, name).toContain('Which one?')
    expect(asked.labels, name).toEqual(expect.arrayContaining(['Wei Wang', 'Wenhai Wang']))
  }
  for (const name of ['Mueller', 'mueller']) {
    const asked = await reader.run('author', { name })
    expect(asked.labels, name).toEqual(expect.arrayContaining(['Hans Müller', 'Helga Müller', 'T Mueller']))
  }
  // No more than two people are called so.
  expect((await reader.run('author', { name: 'müller' })).labels).not.toContain('Hans Müller')
})

it('offers whoever wrote with an author, and not the author in another spelling', async () => {
  const reader = createReader(journey.sandbox, { locale: 'en-US', user: 'member' })
  for (const name of ['Gui Song Xia', 'Xia Gui Song', 'Xia G', 'Gui-Song']) {
    const found = await reader.run('author', { name })
    expect(found.text, name).toContain('2 papers')
    expect(found.labels, name).toContain('L Leal-Taixé')
    expect(found.labels, name).not.toContain('Gui-Song Xia')
  }
})
