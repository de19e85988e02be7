import MiniSearch, { type Query } from 'minisearch'
import { type Asking, type Engine, FIELDS, type Row } from './engine.ts'
import { inSteps } from './steps.ts'
import { indexTerms, isLatin, queryTerms } from './terms.ts'

const BOOST = { title: 8, titleZh: 4, authors: 3, abstractEn: 1, abstractZh: 1 }
const isFuzzy = (term: string) => isLatin(term) && term.length >= 4

const PER_SET = 40

function createMiniSearch(how: Pick<Engine, 'name' | 'how'>, index: MiniSearch<Row>, ask: Asking['search']): Engine {
  return {
    ...how,
    onDisk: false,
    // A query takes half a second: all of them would take an hour.
    perSet: PER_SET,
    async build(inputs) {
      for await (const row of inputs.rows()) index.add(row)
    },
    async open() {
      return {
        search: ask,
        bytes: async () => Buffer.byteLength(JSON.stringify(index)),
        close: async () => undefined,
      }
    },
  }
}

export function miniSearchDefault(): Engine {
  const index = new MiniSearch<Row>({ fields: [...FIELDS] })
  const ids = (query: string) => index.search(query).map((hit) => String(hit.id))
  return createMiniSearch({ name: 'MiniSearch', how: `defaults; ${PER_SET} queries of each kind` }, index, (query) =>
    ids(query).slice(0, 10),
  )
}

export function miniSearchWithTerms(): Engine {
  const index = new MiniSearch<Row>({
    fields: [...FIELDS],
    tokenize: indexTerms,
    processTerm: (term) => term,
    searchOptions: { boost: BOOST, tokenize: queryTerms },
  })
  const ids = (query: Query) => index.search(query).map((hit) => String(hit.id))
  const begun = (term: string, at: number, terms: string[]) => at === terms.length - 1 && isLatin(term) && term.length >= 3
  const fuzzy = (term: string) => (isFuzzy(term) ? 1 : false)
  return createMiniSearch(
    {
      name: 'MiniSearch + our terms',
      how: `our terms, weights 8, 4, 3, 1, 1; all words, the last as a prefix; then fuzzy words (distance 1); then any fuzzy word; ${PER_SET} queries of each kind`,
    },
    index,
    (text) =>
      inSteps([
        () => ids({ queries: [text], combineWith: 'AND', prefix: begun }),
        () => ids({ queries: [text], combineWith: 'AND', prefix: begun, fuzzy }),
        () => ids({ queries: [text], combineWith: 'OR', prefix: begun, fuzzy }),
      ]),
  )
}
