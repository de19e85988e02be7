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

  it('in a field of a form is answered as that character', async () => {
    const owner = createReader(journey.sandbox, { locale: 'en-US', user: 'owner' })
    const form = await owner.openForm('subscribe', { channel: owner.channel('#announcements') })
    const draft = await owner.submit(form, { times: `half past ${HALF}` })
    expect(draft.text).toContain('Couldn’t read the time “half past \ufffd”')
  })

  it('in what is being typed is suggested as that character', async () => {
    const typed = await english().suggest('search', { query: `attention${HALF}` }, 'query')
    expect(JSON.stringify(typed)).toContain('attention\ufffd')
  })
})
