import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cronProblem } from '../../src/schedule/cron.ts'
import { nextSlots, slotsBetween } from '../../src/schedule/slots.ts'
import { dayIn, wallTime } from '../../src/schedule/zone.ts'

const iso = (at: number) => new Date(at).toISOString().slice(0, 16)
const from = (text: string) => Date.parse(text)
const week = (cron: string, zone: string, start: string, days = 4) =>
  slotsBetween([{ cron, zone }], from(start), from(start) + days * 86_400_000, 1000).map(iso)

describe('slots', () => {
  it('follow the clock of the time zone', () => {
    expect(week('0 9 * * *', 'Asia/Shanghai', '2026-01-05T00:00Z', 2)).toEqual(['2026-01-05T01:00', '2026-01-06T01:00'])
  })

  it('of several timetables come in one order, and once where they meet', () => {
    const both = [
      { cron: '0 9 * * *', zone: 'Asia/Shanghai' },
      { cron: '0 1,13 * * *', zone: 'UTC' },
    ]
    expect(nextSlots(both, from('2026-01-05T00:00Z'), 3).map(iso)).toEqual([
      '2026-01-05T01:00',
      '2026-01-05T13:00',
      '2026-01-06T01:00',
    ])
  })

  it('know the last day, weekdays near a date and the nth weekday of a month', () => {
    expect(week('0 0 L * *', 'UTC', '2028-02-01T01:00Z', 40)).toEqual(['2028-02-29T00:00'])
    expect(week('0 0 15W * *', 'UTC', '2026-08-01T01:00Z', 20)).toEqual(['2026-08-14T00:00'])
    expect(week('0 0 * * 1#2', 'UTC', '2026-06-01T01:00Z', 29)).toEqual(['2026-06-08T00:00'])
    expect(week('0 0 * * 5L', 'UTC', '2026-06-01T01:00Z', 29)).toEqual(['2026-06-26T00:00'])
  })

  it('wait through a century without a leap year', () => {
    expect(nextSlots([{ cron: '0 0 29 2 *', zone: 'UTC' }], from('2097-01-01T00:00Z'), 1).map(iso)).toEqual(['2104-02-29T00:00'])
  })
})

describe('a time of day that clocks jump over', () => {
  it.each([
    [
      'America/New_York',
      '30 2 * * *',
      '2026-03-07T00:00Z',
      ['2026-03-07T07:30', '2026-03-08T07:30', '2026-03-09T06:30', '2026-03-10T06:30'],
    ],
    [
      'Europe/Berlin',
      '30 2 * * *',
      '2026-03-28T00:00Z',
      ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30', '2026-03-31T00:30'],
    ],
    // Lord Howe Island moves by half an hour.
    [
      'Australia/Lord_Howe',
      '15 2 * * *',
      '2026-10-02T12:00Z',
      ['2026-10-02T15:45', '2026-10-03T15:45', '2026-10-04T15:15', '2026-10-05T15:15'],
    ],
  ])('moves behind the jump in %s', (zone, cron, start, slots) => {
    expect(week(cron, zone, start)).toEqual(slots)
  })

  it('and one right behind the jump are one slot where they fall together', () => {
    expect(week('30 2,3 * * *', 'Europe/Berlin', '2026-03-29T00:00Z', 1)).toEqual(['2026-03-29T01:30'])
  })
})

describe('a time of day that comes twice', () => {
  it.each([
    [
      'America/New_York',
      '30 1 * * *',
      '2026-10-31T00:00Z',
      ['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-02T06:30', '2026-11-03T06:30'],
    ],
    [
      'Europe/Berlin',
      '30 2 * * *',
      '2026-10-24T00:00Z',
      ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30', '2026-10-27T01:30'],
    ],
    [
      'Australia/Lord_Howe',
      '45 1 * * *',
      '2026-04-03T12:00Z',
      ['2026-04-03T14:45', '2026-04-04T14:45', '2026-04-05T15:15', '2026-04-06T15:15'],
    ],
  ])('counts once in %s', (zone, cron, start, slots) => {
    expect(week(cron, zone, start)).toEqual(slots)
  })
})

describe('a timetable of every hour', () => {
  it('follows elapsed time through both changes', () => {
    const hours = (start: string) => week('0 * * * *', 'Europe/Berlin', start, 0.25).map((slot) => slot.slice(11))
    expect(hours('2026-03-28T23:30Z')).toEqual(['00:00', '01:00', '02:00', '03:00', '04:00', '05:00'])
    expect(hours('2026-10-24T23:30Z')).toEqual(['00:00', '01:00', '02:00', '03:00', '04:00', '05:00'])
  })
})

describe('any daily time in any zone over a whole year', () => {
  it('has exactly one slot on each local day', () => {
    const zones = fc.constantFrom(
      'America/New_York',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Asia/Shanghai',
      'America/Santiago',
      'Africa/Casablanca',
    )
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (zone, hour, minute) => {
        const start = from('2026-01-01T12:00Z')
        const slots = slotsBetween([{ cron: `${minute} ${hour} * * *`, zone }], start, start + 365 * 86_400_000, 1000)
        const days = slots.map((slot) => dayIn(slot, zone))
        expect(new Set(days).size).toBe(days.length)
        expect(days.length).toBeGreaterThanOrEqual(364)
        const shown = slots.filter((slot) => wallTime(slot, zone).hour === hour && wallTime(slot, zone).minute === minute)
        expect(slots.length - shown.length).toBeLessThanOrEqual(2)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a cron expression', () => {
  it.each(['0 25 * * *', 'at nine', '0 0 30 2 *', '* * * * * *', '*/5 * * * * *', ''])('%j is refused', (cron) => {
    expect(cronProblem(cron)).not.toBeNull()
  })

  it.each(['0 9 * * *', '@daily', '30 8 * * 1-5', '0 9 L * *', '0 0 9 * * *'])('%j is taken', (cron) => {
    expect(cronProblem(cron)).toBeNull()
  })
})
