// Words that phrase a question and say nothing of its subject: "what do … know about",
// "有没有…的论文".
import { scan } from '../../text/terms.ts'
import { type Clause, plainText } from './query.ts'

/** Of a question: titles have few of these. */
const QUESTION_WORDS = new Set(
  'do does did can could would should what which who how why when where there any me my i we you your know tell find show search paper papers article articles please called named discuss discusses describe describes is are use'.split(
    ' ',
  ),
)
export const FILLER_WORDS = new Set([
  ...QUESTION_WORDS,
  ...'a an the of for to in on and or was about with by from at as it its that this these some using give something anything recommend recommended suggest looking'.split(
    ' ',
  ),
])
export const FILLER_RUNS =
  /有没有|有哪些|有什么|求?推荐[一几][篇些下]|求推荐|给我[来找]?[一几]?[点些篇]?|来[一几]?[点些篇](?=\p{Script=Han})|[一几某][篇些](?=$|论文|文章|讲|关于|介绍|有关|相关)|我?想了解(?:一下)?|哪一?[篇个些种]|那一?[篇个些种]|是什么|叫什么|为什么|什么样?|怎么样?|怎么做?|怎样|如何|请问|请找|帮我找?|想找|想看|关于|有关|(?:方面|相关)(?=$|的|论文|文章|研究)|^介绍|讲述|讲的是|(?<![演])讲(?!者|座|解|话|述)|论文|文章|(?<!目)的(?!确)|(?<=相关|方面|的|有哪些)研究$|是怎么做的|[吗呢吧啊]|了(?!解)/gu

/** Beside a name, a place or a date these say no more than that its papers are asked for. */
const ASKING_WORDS = new Set(
  'whats new recent latest newest published publish publication publications work works research author authors written wrote all more group team lab anything id pdf link'.split(
    ' ',
  ),
)
const ASKING_RUNS = /最近|近期|最新|发表|工作|研究|作品|所有|全部|这篇|那篇|有|写|[新篇号组]/g

/** These ask whatever is beside them. */
const PAPERS = new Set('paper papers article articles publication publications published by and or'.split(' '))

/**
 * Without clauses that only phrase the question: of "昨天的论文" the date is all that is asked for,
 * of "what's new this week", too.
 */
export function withoutFillers(clauses: readonly Clause[]): readonly Clause[] {
  const rest = clauses.filter((clause) => !isText(clause, isFillerOnly))
  const others = rest.filter((clause) => !isText(clause, isOnlyAsking))
  return others.some(({ anyOf }) => anyOf.some(({ kind }) => TEXTUAL.has(kind))) ? rest : others
}

/** The same beside a name, where a word such as "know" or "research" may be what is looked for. */
export function withoutAsking(clauses: readonly Clause[]): readonly Clause[] {
  const rest = clauses.filter((clause) => !isText(clause, isPapers))
  return rest.length !== 1 && rest.every((clause) => isText(clause, isOnlyAsking)) ? [] : rest
}

const isText = ({ anyOf }: Clause, is: (text: string) => boolean) =>
  anyOf.every((alternative) => alternative.kind === 'text' && is(alternative.text))

const TEXTUAL = new Set(['text', 'phrase', 'title'])

const isFillerOnly = (text: string) =>
  scan(text).every(({ kind, folded }) => (kind === 'run' ? folded.replace(FILLER_RUNS, '') === '' : FILLER_WORDS.has(folded)))

const isPapers = (text: string) =>
  scan(text).every(({ kind, folded }) =>
    kind === 'run' ? /论文|文章|^的|^有/.test(folded) && isOnlyAsking(folded) : PAPERS.has(folded),
  )

export const isOnlyAsking = (text: string): boolean =>
  scan(text).every(({ kind, folded }) =>
    kind === 'run'
      ? folded.replace(FILLER_RUNS, '').replace(ASKING_RUNS, '') === ''
      : FILLER_WORDS.has(folded) || ASKING_WORDS.has(folded),
  )

/** LeCun的论文, written without a space: the name, and what is asked of it. */
export const apartAtPossessive = (clauses: readonly Clause[]): readonly Clause[] =>
  clauses.flatMap((clause) => {
    const plain = plainText(clause)
    const at = plain?.text.search(/(?<=[\p{Script=Latin}\d])的/u) ?? -1
    if (plain === null || at < 0 || !isOnlyAsking(plain.text.slice(at))) return [clause]
    const pieces = [plain.text.slice(0, at), plain.text.slice(at)]
    return pieces.map((text): Clause => ({ negative: false, anyOf: [{ ...plain, text, last: false }] }))
  })

function isPossessive(clause: Clause): boolean {
  const text = plainText(clause)?.text ?? ''
  return text.startsWith('的') && isOnlyAsking(text)
}

/** Without 的论文 behind what it is about. */
export function withoutPossessives(clauses: readonly Clause[]): readonly Clause[] {
  const rest = clauses.filter((clause, at) => at === 0 || !isPossessive(clause))
  return rest.length > 0 ? rest : clauses
}

const MIN_QUESTION_WORDS = 2

/** Asked as a sentence: what it says is hardly the wording of a paper. */
export function isQuestion(clauses: readonly Clause[]): boolean {
  const words = clauses.flatMap(({ anyOf }) => anyOf.flatMap((one) => (one.kind === 'text' ? scan(one.text) : [])))
  return words.filter(({ folded }) => QUESTION_WORDS.has(folded)).length >= MIN_QUESTION_WORDS
}

const FILLER_ROWS = 'best way|best ways|good way|good ways|in practice|step by step'.split('|').map((row) => row.split(' '))

/** Places of words that phrase the question together: "what is the best way of …". */
export function placesOfFillerRows(words: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>()
  for (let at = 0; at < words.length; at++)
    for (const row of FILLER_ROWS)
      if (row.every((word, after) => words[at + after] === word)) for (const after of row.keys()) found.add(at + after)
  return found
}

const BEFORE_SUBJECT =
  /^(?:求?推荐[一几][篇些下]|求推荐|给我[来找]?[一几]?[点些篇]?|[一几][篇些]|请问|请找|请|有没有|有哪些|有无|哪一?[篇个些种]|那一?[篇个些种]|帮我找?|想找|想看|想了解|找|关于|有关|如何|怎样|怎么|为什么|介绍|讲述|讲的是|讲(?![者座解话述])|讨论)+/
const BEHIND_SUBJECT =
  /(?:的|相关|有关|方面|论文|文章|文献|研究|工作|有哪些|有什么|有吗|吗|呢|吧|啊|是怎么做|怎么做|是什么|叫什么)+$/

/** The subject of a question in Chinese: 有没有…的论文; the run itself where it is not a question. */
export function subjectOf(run: string, isFirst: boolean, isLast: boolean): string {
  const behind = isFirst ? run.replace(BEFORE_SUBJECT, '') : run
  return isLast ? behind.replace(BEHIND_SUBJECT, '') : behind
}
