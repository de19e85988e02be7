// What JSON can hold and a person can send, but no answer may: half of a surrogate pair.
import { describe, expect, it } from 'vitest'
import { useJourney } from '../support/journey.ts'
import { createReader } from '../support/reader.ts'

const journey = useJourney()
const HALF = '\ud83d'
const english = () => createReader(journey.sandbox, { locale: 'en-US', user: 'member' })

describe('half of a surrogate pair', () => {
  it('in an option is answered as the character for what cannot be shown', async () => {
    const found = await english().run('search', { query: `attention ${HALF}` })
    expect(found.titles).toContain('🔎 attention \ufffd')
    expect(found.text.isWellFormed()).toBe(true)
  })

  it('in a field of a form is kept as that character', async () => {
    const reader = english()
    const saved = await reader.press(await reader.run('paper', { title: 'Attention Is All You Need' }), 'Save')
    expect(saved.text).toContain('Saved “Attention Is All You Need”')
    const [hit] = (await journey.bot.archive.search('Attention Is All You Need', { limit: 1 })).hits
    const one = await reader.set(await reader.run('saved', {}), hit?.paper.id ?? '')
    const noted = await reader.submit(await reader.pressForForm(one, 'Note'), { note: `before${HALF}after` })
    expect(noted.text).toContain('Note saved.')
    expect((await reader.run('saved', {})).text).toContain('📝 before\ufffdafter')
  })

  it('in what is being typed is suggested as that character', async () => {
    const suggested = await english().suggest('search', { query: '' }, 'query')
    expect(suggested).toEqual([])
    const typed = await english().suggest('search', { query: `attention${HALF}` }, 'query')
    expect(JSON.stringify(typed)).toContain('attention\ufffd')
  })
})
