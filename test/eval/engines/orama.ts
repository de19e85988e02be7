import { type AnyOrama, create, insert, save, search } from '@orama/orama'
import type { Asking, Engine } from './engine.ts'
import { inSteps } from './steps.ts'
import { indexTerms, queryTerms } from './terms.ts'

const SCHEMA = {
  id: 'string',
  title: 'string',
  titleZh: 'string',
  authors: 'string',
  abstractEn: 'string',
  abstractZh: 'string',
} as const
const PROPERTIES = ['title', 'titleZh', 'authors', 'abstractEn', 'abstractZh'] as const
const BOOST = { title: 8, titleZh: 4, authors: 3, abstractEn: 1, abstractZh: 1 }

function createOrama(how: Pick<Engine, 'name' | 'how'>, index: AnyOrama, ask: Asking['search']): Engine {
  return {
    ...how,
    onDisk: false,
    maxMinutes: 10,
    async build(inputs) {
      for await (const row of inputs.rows()) await insert(index, { ...row })
    },
    async open() {
      return {
        search: ask,
        bytes: async () => Object.values(save(index).index as object).reduce((sum: number, part) => sum + size(part), 0),
        close: async () => undefined,
      }
    },
  }
}

/** The whole is longer than a JavaScript string may be. */
function size(part: unknown): number {
  if (part === null || typeof part !== 'object') return JSON.stringify(part ?? null).length
  return Object.entries(part).reduce((sum, [key, value]) => sum + key.length + 4 + size(value), 2)
}

export function oramaDefault(): Engine {
  const index = create({ schema: SCHEMA })
  return createOrama({ name: 'Orama', how: 'defaults' }, index, async (term) => {
    const answer = await search(index, { term, limit: 10, properties: [...PROPERTIES] })
    return answer.hits.map((hit) => String(hit.document.id))
  })
}

export function oramaWithTerms(): Engine {
  let asking = false
  const tokenize = (text: string) => (asking ? queryTerms(text) : indexTerms(text))
  const tokenizer = { language: 'english', normalizationCache: new Map(), tokenize }
  const index = create({ schema: SCHEMA, components: { tokenizer } })
  const ids = async (term: string, options: { threshold: number; tolerance?: number; exact?: boolean }) => {
    const answer = await search(index, { term, limit: 10, properties: [...PROPERTIES], boost: BOOST, ...options })
    return answer.hits.map((hit) => String(hit.document.id))
  }
  return createOrama(
    {
      name: 'Orama + our terms',
      how: 'our terms, weights 8, 4, 3, 1, 1; all words; then with tolerance 1; then any word',
    },
    index,
    (term) => {
      asking = true
      return inSteps([
        () => ids(term, { threshold: 0 }),
        () => ids(term, { threshold: 0, tolerance: 1 }),
        () => ids(term, { threshold: 1, tolerance: 1 }),
      ])
    },
  )
}
