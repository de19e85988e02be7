// The same thing written another way: spelling, derivation, spaces, numbers, signs, slips.
import { isTelling, latinWords, slip } from '../words.ts'
import { cutChinese, type Draw, distinct, inOrder, type SetRule, type Source } from './set-rule.ts'

/** British → American; typed the other way round than the paper has it. */
const SPELLINGS: readonly (readonly [string, string])[] = (
  'behaviour behavior|behavioural behavioral|colour color|neighbour neighbor|labelled labeled|labelling labeling|modelling modeling|' +
  'modelled modeled|optimise optimize|optimisation optimization|optimised optimized|optimising optimizing|generalise generalize|' +
  'generalisation generalization|generalised generalized|quantisation quantization|quantised quantized|regularisation regularization|' +
  'regularised regularized|visualisation visualization|localisation localization|factorisation factorization|tokenisation tokenization|' +
  'personalisation personalization|personalised personalized|summarisation summarization|normalisation normalization|normalised normalized|' +
  'initialisation initialization|discretisation discretization|randomised randomized|polarised polarized|parameterisation parameterization|' +
  'parametrised parametrized|centre center|centred centered|fibre fiber|grey gray|tumour tumor|analyse analyze|analysing analyzing|catalogue catalog|' +
  'defence defense|artefact artifact|artefacts artifacts|multi-centre multi-center|anaemia anemia|haemorrhage hemorrhage|paediatric pediatric|' +
  'leukaemia leukemia|programme program|signalling signaling|travelling traveling|ageing aging|sceptical skeptical|characterisation characterization|' +
  'reorganisation reorganization|crystallisation crystallization|binarised binarized|hallucinations hallucinations'
)
  .split('|')
  .map((pair) => pair.split(' ') as [string, string])
const TO_AMERICAN = new Map(SPELLINGS)
const TO_BRITISH = new Map(SPELLINGS.map(([british, american]) => [american, british]))

/** Words with one root; each is typed where the paper has another of its line. */
const FAMILIES = (
  'classify classification classifier|recognize recognition|attend attention attentive|explain explanation explainable explainability|' +
  'synthesize synthesis synthetic|hierarchy hierarchical|probability probabilistic|anomaly anomalous|theory theoretical|noise noisy denoise denoising|' +
  'simplify simplification|verify verification verifier|represent representation|describe description|adapt adaptation adaptive|' +
  'decide decision|perceive perception perceptual|retrieve retrieval retriever|robust robustness|efficient efficiency|' +
  'sparse sparsity|diverse diversity|similar similarity|complex complexity|stable stability|compress compression|' +
  'semantic semantics|geometry geometric|symmetry symmetric|energy energetic|biology biological|clinic clinical|' +
  'personal personalize personalization|modal modality|causal causality|linear linearize|local localize localization|quantum quantize|' +
  'express expression expressive|generate generation generative generator|predict prediction predictive|segment segmentation|detect detection detector|' +
  'estimate estimation estimator|translate translation|reconstruct reconstruction|simulate simulation simulator|optimize optimization optimal|' +
  'evaluate evaluation|align alignment|distill distillation|collaborate collaboration collaborative|interact interaction interactive|' +
  'forget forgetting|persuade persuasion persuasive|deceive deception deceptive|conclude conclusion|resolve resolution|' +
  'acquire acquisition|unify unification unified|identify identification|modify modification|clarify clarification'
)
  .split('|')
  .map((line) => line.split(' '))
const FAMILY_OF = new Map(FAMILIES.flatMap((family) => family.map((word) => [word, family] as const)))

/**
 * Three or four telling words of the title, one of them changed; the paper alone has what they
 * were.
 */
function changed(
  source: Source,
  change: (word: string) => string | null,
  isRight: (word: string) => boolean = isTelling,
): Draw | null {
  const { words, index, random } = source
  const able = distinct(words.filter((word) => isRight(word) && change(word) !== null))
  if (able.length === 0) return null
  const one = random.pick(able)
  const others = random.shuffle(distinct(words.filter((word) => isTelling(word) && word !== one))).slice(0, 1 + random.below(2))
  const chosen = inOrder(distinct(words), [one, ...others])
  if (chosen.length < 2) return null
  const plain = chosen.flatMap((word) => (word === one ? [] : [word]))
  const text = chosen.map((word) => (word === one ? (change(word) ?? word) : word)).join(' ')
  const fitting = index.titlesWith(plain).filter((position) => index.titleHas(position, one))
  return { text, alone: fitting.length === 1 }
}

function slipTwice(word: string, source: Source): string {
  for (;;) {
    const slipped = slip(slip(word, source.random), source.random)
    if (slipped !== word) return slipped
  }
}

/** A unit apart from its number where the paper joins them, and the other way round. */
function otherwiseSpaced(text: string): string | null {
  const joined = /(\d+(?:\.\d+)?)([- ]?)(bit|shot|step|way|stage|fold|D|B|M|K|x|×|Hz|GB|ms|hop|layer|view|turn)\b/u.exec(text)
  if (!joined) return null
  const [all, number, between, unit] = joined
  const other = between === '' ? ` ${unit}` : between === '-' ? unit : `-${unit}`
  return text.replace(all ?? '', `${number}${other}`)
}

const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  η: 'eta',
  θ: 'theta',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  τ: 'tau',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
  Δ: 'Delta',
  Φ: 'Phi',
  Ψ: 'Psi',
  Σ: 'Sigma',
  Ω: 'Omega',
}
const GREEK_NAMES = Object.fromEntries(Object.entries(GREEK).map(([letter, name]) => [name, letter]))

function inOtherLetters(row: string, random: Source['random']): string {
  if (/[α-ωΔΦΨΣΩ]/u.test(row))
    return row.replace(/[α-ωΔΦΨΣΩ]/gu, (letter) =>
      random.below(2) === 0 ? (GREEK[letter] ?? letter) : `$\\${GREEK[letter] ?? letter}$`,
    )
  return row.replace(/\\?\b[A-Za-z]+\b/g, (word) => GREEK_NAMES[word.replace('\\', '')] ?? word)
}

export const FORMS: readonly SetRule[] = [
  {
    name: 'British spelling',
    rule: 'two or three words of a title, one of them in its British spelling where the title has the American; no other title has them',
    draw: (source) =>
      changed(
        source,
        (word) => TO_BRITISH.get(word) ?? null,
        (word) => TO_BRITISH.has(word),
      ),
  },
  {
    name: 'American spelling',
    rule: 'the other way round',
    draw: (source) =>
      changed(
        source,
        (word) => TO_AMERICAN.get(word) ?? null,
        (word) => TO_AMERICAN.has(word),
      ),
  },
  {
    name: 'derived form',
    rule: 'two or three words of a title, one of them as another word of the same root (classify, classification); no other title has them',
    draw: (source) =>
      changed(
        source,
        (word) => {
          const others = (FAMILY_OF.get(word) ?? []).filter((other) => other !== word)
          return others.length === 0 ? null : source.random.pick(others)
        },
        (word) => FAMILY_OF.has(word),
      ),
  },
  {
    name: 'two slips in a word',
    rule: 'two or three words of a title, one of seven letters or more with two slips; no other title has them',
    draw: (source) =>
      changed(
        source,
        (word) => slipTwice(word, source),
        (word) => /^[a-z]{7,}$/.test(word) && isTelling(word),
      ),
  },
  {
    name: 'three slips in a title',
    rule: 'a whole title with one slip in each of three words',
    draw({ words, random }) {
      const wrong = random.shuffle(words.filter((word) => /^[a-z]{5,}$/.test(word))).slice(0, 3)
      if (wrong.length < 3) return null
      return { text: words.map((word) => (wrong.includes(word) ? slip(word, random) : word)).join(' '), alone: true }
    },
  },
  {
    name: 'all spaces missing',
    rule: 'three to six words in a row of a title without their spaces; no other title has them',
    draw({ words, index, random }) {
      const count = 3 + random.below(4)
      const start = random.below(Math.max(1, words.length - count + 1))
      const row = words.slice(start, start + count)
      if (row.length < 3 || !row.every((word) => /^[a-z]+$/.test(word))) return null
      return { text: row.join(''), alone: index.titlesWith(row).length === 1 }
    },
  },
  {
    name: 'one space missing',
    rule: 'four or five words in a row of a title, one of their spaces missing; no other title has them',
    draw({ words, index, random }) {
      const count = 4 + random.below(2)
      const start = random.below(Math.max(1, words.length - count + 1))
      const row = words.slice(start, start + count)
      if (row.length < 4 || !row.every((word) => /^[a-z]+$/.test(word))) return null
      const at = random.below(row.length - 1)
      const text = [...row.slice(0, at), `${row[at]}${row[at + 1]}`, ...row.slice(at + 2)].join(' ')
      return { text, alone: index.titlesWith(row).length === 1 }
    },
  },
  {
    name: 'space within a word',
    rule: 'three words of a title, a space within one of seven letters or more; no other title has them',
    draw: (source) =>
      changed(
        source,
        (word) => {
          const at = 3 + source.random.below(word.length - 5)
          return `${word.slice(0, at)} ${word.slice(at)}`
        },
        (word) => /^[a-z]{7,}$/.test(word) && isTelling(word),
      ),
  },
  {
    name: 'number with unit',
    rule: 'three or four words in a row of a title, a number and its unit otherwise spaced (4-bit, 4bit, 4 bit); no other title has them',
    draw({ paper, index, random }) {
      const parts = paper.title.split(/\s+/)
      const at = parts.findIndex((part) =>
        /^\d+(?:\.\d+)?[- ]?(?:bit|shot|step|way|stage|fold|D|B|M|K|x|×|Hz|GB|ms|hop|layer|view|turn)$/u.test(
          part.replace(/[:,]$/, ''),
        ),
      )
      if (at < 0) return null
      const start = Math.max(0, at - random.below(3))
      const row = parts
        .slice(start, start + 4)
        .join(' ')
        .replace(/[:,]/g, '')
      const text = otherwiseSpaced(row)
      return text === null ? null : { text, alone: index.titlesWith(latinWords(row)).length === 1 }
    },
  },
  {
    name: 'Greek or LaTeX',
    rule: 'two words with a Greek letter or its name from a title or an English abstract, the letter as its name or in LaTeX and the name as the letter, and two telling words of the title',
    draw({ paper, words, index, random }) {
      const parts = `${paper.title} ${paper.abstractEn}`.replace(/\$/g, '').split(/[\s,:;()]+/)
      const rows = parts.map((_, at) => parts.slice(at, at + 2).join(' ')).filter((row) => inOtherLetters(row, random) !== row)
      const telling = random.shuffle(distinct(words.filter(isTelling))).slice(0, 2)
      if (rows.length === 0 || telling.length < 2) return null
      const text = `${inOtherLetters(random.pick(rows), random)} ${telling.join(' ')}`
      return { text, alone: index.titlesWith(telling).length === 1 }
    },
  },
  {
    name: 'code name',
    rule: 'a word of a title with capitals inside, digits or signs (SimulS2S-LLM, LLaMA-3.1-8B), in other case, joined or apart, and one more word',
    draw(source) {
      const { paper, words, index, random } = source
      const names = paper.title.split(/[\s:,]+/).filter((word) => /^(?=.*[a-z])(?=.*[A-Z].*[A-Z]|.*\d)[\w+#.-]{4,}$/.test(word))
      const telling = words.filter(isTelling)
      if (names.length === 0 || telling.length === 0) return null
      const [name, word] = [random.pick(names), random.pick(telling)]
      const written = random.pick([
        name.toLowerCase(),
        name.replace(/-/g, ' '),
        name.replace(/-/g, ''),
        name.replace(/([a-z])([A-Z])/g, '$1 $2'),
      ])
      if (name.toLowerCase().includes(word)) return null
      const fitting = index.titlesWith(latinWords(name)).filter((position) => index.titleHas(position, word))
      return { text: `${written} ${word}`, alone: fitting.length === 1 && written !== name }
    },
  },
  {
    name: 'wrong Chinese character',
    rule: '7 to 10 characters in a row of a Chinese abstract, one of them another character; no other abstract has the right ones',
    draw({ paper, index, random }) {
      const text = cutChinese(paper.abstractZh, 7 + random.below(4), random)
      if (text === null || !/^\p{Script=Han}+$/u.test(text)) return null
      const at = random.below(text.length)
      const wrong = random.pick([...'的在和是有中大生产型形性像向数树网往练连机基力理意义'])
      return wrong === text[at]
        ? null
        : { text: text.slice(0, at) + wrong + text.slice(at + 1), alone: index.papersWithChinese([text]).length === 1 }
    },
  },
]
