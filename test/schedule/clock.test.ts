// A clock by which a process ends what it must not do any more.
import { expect, it } from 'vitest'
import { createSteadyClock } from '../../src/schedule/clock.ts'

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
