// Phrases of a Chinese text that may be the name of a subject: one to four words side by side, of
// which none joins or frames the others. And whether a phrase is cut out of longer ones.
import { piecesOf } from '../../text/ngrams.ts'
import { scan } from '../../text/terms.ts'
import { segmenter } from '../../text/whole-words.ts'
import { isKnownTerm } from './known-terms.ts'

const MAX_WORDS = 4
const MIN_LENGTH = 3
const MAX_LENGTH = 8

/** Single characters that begin a name, as in 多模态, 元学习, 点云, 零样本. */
const BEGINS = new Set([...'多跨零少无自大小超强元图点流长低单双三四二脑光核反逆超高深离在开半弱全类预后软硬人手眼脸声'])
/** Single characters that end one, as in 智能体, 水印, 思维链. */
const ENDS = new Set([...'体链云图机器场集流波谱码网车病癌瘤剂物核树桥层学库弈法印性'])
/** Words that say how something is, what is done or how well, and name no subject. */
const PLAIN =
  /^(?:类似|引导|架构|检测|基准测试|基准|语料库|代理|提示|嵌入|方面|提供|结合|验证|自动|比较|能力|性能|框架|范式|基线|准确率|准确性|成功率|质量|效率|成本|优势|效果|结果|过程|方式|方案|策略|技术|工作|领域|场景|条件|情况|因素|特点|特性|阶段|层面|角度|领先|先进|主流|传统|经典|标准|通用|常见|典型|复杂|简单|关键|核心|重要|主要|显著|有效|高效|强大|广泛|大量|大规模|高质量|多样|真实|实际|应用|实验|评估|测试|分析|设计|构建|改进|优化|增强|支持|处理|生成|训练|数据|数据集|模型|系统|网络|算法|架构|机制|模块|流程|工具|平台|指标|参数|结构|特征|信息|知识|内容|文本|图像|视频|语言|视觉|空间|时间|输入|输出|目标|对象|样本|类别|类型|水平|程度|规模|数量|比例|范围|开源|公开|可用|性|化|型|级|度|率|式|者|项|次|篇|倍|点|年|月|日|团队|学者|用户|人类|专家|社区|现象|差异|影响|作用|意义|价值|需求|限制|瓶颈|局限|困难|风险|趋势|前景|未来|当前|目前|近年|最近|最新|首次|首个|全新|新颖|创新|独特|灵活|稳定|可靠|一致|统一|完整|全面|系统性|整体|局部|全局|外部|内部|潜在|隐式|显式|动态|静态|不同|相同|相关|相应|特定|具体|各种|多种|多个|单一|单个|额外|原始|初始|最终|中间|底层|上层|下游|上游)$/

/** Words that may open a name and end none. */
const ENDS_PLAIN =
  /^(?:框架|基准|方法|策略|方面|提供|结合|验证|能力|性能|系统|数据|训练|模块|机制|技术|场景|领域|导致|无法|普遍|依赖|缺乏|支持|任务|方案|过程|设计|研究|评估|测试|指标|阶段|结果|效率|质量|成本|信息|表示|特征|之间|有限|受限|可扩展|通用|自动|高效|视觉|语言|基础)$/

/** 重要性, 依赖性: what something is like. */
const IS_QUALITY = /^..性$/

/**
 * So many pieces are kept with their phrases: abstracts share many of theirs, each is asked for
 * twice, and to divide a piece into words is what costs.
 */
const MAX_KEPT = 20_000

/** For the texts of one question: what it keeps goes with it. */
export function createChinesePhrases(): (text: string) => string[] {
  const kept = new Map<string, readonly string[]>()
  const phrasesOf = (piece: string) => {
    const known = kept.get(piece)
    if (known !== undefined) return known
    const phrases = phrasesOfPiece(piece)
    if (kept.size < MAX_KEPT) kept.set(piece, phrases)
    return phrases
  }
  return (text) => scan(text).flatMap((unit) => (unit.kind === 'run' ? piecesOf(unit.folded).flatMap(phrasesOf) : []))
}

function phrasesOfPiece(piece: string): readonly string[] {
  const phrases: string[] = []
  const words = [...segmenter.segment(piece)].map(({ segment }) => segment)
  for (let start = 0; start < words.length; start++)
    for (let length = 1; length <= MAX_WORDS && start + length <= words.length; length++) {
      const part = words.slice(start, start + length)
      const phrase = part.join('')
      if (phrase.length > MAX_LENGTH) break
      if (namesSubject(part, phrase)) phrases.push(phrase)
    }
  return phrases
}

function namesSubject(words: readonly string[], phrase: string): boolean {
  if (words.every((word) => PLAIN.test(word)) && !isKnownTerm(phrase)) return false
  if (PLAIN.test(phrase)) return false
  if (isKnownTerm(phrase)) return true
  const [first = '', last = ''] = [words[0], words.at(-1)]
  if (phrase.length < MIN_LENGTH || IS_QUALITY.test(phrase) || ENDS_PLAIN.test(last)) return false
  if (first.length === 1 && !BEGINS.has(first)) return false
  if (last.length === 1 && !ENDS.has(last)) return false
  return /^\p{Script=Han}+$/u.test(phrase)
}

/** What is between the characters that frame terms, a line each. */
export const piecesOfText = (text: string): string =>
  scan(text)
    .filter(({ kind }) => kind === 'run')
    .flatMap(({ folded }) => piecesOf(folded))
    .join('\n')

/** One neighbour at so many of the places: the phrase goes on with it. */
const MAX_OF_ONE_NEIGHBOUR = 0.6
const MIN_PLACES = 3

/** 散模型 and 语言模型, where all but a few are 扩散模型 and 大语言模型. `texts` are such pieces. */
export function isCut(phrase: string, texts: Iterable<string>): boolean {
  const [left, right] = [new Map<string, number>(), new Map<string, number>()]
  let places = 0
  for (const text of texts)
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
      places++
      note(left, text.charAt(at - 1))
      note(right, text.charAt(at + phrase.length))
    }
  if (places < MIN_PLACES) return false
  return [left, right].some((side) => Math.max(0, ...side.values()) > places * MAX_OF_ONE_NEIGHBOUR)
}

/** At the end of a piece a phrase ends as well. */
function note(side: Map<string, number>, neighbour: string): void {
  if (/^\p{Script=Han}$/u.test(neighbour)) side.set(neighbour, (side.get(neighbour) ?? 0) + 1)
}
