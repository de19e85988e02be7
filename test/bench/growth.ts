// That work on what a person typed or uploaded grows in step with its size: each function doubles
// its input from 12,500 to 200,000 characters, made of what it has most trouble with.
import { readTimes } from '../../commands/subscribe/times.ts'
import { constructs } from '../../src/digest/constructs/index.ts'
import { readDigests } from '../../src/digest/index.ts'
import { readListRow } from '../../src/digest/layouts/list-rows/row.ts'
import { readPost } from '../../src/digest/layouts/posts/post.ts'
import { parseText } from '../../src/digest/parse.ts'
import { nameOf } from '../../src/names/people.ts'
import { splitAffiliations } from '../../src/names/split-affiliations.ts'
import { splitPeople } from '../../src/names/split-people.ts'
import { writtenName } from '../../src/names/written-name.ts'
import { sentenceCase } from '../../src/render/citation/title-case.ts'
import { namesInTitle, pointOf } from '../../src/render/paper/point.ts'
import { fitLine, fitText } from '../../src/render/parts/fit.ts'
import { cronProblem } from '../../src/schedule/cron.ts'
import { parseQuery } from '../../src/search/query/parse.ts'
import { clip, graphemeEnds } from '../../src/text/graphemes.ts'
import { escapeMarkdown, oneLine } from '../../src/text/markdown.ts'
import { wordTerms } from '../../src/text/ngrams.ts'
import { sentenceEnds, splitAtSentences } from '../../src/text/sentences.ts'
import { terminalLine, terminalText } from '../../src/text/terminal.ts'
import type { Bench, Figure } from './bench.ts'

const SIZES = [12_500, 25_000, 50_000, 100_000, 200_000]
const ROUNDS = 3
const MAX_GROWTH = 2.3
/**
 * What takes less is the noise of the machine; by the square, it would take 500 ms when doubled
 * four times.
 */
const MIN_MS = 2

const encoder = new TextEncoder()
const fits = (part: string) => part.length <= 2000
const page = (html: string) => readDigests(encoder.encode(html), { file: 'a.html' })

const read = (text: string) => parseText(text, { file: 'a.txt', encoding: 'utf-8' })
/** The text as lines of the length up to which they are read. */
const inLines = (maxLength: number, work: (line: string) => unknown) => (text: string) => {
  const length = Math.min(maxLength, text.length)
  for (let at = 0; at < text.length; at += length) work(text.slice(at, at + length))
}
const MAX_POST = 4000
/** What comes before the text, since a digest is read in another way there. */
const PLACES: Readonly<Record<string, string>> = {
  'a text': '',
  'a heading': '1、[CV] ',
  'the body of a paper': '1、[CV] T\nA Jones, B Smith\n',
  'places that stay open': '1、[CV] T\n[',
  'a heading of Markdown': '# ',
  'an item of a list': '- ',
  'a row of a table': '| ',
  'a post': '*《a title》',
  points: '1、[CV] T\n要点：',
  'a header of a mail': 'From: ',
}

const WORK: Readonly<Record<string, (text: string) => unknown>> = {
  clip: (text) => clip(text, 1900),
  graphemeEnds,
  sentenceEnds,
  splitAtSentences: (text) => splitAtSentences(text, fits),
  fitLine: (text) => fitLine(text, 256),
  fitText: (text) => fitText(text, 2000),
  escapeMarkdown,
  oneLine,
  wordTerms,
  splitAffiliations,
  splitPeople,
  nameOf,
  writtenName,
  'an HTML page': page,
  ...Object.fromEntries(Object.entries(PLACES).map(([name, before]) => [name, (text: string) => read(before + text)])),
  ...Object.fromEntries(constructs.map(({ name, maxLength, read }) => [`lines as ${name}`, inLines(maxLength, read)])),
  'lines as a post': inLines(MAX_POST, (line) => readPost(`《a title》${line}`)),
  'lines as an item': inLines(MAX_POST, (line) => readListRow({ number: 1, raw: line, text: `- ${line.trim()}`, gap: false })),
  'a query': (text) => parseQuery(text, { today: '2021-07-10' }),
  sentenceCase: (text) => sentenceCase(text, text),
  namesInTitle,
  'pointOf, English': (text) => pointOf(text, 'en', []),
  'pointOf, Chinese': (text) => pointOf(text, 'zh', []),
  cronProblem,
  readTimes: (text) => readTimes(text),
  terminalLine,
  terminalText,
}

/** What is repeated, behind what begins it once. */
const INPUTS: readonly (readonly [begins: string, repeated: string])[] = [
  ['', 'a'],
  ['', '字'],
  ['', ' '],
  ['a', '\t'],
  ['', '. '],
  ['', '。'],
  ['', '!?'],
  ['', '('],
  ['', '[a]('],
  ['', '['],
  ['', '【'],
  ['', '《'],
  ['', '| '],
  ['', '*'],
  ['', '#'],
  ['', '-'],
  ['', '1'],
  ['', '1.'],
  ['', 'A'],
  ['', 'Aa'],
  ['', '作者在'],
  ['', ':'],
  ['', '：'],
  ['', '要点：'],
  ['', '。A'],
  ['', 'A, '],
  ['', '图1'],
  ['', '[CV] '],
  ['', ',\t'],
  ['', ' & '],
  ['A', ' & B'],
  ['', '*†'],
  ['<a', 'a'],
  ['', '<a'],
  ['', '<title '],
  ['', '<!--'],
  ['<a href="https://a.example">', '<b></b>'],
  ['', '\u0301'],
  ['', '👩‍'],
  ['', 'https://a.'],
  ['', '@everyone'],
  ['', 'a\n'],
  ['', '[CL] a\n'],
  ['', '- a\n'],
  ['', '```\n'],
  ['', '; '],
  ['', '<p>'],
  ['', '<table><tr><td>'],
]

const makeInput = ([begins, repeated]: (typeof INPUTS)[number], size: number) =>
  begins + repeated.repeat(Math.ceil((size - begins.length) / repeated.length))

async function timeOf(work: (text: string) => unknown, text: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    await work(text)
    least = Math.min(least, performance.now() - start)
  }
  return least
}

/** The input whose time grows most, as the mean of its four doublings. */
async function steepest(name: string): Promise<{ readonly growth: number; readonly input: string; readonly ms: number }> {
  const work = WORK[name]
  if (work === undefined) throw new Error(`${name} is no work`)
  let worst = { growth: 0, input: '', ms: 0 }
  for (const input of INPUTS) {
    const times: number[] = []
    for (const size of SIZES) times.push(await timeOf(work, makeInput(input, size)))
    const ms = times.at(-1) ?? 0
    const growth = (ms / Math.max(MIN_MS, times[0] ?? 0)) ** (1 / (times.length - 1))
    if (growth > worst.growth) worst = { growth, input: JSON.stringify(input.join('')), ms }
  }
  return worst
}

export const growth: Bench = {
  // Collecting garbage copies what lives, again and again once it is more than the young generation
  // holds: that would be measured in place of the work.
  nodeArgs: ['--max-semi-space-size=128'],
  async measure(runChild) {
    const figures: Figure[] = []
    for (const name of Object.keys(WORK)) {
      const { growth, input, ms } = await runChild<Awaited<ReturnType<typeof steepest>>>(name)
      const what = `${name}: ${input}, ${ms.toFixed(0)} ms for 200,000`
      figures.push({ what, value: growth, unit: '× the time when doubled', limit: { atMost: MAX_GROWTH } })
    }
    return figures
  },
  child: async (name = '') => steepest(name),
}
