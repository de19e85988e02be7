// What processes tell each other, over a stand-in for the connection that may lose it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSignals, decodeSignals, encodeSignals, type Signal } from '../../src/cluster/signals.ts'
import { MAX_NOTICE_BYTES, type Notices } from '../../src/database/notices.ts'
import { createManualClock } from '../../src/schedule/clock.ts'

const WAKE: Signal = { kind: 'wake' }

function open() {
  const clock = createManualClock(0)
  const sent: string[] = []
  const heard: Signal[] = []
  const state = { isConnected: true, say: (_text: string | null) => {} }
  /** Answers to what is on its way. */
  const answers: (() => void)[] = []
  const notices: Notices = {
    async send(text) {
      await new Promise<void>((resolve) => answers.push(resolve))
      if (state.isConnected) sent.push(text)
      return state.isConnected
    },
    listen(onNotice) {
      state.say = onNotice
      return { close: async () => {} }
    },
  }
  const signals = createSignals({ notices, clock, onSignal: (signal) => heard.push(signal) })
  const pass = async () => {
    clock.advance(1_000)
    for (let turns = 0; turns < 20; turns++) {
      answers.shift()?.()
      await Promise.resolve()
    }
  }
  return { clock, sent, heard, state, signals, pass }
}

describe('signals', () => {
  it('that come together are sent in one notice, each once', async () => {
    const { signals, sent, pass } = open()
    for (let n = 0; n < 50; n++) signals.tell(WAKE)
    signals.tell({ kind: 'plan', digestId: 7 })
    await pass()
    expect(sent).toEqual(['[{"kind":"wake"},{"kind":"plan","digestId":7}]'])
  })

  it('are sent again where they are told while they are on their way', async () => {
    const { signals, sent, clock, pass } = open()
    signals.tell(WAKE)
    clock.advance(1_000)
    signals.tell(WAKE)
    await pass()
    expect(sent).toHaveLength(2)
  })

  it('that were lost with the connection are sent when there is one again', async () => {
    const { signals, sent, state, pass } = open()
    state.isConnected = false
    signals.tell(WAKE)
    await pass()
    expect(sent).toEqual([])
    state.isConnected = true
    state.say(null)
    await pass()
    expect(sent).toEqual(['[{"kind":"wake"}]'])
  })

  it.each([
    ['of another version', '[{"kind":"dance"},{"kind":"plan"},{"kind":"plan","digestId":"7"},{"kind":"wake","hard":true}]'],
    ['next to what is no signal', '[null,3,[],"wake",{"kind":"wake"}]'],
  ])('are understood as far as they can be: %s', (_, text) => {
    const { state, heard } = open()
    state.say(text)
    expect(heard).toEqual([WAKE])
  })

  it.each(['', 'wake', '{"kind":"wake"}', '[{"kind":"wa'])('are never more than a text that says them: %j', (text) => {
    const { state, heard } = open()
    state.say(text)
    expect(heard).toEqual([])
  })

  it('in any number fit into notices that the server takes, and arrive whole and in order', () => {
    const plans = fc.array(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { maxLength: 2_000 })
    fc.assert(
      fc.property(plans, (ids) => {
        const signals = ids.map((digestId): Signal => ({ kind: 'plan', digestId }))
        const texts = encodeSignals(signals)
        for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_NOTICE_BYTES)
        expect(texts.flatMap(decodeSignals)).toEqual(signals)
      }),
      { numRuns: 30 },
    )
  })
})
