import type { Engine } from './engine.ts'
import { flexSearchDefault, flexSearchWithTerms } from './flexsearch.ts'
import { plainFts5 } from './fts5.ts'
import { miniSearchDefault, miniSearchWithTerms } from './minisearch.ts'
import { oramaDefault, oramaWithTerms } from './orama.ts'
import { paperboy } from './paperboy.ts'

const ENGINES: Readonly<Record<string, () => Engine>> = {
  paperboy,
  minisearch: miniSearchDefault,
  'minisearch-terms': miniSearchWithTerms,
  flexsearch: flexSearchDefault,
  'flexsearch-terms': flexSearchWithTerms,
  orama: oramaDefault,
  'orama-terms': oramaWithTerms,
  'fts5-unicode61': () => plainFts5('unicode61'),
  'fts5-trigram': () => plainFts5('trigram'),
}

export const ENGINE_NAMES = Object.keys(ENGINES)

export function createEngine(name: string): Engine {
  const create = ENGINES[name]
  if (!create) throw new Error(`there is no engine "${name}"; known are ${ENGINE_NAMES.join(', ')}`)
  return create()
}
