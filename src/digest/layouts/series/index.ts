// The usual form: `1、[CV] Title` opens a paper, its fields follow line by line, known by their looks.
import { classify } from '../../constructs/index.ts'
import { resolveBoilerplate } from '../../outline/boilerplate.ts'
import { resolveNumbered } from '../../outline/numbered.ts'
import type { Layout } from '../layout.ts'

export const series: Layout = {
  name: 'series',
  title: 'headings with a number or a category, fields line by line',
  signs: ({ lines }) =>
    resolveBoilerplate(resolveNumbered(classify(lines))).flatMap(({ line, token }) =>
      token.kind === 'heading' ? [{ line: line.number, what: line.text }] : [],
    ),
  read: ({ lines }) => resolveNumbered(classify(lines)),
}
