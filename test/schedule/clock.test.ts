// A clock by which a process ends what it must not do any more.
import { expect, it } from 'vitest'
import { createManualClock, createSteadyClock, sleep } from '../../src/schedule/clock.ts'

function start() {
  const machine = { counter: 500, wall: Date.UTC(2026, 0, 15) }
  const clock = createSteadyClock(
    () => machine.counter,
    () => machine.wall,
  )
  const began = clock.now()
  return { machine, passed: () => clock.now() - began }
}

it('a steady clock counts what has passed', () => {
  const { machine, passed } = start()
  machine.counter += 1_000
  machine.wall += 1_000
  expect(passed()).toBe(1_000)
})

it('a steady clock is not set back', () => {
  const { machine, passed } = start()
  machine.wall -= 3_600_000
  expect(passed()).toBe(0)
  machine.counter += 1_000
  machine.wall += 1_000
  expect(passed()).toBe(1_000)
})

it('a steady clock counts the time that the machine has slept, in which its counter may not count', () => {
  const { machine, passed } = start()
  machine.wall += 60_000
  machine.counter += 10
  expect(passed()).toBe(60_000)
})

it('a sleep ends with its time, or with its signal, and leaves no call behind', async () => {
  const clock = createManualClock(0)
  const ending = new AbortController()
  const [whole, cut] = [sleep(clock, 100, ending.signal), sleep(clock, 1_000, ending.signal)]
  clock.advance(100)
  await whole
  expect(clock.next()).toBe(1_000)
  ending.abort()
  await cut
  expect(clock.next()).toBeNull()
  await sleep(clock, 1_000, ending.signal)
  expect(clock.next()).toBeNull()
})
