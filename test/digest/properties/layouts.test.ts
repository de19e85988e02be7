// In whatever layout and style a digest is printed, its fields are read back and the layout is
// recognised.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseText } from '../../../src/digest/index.ts'
import { KNOWN } from '../support/known.ts'
import { type Choose, PRINTED_LAYOUTS, type PrintedLayout } from '../support/layout-printer.ts'

const papers = KNOWN.filter(({ authors, links }) => authors.length > 1 && links.length > 0)

function fieldOf(paper: Record<string, unknown>, field: string): unknown {
  return field.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], paper)
}

function check(layout: PrintedLayout, numbers: readonly number[]): void {
  let at = 0
  const choose: Choose = (...choices) => choices[(numbers[at++ % numbers.length] ?? 0) % choices.length] ?? choices[0]
  const text = layout.print(papers, choose)
  const [reading, ...others] = parseText(text, { file: 'printed.md', encoding: 'utf-8' })
  expect(others, text).toEqual([])
  expect(reading?.layout?.name, text).toBe(layout.name)
  const read = reading?.digest.papers.map((paper) => layout.fields.map((field) => fieldOf({ ...paper }, field)))
  expect(read, text).toEqual(papers.map((paper) => layout.fields.map((field) => fieldOf({ ...paper }, field))))
}

describe('a digest printed in the layout', () => {
  it.each(PRINTED_LAYOUTS.map((layout) => [layout.name, layout] as const))(
    '%s is read back in any mixture of styles',
    (_, layout) => {
      fc.assert(
        fc.property(fc.array(fc.nat(11), { minLength: 8, maxLength: 12 }), (numbers) => check(layout, numbers)),
        { numRuns: 120 },
      )
    },
  )
})
