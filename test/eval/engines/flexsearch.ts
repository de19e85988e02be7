import { Document, Index } from 'flexsearch'
import { type Engine, FIELDS, type Row } from './engine.ts'
import { inSteps } from './steps.ts'
import { indexTerms, queryTerms } from './terms.ts'

export function flexSearchDefault(): Engine {
  const index = new Document<Record<(typeof FIELDS)[number] | 'id', string>>({ document: { id: 'id', index: [...FIELDS] } })
  return {
    name: 'FlexSearch',
    how: 'defaults, a document with five fields, results merged',
    onDisk: false,
    async build(inputs) {
      for await (const row of inputs.rows()) index.add({ ...row })
    },
    async open() {
      return {
        search: (query) => index.search(query, { limit: 10, merge: true }).map((hit) => String(hit.id)),
        bytes: () => exported((handler) => index.export(handler)),
        close: async () => undefined,
      }
    },
  }
}

/**
 * One text a paper with the title first: FlexSearch ranks by position, and cannot ask for all words
 * across fields.
 */
export function flexSearchWithTerms(): Engine {
  let asking = false
  const index = new Index({ encode: (text) => (asking ? queryTerms(text) : indexTerms(text)), resolution: 9 })
  const text = (row: Row) => FIELDS.map((field) => row[field]).join('\n')
  return {
    name: 'FlexSearch + our terms',
    how: 'our terms, one text a paper with its title first; all words, then its suggestions (as many words as possible)',
    onDisk: false,
    async build(inputs) {
      for await (const row of inputs.rows()) index.add(row.id, text(row))
    },
    async open() {
      asking = true
      return {
        search: (query) =>
          inSteps([
            () => index.search(query, { limit: 10 }).map(String),
            () => index.search(query, { limit: 10, suggest: true }).map(String),
          ]),
        bytes: () => exported((handler) => index.export(handler)),
        close: async () => undefined,
      }
    },
  }
}

async function exported(write: (handler: (key: string, data: string) => Promise<void>) => unknown): Promise<number> {
  let bytes = 0
  await write(async (_key, data) => {
    bytes += Buffer.byteLength(data ?? '')
  })
  return bytes
}
