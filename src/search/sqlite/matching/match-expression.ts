// An expression of the port → a query in the language of FTS5.
import type { Expression } from '../../search-index.ts'

export const quoted = (term: string) => `"${term.replaceAll('"', '""')}"`
export const prefixOf = (term: string) => `${quoted(term)} *`

export function matchExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'term':
      return quoted(expression.term)
    case 'prefix':
      return prefixOf(expression.term)
    case 'phrase':
      return (expression.unfinished ? prefixOf : quoted)(expression.terms.join(' '))
    case 'all':
      return `(${expression.of.map(matchExpression).join(' AND ')})`
    case 'any':
      return `(${expression.of.map(matchExpression).join(' OR ')})`
    case 'in':
      return `({${expression.columns.join(' ')}} : ${matchExpression(expression.of)})`
  }
}
