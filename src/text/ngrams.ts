// Terms of several words or characters, cut out of running text without a dictionary.
import { scan } from './terms.ts'

const MAX_WORDS = 3
const MAX_RUN = 8

/** Characters that join or frame terms and are hardly ever part of one. */
const FRAMES =
  /[的了在是和与及对从将把被为以于而且或但并其该此这那我你他它们各每某之所也都就还又再很更最已未不没可能会要需应让使得给到至由向往因如若则即等中上下内外间前后里时当着过个种些多少几一二两三]|通过|基于|利用|使用|采用|进行|提出|研究|本文|方法|实现|提高|提升|有效|显著|以及|针对|面向|用于|具有|包括|如何|无需|表明|展示|证明|发现|解决|问题|任务|现有|我们|论文|新型|首次|介绍|表现|探讨|优异|潜力|能够|存在|相比|挑战|同时|此外|然而|因此|例如|尤其|优于|达到|引入/

/** Words of the field that have such a character within them. */
const WHOLE =
  /对抗|对齐|对比|对话|对称|对象|对偶|针对性|上下文|上采样|下采样|下游|最优|最大|最小|最短|最近邻|自适应|适应|应用|响应|智能|能量|能力|能耗|节能|功能|性能|可能性|可解释|可微|可视|可信|可控|可扩展|中文|中间|集中|中心|内存|内容|内在|内核|时间|时序|时空|实时|延时|前馈|前向|前景|后门|后训练|后验|先验后|多模态|多任务|多智能体|多语言|多视角|多尺度|多样|多元|一致|一般|统一|个性|个体|种群|种子|少样本|几何|向量|方向|反向|双向|定向|面向对象|因果|因子|等变|平等|未来|未知|不确定|不平衡|不变|会话|社会|会议|要素|重要|需求|供需|就业|成就|还原|又称|更新|变更|之间|目标|目的|的士|在线|存在性|是非|和谐|共和|与或|以太|把手|将来|被动|为主|行为|人为|于此|而且|位置|但书|并行|并发|合并|其他|这样|那么|你我|它们|各向|每周|某类|所有|都市|也许|再生|再识别|没有|可行|要点|应急|让步|使用者|得分|给定|到达|由来|往返|如何|着色|附着|当地|过程|过滤|过拟合|通过率|过采样|方法论|用于|具身|研究生|问题求解|任务型|现有/g

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

/** What marks and brackets part: no term goes across. */
export const clausesOf = (text: string): string[] => text.split(/(?<![.!?;:,()\n])[.!?;:,()\n]+(?=\s|$)|(?<=\s)[([]/)

/** A text cut for its terms. A part is the shortest of them: a word, or two characters. */
export interface CutText {
  visitParts(visit: (part: string) => void): void
  /** Parts that are wanted, and longer terms with such parts at both ends. */
  visitTerms(isWanted: (part: string) => boolean, visit: (term: string) => void): void
}

function allTerms(text: CutText): string[] {
  const terms: string[] = []
  text.visitTerms(
    () => true,
    (term) => terms.push(term),
  )
  return terms
}

/**
 * Folded words side by side, one to three, none of them a mere joint at either end:
 * "diffusion model".
 */
export const wordTerms = (text: string): string[] => allTerms(cutAtWords(text))

export function cutAtWords(text: string): CutText {
  const rows = clausesOf(text).map((sentence) =>
    scan(sentence).flatMap(({ kind, folded }): WordOfRow[] => {
      if (kind !== 'word') return []
      // A word without letters ends whatever would contain it.
      const isLettered = /\p{L}{2}/u.test(folded)
      return [{ folded, isLettered, isPart: isLettered && !STOP.has(folded) }]
    }),
  )
  return {
    visitParts(visit) {
      for (const row of rows) for (const { folded, isPart } of row) if (isPart) visit(folded)
    },
    visitTerms(isWanted, visit) {
      for (const row of rows) visitRow(row, isWanted, visit)
    },
  }
}

interface WordOfRow {
  readonly folded: string
  readonly isLettered: boolean
  readonly isPart: boolean
}

function visitRow(row: readonly WordOfRow[], isWanted: (part: string) => boolean, visit: (term: string) => void): void {
  for (let start = 0; start < row.length; start++) {
    const first = row[start]
    if (!first?.isPart || !isWanted(first.folded)) continue
    let term = first.folded
    visit(term)
    for (let end = start + 1; end < start + MAX_WORDS; end++) {
      const word = row[end]
      if (!word?.isLettered) break
      term += ` ${word.folded}`
      if (word.isPart && isWanted(word.folded)) visit(term)
    }
  }
}

/** Strings of two to eight characters between those that frame terms. */
export const runTerms = (text: string): string[] => allTerms(cutAtFrames(text))

export function cutAtFrames(text: string): CutText {
  const pieces = scan(text).flatMap(({ kind, folded }) => (kind === 'run' ? piecesOf(folded) : []))
  return {
    visitParts(visit) {
      for (const piece of pieces) for (let start = 0; start < piece.length - 1; start++) visit(piece.slice(start, start + 2))
    },
    visitTerms(isWanted, visit) {
      for (const piece of pieces) visitPiece(piece, isWanted, visit)
    },
  }
}

function visitPiece(piece: string, isWanted: (part: string) => boolean, visit: (term: string) => void): void {
  const wanted: boolean[] = []
  for (let start = 0; start < piece.length - 1; start++) wanted.push(isWanted(piece.slice(start, start + 2)))
  for (let start = 0; start < wanted.length; start++) {
    if (!wanted[start]) continue
    for (let end = start + 2; end <= Math.min(piece.length, start + MAX_RUN); end++)
      if (wanted[end - 2]) visit(piece.slice(start, end))
  }
}

/**
 * What is between the characters that frame terms; those within a word of the field frame nothing.
 */
export function piecesOf(run: string): string[] {
  const kept: string[] = []
  // A private-use character in place of each such word, so that no frame is seen in it.
  const hidden = run.replace(WHOLE, (word) => {
    kept.push(word)
    return String.fromCharCode(0xe000 + kept.length - 1)
  })
  return hidden.split(FRAMES).map((piece) => piece.replace(/[\ue000-\uf8ff]/g, (mark) => kept[mark.charCodeAt(0) - 0xe000] ?? ''))
}

/** Leaves out parts of longer terms that hardly occur without them: "散模型" beside "扩散模型". */
export function wholeTerms<Term extends { readonly text: string; readonly count: number }>(terms: readonly Term[]): Term[] {
  return terms.filter(
    (term) =>
      !terms.some(
        (other) => other.text.length > term.text.length && other.text.includes(term.text) && other.count >= term.count * 0.7,
      ),
  )
}
