// Terms of several words or characters, cut out of running text without a dictionary.
import { scan } from './terms.ts'

const MAX_WORDS = 3
const MAX_RUN = 8

/** Characters that join or frame terms and are hardly ever part of one. */
const FRAMES =
  /[的了在是和与及对从将把被为以于而且或但并其该此这那我你他它们各每某之所也都就还又再很更最已未不没可能会要需应让使得给到至由向往因如若则即等中上下内外间前后里时当着过个种些多少几一二两三]|通过|基于|利用|使用|采用|进行|提出|研究|本文|方法|实现|提高|提升|有效|显著|以及|针对|面向|用于|具有|包括|如何|无需|表明|展示|证明|发现|解决|问题|任务|现有|我们|论文|新型|首次|介绍|表现|探讨|优异|潜力|能够|存在|相比|挑战|同时|此外|然而|因此|例如|尤其|优于|达到|引入/

const STOP = new Set(
  (
    'a an and are as at be been by can do does for from has have how in into is it its may more most not of on or our over than that the their them then there these they this to under up us via was we were what when where which while who why will with without within toward towards using use used based new novel paper propose proposed approach method methods results show shows study work both also however such each between across through during only ' +
    'among amongst against above below several those out seen far many much make makes made given one two three first second further moreover furthermore additionally recent recently ' +
    'existing various different demonstrate demonstrates demonstrated achieve achieves achieving achieved outperform outperforms significantly ' +
    'significant effective effectively address addresses addressing challenge challenges limited enhance enhances enhancing improve improves ' +
    'improving improved introduce introduces present presents leverage leverages leveraging provide provides require requires remain remains ' +
    'often well thus hence yet per including enable enables without state-of-the-art advancements'
  ).split(' '),
)

/** Words that say nothing of what a paper is about. */
export const isEmptyWord = (folded: string): boolean => STOP.has(folded)

/**
 * Folded words side by side, one to three, none of them a mere joint at either end:
 * "diffusion model".
 */
export function wordTerms(text: string): string[] {
  const terms: string[] = []
  for (const sentence of text.split(/(?<![.!?;:,()\n])[.!?;:,()\n]+(?=\s|$)/)) {
    const words = scan(sentence).flatMap(({ kind, folded }) => (kind === 'word' ? [folded] : []))
    for (let start = 0; start < words.length; start++)
      for (let length = 1; length <= MAX_WORDS && start + length <= words.length; length++) {
        const term = words.slice(start, start + length)
        if (!STOP.has(term[0] ?? '') && !STOP.has(term.at(-1) ?? '') && term.every((word) => /\p{L}{2}/u.test(word)))
          terms.push(term.join(' '))
      }
  }
  return terms
}

/** Strings of two to eight characters between those that frame terms. */
export function runTerms(text: string): string[] {
  const terms: string[] = []
  for (const unit of scan(text)) {
    if (unit.kind !== 'run') continue
    for (const piece of unit.folded.split(FRAMES))
      for (let start = 0; start < piece.length - 1; start++)
        for (let length = 2; length <= MAX_RUN && start + length <= piece.length; length++)
          terms.push(piece.slice(start, start + length))
  }
  return terms
}

/** Leaves out parts of longer terms that hardly occur without them: "散模型" next to "扩散模型". */
export function wholeTerms<Term extends { readonly text: string; readonly count: number }>(terms: readonly Term[]): Term[] {
  return terms.filter(
    (term) =>
      !terms.some(
        (other) => other.text.length > term.text.length && other.text.includes(term.text) && other.count >= term.count * 0.7,
      ),
  )
}
