// The simulation plants faults by replacing pieces of our sources: a change of these sources must
// not be noticed only when all of them are planted again.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PLANTED } from '../simulate/planted.ts'

it.each(PLANTED.map((fault) => [fault.name, fault.changes] as const))(
  'the planted fault "%s" finds what it replaces, once',
  (_name, changes) => {
    const counts = changes.map(({ file, from }) => [file, readFileSync(file, 'utf8').split(from).length - 1])
    expect(counts).toEqual(changes.map(({ file }) => [file, 1]))
  },
)
