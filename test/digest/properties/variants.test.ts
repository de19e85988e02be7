// Whatever style a digest is printed in, the same digest is read back.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseText } from '../../../src/digest/index.ts'
import { KNOWN } from '../support/known.ts'
import { LEGEND, PLAIN, printDigest, STYLES, type Style } from '../support/printer.ts'

function readBack(style: Style) {
  const readings = parseText(printDigest(KNOWN, style), { file: 'printed.txt', encoding: 'utf-8' })
  return readings.map(({ digest }) => ({
    legend: digest.legend,
    papers: digest.papers.map(
      ({ section, starred, categories, title, authors, affiliations, abstract, points, takeaway, links, figures }) => ({
        section,
        starred,
        categories,
        title,
        authors,
        affiliations,
        abstract,
        points,
        takeaway,
        links,
        figures: figures.length,
      }),
    ),
  }))
}

const expected = (style: Style) => [{ legend: style.legend === 'none' ? {} : LEGEND, papers: KNOWN }]

describe('a printed digest', () => {
  it('is read back in the plainest style', () => {
    expect(readBack(PLAIN)).toEqual(expected(PLAIN))
  })

  for (const [key, choices] of Object.entries(STYLES) as [keyof Style, readonly unknown[]][])
    for (const choice of choices)
      it(`is read back with ${key} ${JSON.stringify(choice)}`, () => {
        const style = { ...PLAIN, [key]: choice } as Style
        expect(readBack(style)).toEqual(expected(style))
      })

  it('is read back in any mixture of styles', () => {
    const record = Object.fromEntries(Object.entries(STYLES).map(([key, choices]) => [key, fc.constantFrom(...choices)]))
    const styles = fc.record(record) as unknown as fc.Arbitrary<Style>
    fc.assert(
      fc.property(styles, (style) => {
        expect(readBack(style)).toEqual(expected(style))
      }),
      { numRuns: 300 },
    )
  })
})
