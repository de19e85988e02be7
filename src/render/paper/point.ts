// How well a sentence of an abstract says what its authors did, by how it is put.
import type { Language } from '../../text/bilingual.ts'

type Cues = readonly (readonly [points: number, cue: RegExp])[]

/**
 * A word with a capital behind a small letter, as in LoRA and ViT. Each letter fits one place alone:
 * whatever comes, nothing is read twice.
 */
const namePattern = (more: string) =>
  `\\p{Lu}[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}${more}]*\\p{Ll}[\\p{Ll}\\p{Lt}\\p{Lm}\\p{Lo}${more}]*\\p{Lu}[\\p{L}${more}]*`
const NAMES = new RegExp(`(?<![\\p{L}\\p{N}-])${namePattern('\\p{N}')}`, 'gu')

const ADVERB = '(?:\\w+ly |also |here |then |first |thus |now )?'
const MADE = 'propose|introduce|present|develop|design|describe|build|built|create|devise|train|formulate|construct|contribute'
const LOOKED =
  'show|demonstrate|find|found|study|investigate|explore|examine|analy[sz]e|evaluate|report|prove|establish|argue|ask|address|consider|compare|release|use|extend|revisit|test|tackle|collect|apply|scale|combine|replace|learn|discover|identify|measure'

/** The best first: at most one counts. */
const CUES: Readonly<Record<Language, Cues>> = {
  en: [
    [
      5,
      new RegExp(
        `\\b(?:(?:we|the authors?) ${ADVERB}(?:${MADE})|(?:in|with) this (?:paper|work|article|study|report|survey|letter|thesis)|(?:is|are) (?:proposed|introduced|presented))\\b`,
        'i',
      ),
    ],
    [5, /\b(?:this|the present|our) (?:paper|work|article|study|report|survey|letter|thesis)\b/i],
    [4, new RegExp(`\\bwe ${ADVERB}(?:${LOOKED})\\b`, 'i')],
    [
      3,
      /\b(?:we |the authors? (?!also|evaluate|test)|our (?:method|approach|model|framework|system|algorithm|key|main|goal|aim)\b|called |dubbed |here,? )/i,
    ],
    [2, /\bthe authors? /i],
    [2, new RegExp(`^(?:\\p{Lu}{3,}|${namePattern('')})(?:-\\d+)? \\p{Ll}`, 'u')],
    [1, /\b(?:results?|experiments?|evaluations?) (?:\w+ ){0,4}(?:show|demonstrate|indicate|suggest|confirm)/i],
  ],
  zh: [
    [5, /本文|本(?:研究|工作|论文|报告)|(?:该|这篇|这项|此)(?:论文|文章|工作|研究|报告|综述)/u],
    [5, /(?:我们|作者)(?:\p{Script=Han}{0,3})(?:提出|介绍|设计|构建|开发|引入|推出|训练|建立|给出|构造)/u],
    [
      4,
      /我们(?:\p{Script=Han}{0,3})(?:证明|表明|发现|研究|展示|分析|探讨|考察|评估|检验|探索|验证|报告|发布|收集|使用|利用|采用|比较)|旨在/u,
    ],
    [3, /我们|作者(?!还|也|身份|归属|识别|在[^，,。]{0,80}(?:评测|评估|测试|实验))|提出了?|称为|名为/u],
    [2, /作者(?!身份|归属|识别)/u],
    [2, /^[A-Z][a-z]*[A-Z][A-Za-z\d-]*\p{Script=Han}/u],
    [1, /(?:实验|结果|评测)(?:\p{Script=Han}{0,4})(?:表明|显示|证明|说明)/u],
  ],
}

/** How a sentence begins that says what others did, or what is hard. */
const BACKGROUND: Readonly<Record<Language, RegExp>> = {
  en: /^(?:(?:most |many |all )?(?:existing|previous|prior|earlier|conventional|traditional|current|recent|modern)\b|recently|however|despite|although|in recent years|over the past|state-of-the-art)/i,
  zh: /^(?:此前|以往|以前|先前|已有|现有|目前|传统|近年|近期|最近|过去|然而|但|尽管|虽然|随着|当前)/u,
}

/** What is said of habits and of what is wanting. */
const COMMON: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:usually|often|typically|commonly|still|remains?|suffers?|limited|challenging|costly|expensive|depends? on|requires?)\b/i,
  zh: /通常|往往|常常|一般|仍|难以|依赖|受限|昂贵|需要/u,
}

/** The more, the better. `names` are what the authors call their work. */
export function pointOf(sentence: string, language: Language, names: readonly string[]): number {
  const text = sentence.trim()
  const said = CUES[language].find(([, cue]) => cue.test(text))?.[0] ?? 0
  const points = Math.max(said, names.some((name) => text.includes(name)) ? 3 : 0)
  if (points >= 4) return points
  return points - (BACKGROUND[language].test(text) ? 2 : 0) - (points < 3 && COMMON[language].test(text) ? 1 : 0)
}

/** "LoRA" of "LoRA: Low-Rank Adaptation …", and what is written like a name in the title. */
export function namesInTitle(title: string): readonly string[] {
  const [before = '', ...after] = title.split(/[:：]/u)
  const name = before.trimEnd()
  const isName = after.length > 0 && name.split(' ').length <= 2 && /^\p{Lu}/u.test(name)
  return [...(isName ? [name] : []), ...(title.match(NAMES) ?? [])]
}
