// What `npm run eval -- …` may be told.
import { parseArgs } from 'node:util'
import type { Half } from './corpus.ts'
import { ENGINE_NAMES } from './engines/index.ts'
import { SETS, type SetRule } from './query-sets.ts'

export interface Options {
  readonly papers: number
  readonly half: Half
  readonly perSet: number
  readonly sets: readonly SetRule[]
  readonly engines: readonly string[]
  readonly measures: boolean
  /** Ask the other engines again, though nothing that they depend on has changed. */
  readonly again: boolean
  /** Ask the archive that an earlier run has built: for work on ranking, which changes no term. */
  readonly built: boolean
  /** Only what search shows beside its hits: neighbours, translations, trends, passages, suggestions. */
  readonly others: boolean
  /** Print the queries that Paperboy does not answer first. */
  readonly misses: boolean
  readonly writes: boolean
}

/** What the tables of docs/search.md are made of. */
const PER_SET = 150

export const HELP = `npm run eval -- [--papers 100000] [--sets a,b] [--engines a,b] [--per-set 150] [--quick] [--tune] [--again] [--built] [--others] [--misses] [--write]
  --papers N   papers in the archive; past 19,856 the corpus repeats itself with changed titles
  --sets       parts of names: ${SETS.map(({ name }) => name).join(', ')}
  --engines    ${ENGINE_NAMES.join(', ')}
  --quick      Paperboy alone, 60 queries a set, no further measurements
  --tune       queries from the tuning half of the papers
  --again      ask the other engines again, though neither they nor papers, terms and queries have changed since an earlier run
  --built      ask the archive of an earlier run; for changes that need no other index
  --others     neighbours, translations, trends, passages and suggestions alone, of the archive of an earlier run
  --misses     print what is not right: queries whose paper is not first, neighbours that are not shown, and so on
  --write      write docs/search.md though some engines were left out
docs/search.md is written by a run with all sets and engines; past the corpus, where only time, memory and size count, with any.`

export function readOptions(args: readonly string[], corpusSize: number): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      papers: { type: 'string' },
      sets: { type: 'string' },
      engines: { type: 'string' },
      'per-set': { type: 'string' },
      quick: { type: 'boolean', default: false },
      tune: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      others: { type: 'boolean', default: false },
      misses: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const papers = count(values.papers, 'papers') ?? corpusSize
  const engines = values.quick ? ['paperboy'] : named(values.engines, 'engine', ENGINE_NAMES)
  const sets = named(
    values.sets,
    'set',
    SETS.map(({ name }) => name),
  ).map((name) => SETS.filter((set) => set.name === name))
  const perSet = count(values['per-set'], 'per-set') ?? (values.quick ? 60 : PER_SET)
  const isWhole = !values.others && !values.quick && !values.tune && !values.sets && perSet >= PER_SET
  return {
    papers,
    half: values.tune ? 'tuning' : 'figures',
    perSet,
    sets: sets.flat(),
    engines,
    measures: !values.quick && !values.tune,
    again: values.again,
    built: values.built || values.others,
    others: values.others,
    misses: values.misses,
    writes: isWhole && (values.write || !values.engines || papers > corpusSize),
  }
}

function count(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${option} ${text}: a whole number from 1 is needed`)
  return number
}

function named(wanted: string | undefined, what: string, known: readonly string[]): readonly string[] {
  if (wanted === undefined) return known
  return wanted.split(',').flatMap((part) => {
    const exact = known.filter((name) => name === part.trim())
    const found = exact.length > 0 ? exact : known.filter((name) => name.includes(part.trim()))
    if (found.length === 0) throw new Error(`there is no ${what} "${part}"; known are ${known.join(', ')}`)
    return found
  })
}
