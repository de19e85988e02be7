// Titles in sentence case, and which of their words keep their capitals whatever the case: names,
// abbreviations, and what the paper itself always writes with a capital.

/** Names that are common in titles; a capital in a title alone does not tell them. */
const NAMES = new Map(
  (
    'Abelian African American Arabic Asian Atari Bahdanau Bayes Bayesian Bellman Bengali Bernoulli Bernstein Bloom Boltzmann Boolean ' +
    'Brownian Cartesian Cauchy Chebyshev Chinese Cholesky Chomsky Cox Dirichlet Dutch Earth Einstein English Euclidean Euler European ' +
    'Facebook Fisher Fourier French Frobenius Galerkin Gaussian Gaussians German Gibbs Google Grassmann Greek Hadamard Hamilton ' +
    'Hamiltonian Hamming Hausdorff Hawkes Hebbian Hermitian Hessian Hilbert Hindi Hoeffding Hopfield Huber Hungarian Indian Internet ' +
    'Ising Italian Jacobi Jacobian Japanese Java Kalman Kolmogorov Koopman Korean Krylov Kullback Lagrange Lagrangian Langevin Laplace ' +
    'Laplacian Latin Lebesgue Leibler Levenshtein Linux Lipschitz Lorentz Lorentzian Lyapunov Mahalanobis Mandarin Mars Markov Markovian ' +
    'Mercer Minecraft Minkowski Monte Carlo Nash Navier Nesterov Newton Newtonian Nobel Nystr\u00f6m Pareto Parisi Pearson Persian Poisson ' +
    'Polish Portuguese Procrustes Python Rademacher Reddit Riemann Riemannian Romanian R\u00e9nyi Russian Schr\u00f6dinger Shannon Shapley ' +
    'Sinkhorn Sobolev Spanish Stackelberg Stein Stokes Swahili Swedish Tchebycheff Thai Thompson Tikhonov Tsallis Turing Turkish Twitter ' +
    'Ukrainian Urdu Vapnik Vietnamese Wasserstein Wiener Wikidata Wikipedia Wishart Zipf Zipfian'
  )
    .split(' ')
    .map((name) => [name.toLowerCase(), name]),
)

/** What a title writes in small letters even where every other word has a capital. */
const SMALL = new Set(
  (
    'about across after against along among around before behind below beneath beside between beyond down during from inside into like ' +
    'near onto over past since than that their them then this through throughout toward towards under until unto upon using versus via ' +
    'what when where which while with within without your'
  ).split(' '),
)

interface Word {
  readonly text: string
  /** First of the title, or of what follows a colon, a dash or the end of a sentence. */
  readonly isFirst: boolean
}

/** Words and what is between them, in order; every other piece is a word. */
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'\u2019*+]*[\p{L}\p{M}\p{N}*+])?/gu
const STARTS = /(?:[:?!.\u2014\u2013]["'\u201d\u2019)]*\s+|\u2014)["'\u201c\u2018(]*$/u

function mapWords(title: string, change: (word: Word) => string): string {
  let changed = ''
  let last = 0
  for (const match of title.matchAll(WORD)) {
    const between = title.slice(last, match.index)
    const isFirst = last === 0 || STARTS.test(between)
    changed += between + change({ text: match[0], isFirst })
    last = match.index + match[0].length
  }
  return changed + title.slice(last)
}

/** As APA has it: a capital at the beginning, after a colon, and where a name keeps it. */
export function sentenceCase(title: string, abstract: string | null): string {
  const spelling = spellingOf(title, abstract)
  return mapWords(title, ({ text, isFirst }) => {
    const name = spelling(text)
    if (name !== null) return name
    const small = text.toLowerCase()
    return isFirst ? capitalised(small) : small
  })
}

/** As BibTeX wants it: braces around each word that keeps its capitals. `escaped` writes a piece of text. */
export function bracedTitle(title: string, abstract: string | null, escaped: (text: string) => string): string {
  const spelling = spellingOf(title, abstract)
  const leading = /^[\p{Lu}][\p{L}\p{N}]*(?=:)/u.exec(title)?.[0]
  const pieces: string[] = []
  let last = 0
  // What is joined by hyphens is one word to a reader: `{GPT-4}`.
  for (const match of title.matchAll(/[\p{L}\p{N}][^\s:;,.?!(){}[\]"]*/gu)) {
    const text = match[0]
    const parts = text.match(WORD) ?? []
    const isKept =
      parts.some((part) => spelling(part) !== null && /\p{Lu}/u.test(part)) || (match.index === 0 && text === leading)
    pieces.push(escaped(title.slice(last, match.index)), isKept ? `{${escaped(text)}}` : escaped(text))
    last = match.index + text.length
  }
  return [...pieces, escaped(title.slice(last))].join('')
}

/** How a word is written everywhere; null where its capital is only that of the title. */
function spellingOf(title: string, abstract: string | null): (word: string) => string | null {
  const isShouted = !/\p{Ll}/u.test(title) && /\p{Lu}{2}\P{L}+\p{Lu}{2}/u.test(title)
  const isTitleCase = isShouted || hasTitleCase(title)
  const always = abstract === null ? new Map<string, string>() : writtenAlways(abstract)
  return (word) => {
    const small = word.toLowerCase()
    const stem = small.replace(/['\u2019]s$/u, '')
    const name = NAMES.get(stem) ?? always.get(stem)
    if (name !== undefined) return `${name}${word.slice(stem.length)}`
    if (/\p{N}/u.test(word) && /\p{L}/u.test(word)) return word
    if (isShouted || !/\p{Lu}/u.test(word)) return null
    if (/.\p{Lu}/u.test(word)) return word
    // A letter that is not an article: "vitamin C", "Q-learning".
    if (word.length === 1) return word === 'A' ? null : word
    return isTitleCase ? null : word
  }
}

/** Whether most of the longer words have a capital, the first ones and the abbreviations aside. */
function hasTitleCase(title: string): boolean {
  let [capitals, all] = [0, 0]
  mapWords(title, ({ text, isFirst }) => {
    const isCounted = !isFirst && text.length > 3 && !/.\p{Lu}/u.test(text) && !SMALL.has(text) && !NAMES.has(text.toLowerCase())
    if (isCounted && /^\p{L}/u.test(text)) {
      all += 1
      if (/^\p{Lu}/u.test(text)) capitals += 1
    }
    return text
  })
  return capitals * 2 > all || all === 0
}

const CAPITAL = '\\p{Lu}[\\p{L}\\p{N}-]*'
/** Capitalised words in the middle of a sentence, with what small words join them. */
const RUN = new RegExp(
  `(?<=[\\p{Ll}\\p{N},;)%]\\s["'\u201c(]?)${CAPITAL}(?:\\s+(?:(?:of|for|from|and|the|with|in|on|by|to|via)\\s+)*${CAPITAL})*(?:\\s*\\()?`,
  'gu',
)

/**
 * Words that the abstract has in the middle of a sentence with a capital, and never without: by
 * their small letters. What an abbreviation is short for is not a name.
 */
function writtenAlways(abstract: string): ReadonlyMap<string, string> {
  const words = new Set(abstract.match(WORD) ?? [])
  const found = [...abstract.matchAll(RUN)].flatMap(([run]) => {
    const names = (run.match(WORD) ?? []).filter((word) => /^\p{Lu}/u.test(word))
    return names.length > 2 || (names.length > 1 && run.endsWith('(')) ? [] : names
  })
  return new Map(
    found.filter((word) => word.length > 1 && !words.has(word.toLowerCase())).map((word) => [word.toLowerCase(), word]),
  )
}

const capitalised = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
