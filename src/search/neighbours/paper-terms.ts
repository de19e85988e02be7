// The terms of a paper, without the language in which papers of any subject are summed up, and what
// each of them says of it.
import type { ArchivedPaper } from '../../archive/archive.ts'
import { isEmptyWord, piecesOf } from '../../text/ngrams.ts'
import { pairsOf, scan, termOf } from '../../text/terms.ts'
import type { SearchIndex } from '../search-index.ts'

export interface WrittenTerm {
  readonly term: string
  /** As the paper writes it. */
  readonly written: string
  /** Of Chinese; else a word. */
  readonly isPair: boolean
}

export interface Weighed extends WrittenTerm {
  /** How often the paper has it, as `countTerms` counts. */
  readonly count: number
  /** How much of what the paper says is said by it. */
  readonly weight: number
  /** How seldom papers have it. */
  readonly rarity: number
  /** Few enough papers have it to look for them all. */
  readonly isTelling: boolean
}

const TITLE_COUNTS = 3
/** Of so many terms, the most used in the paper, the index is asked how common they are. */
const MAX_WEIGHED = 160
/** A pair of characters is less of a term than a word is, where the paper has words as well. */
const WEIGHT_OF_A_PAIR = 0.35
/** What more papers than this have is asked for only where the title has it. */
const COMMON_SHARE = 0.02
const COMMON_SHARE_OF_TITLES = 0.08
/** Rarer ones count no more: two subjects may share an abbreviation. */
const RARE_SHARE = 1 / 1_500

export const textsOf = ({ title, abstract }: ArchivedPaper) => ({
  titles: [title.en ?? '', title.zh ?? ''],
  abstracts: [abstract.en ?? '', abstract.zh ?? ''],
})

type Counted = WrittenTerm & { count: number; readonly inTitle: boolean }

/** How often a paper has each term, one in the title as often as three others. */
export function countTerms(paper: ArchivedPaper): Map<string, Counted> {
  const counts = new Map<string, Counted>()
  const { titles, abstracts } = textsOf(paper)
  for (const text of titles) countIn(text, true, counts)
  for (const text of abstracts) countIn(text, false, counts)
  return counts
}

/** The terms of a paper that say most: often here, seldom elsewhere. */
export function weighed(index: SearchIndex, paper: ArchivedPaper): Weighed[] {
  const papers = index.paperCount()
  const hasWords = textsOf(paper).abstracts[0] !== ''
  return [...countTerms(paper).values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_WEIGHED)
    .map(({ term, written, isPair, count, inTitle }) => {
      const frequency = isPair ? index.frequency(term) : index.wordFrequency(term)
      const rarity = frequency > 1 ? Math.log(Math.max(1, papers / Math.max(frequency, papers * RARE_SHARE))) : 0
      const part = isPair && hasWords ? WEIGHT_OF_A_PAIR : 1
      const isTelling = frequency <= Math.max(5, papers * (inTitle ? COMMON_SHARE_OF_TITLES : COMMON_SHARE))
      return { term, written, isPair, count, rarity, isTelling, weight: part * (1 + Math.log(count)) * rarity }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
}

/** Said of papers of every subject. */
const SUMMARY_WORDS = new Set(
  (
    'code codes available publicly unicode github https http www com org project page website url definition definitions repository supplementary appendix ' +
    'experiments experimental extensive comprehensive state art sota introduction background conclusion conclusions results methods objective objectives ' +
    'performance accuracy baseline baselines framework frameworks model models paper papers task tasks data dataset datasets evaluation'
  ).split(' '),
)

/**
 * Models that are tried and measures that are reported: a subject where a title has them, and else
 * the tools of any.
 */
const TOOLS = new Set(
  (
    'gpt chatgpt claude gemini gemma qwen llama mistral deepseek sonnet opus haiku grok mini flash pro max turbo instruct palm phi vicuna llava internvl ' +
    'bert roberta resnet imagenet coco cifar mnist nuscenes kitti fid psnr ssim lpips miou map auc auroc auprc fps gflops flops bleu rouge wer cer iou dice ' +
    'rmse mae mse percent percentage points gpu gpus'
  ).split(' '),
)

const SUMMARY_RUNS =
  /实验结果|结果显示|实验显示|大量实验|结果|一种新方法|新方法|一种新|新颖|论文介绍|后处理|代码已?开源|开源代码|代码可用|显著优于|最先进|最新|现有方法|本研究|该研究|研究人员|研究者|作者|提供了|有助于|为此|旨在|首个|关键|核心|主要|重要|进一步|广泛|能力|性能|效果|优势|贡献|局限/

/** Dozens of papers are gone through for one answer, so only a term that is new makes an object. */
function countIn(text: string, inTitle: boolean, counts: Map<string, Counted>): void {
  const once = inTitle ? TITLE_COUNTS : 1
  for (const unit of scan(text)) {
    if (unit.kind === 'run') {
      // Within terms only: what frames them, and joins one to the next, is the language of
      // summaries.
      for (const between of unit.folded.split(SUMMARY_RUNS))
        for (const piece of piecesOf(between))
          for (const pair of pairsOf(piece).slice(0, -1)) {
            const known = counts.get(pair)
            if (known) known.count += once
            else counts.set(pair, { term: pair, written: pair, isPair: true, count: once, inTitle })
          }
      continue
    }
    for (const part of unit.parts) {
      if (!isOfSubject(part, inTitle)) continue
      const term = termOf(part)
      const known = counts.get(term)
      if (known) {
        known.count += once
        continue
      }
      const written = unit.parts.length === 1 ? text.slice(unit.start, unit.end) : part
      counts.set(term, { term, written, isPair: false, count: once, inTitle })
    }
  }
}

const isOfSubject = (part: string, inTitle: boolean) =>
  part.length > 2 &&
  !/^(?:x\d{4}|\d+)$/.test(part) &&
  !isEmptyWord(part) &&
  !SUMMARY_WORDS.has(part) &&
  (inTitle || !TOOLS.has(part))
