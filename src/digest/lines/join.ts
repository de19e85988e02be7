// Wrapped lines → one paragraph, as the author typed it before the wrap.
import { isCjk, isLatinLetter, isWidePunctuation } from '../../text/script.ts'

/**
 * Words whose hyphen stays when a line breaks behind it: "self-" + "supervised" is
 * "self-supervised".
 */
const KEPT_PREFIXES = new Set(
  (
    'self post non multi semi meta cross few zero one two three four five many all end to low high long short well large small fine ' +
    'coarse open real state of the in out on off data task domain model human image text video vision language audio graph time cost sample ' +
    'compute memory parameter plug and test train ground fully weakly so anti inter intra sub super ultra hyper near best top first second third ' +
    'single double full half hand hard light free bi tri uni auto quasi pseudo object region pixel point feature attention transformer pose scene ' +
    'speech word token sentence node edge layer instance class label noise source target teacher student knowledge reward policy actor step goal ' +
    'user item query key value'
  ).split(' '),
)

/** Prefixes that are as often a syllable: "re-ranking", but "re-sults" is "results". */
const SYLLABLES = new Set(['re', 'pre', 'co'])
const KEPT_BEHIND_SYLLABLE =
  /^(?:train|rank|weight|identif|sampl|param|scal|calibr|implement|comput|process|defin|exist|operat|occur|attent|learn|design|adapt|optimi[sz]|locat|evol|segment|trained|condition|norm|activ)/

export function joinLines(lines: readonly string[]): string {
  const [first = ''] = lines
  if (lines.length < 2) return first
  const isSpaced = hasSpacedBoundaries(lines)
  const pieces = [first]
  for (let i = 1; i < lines.length; i++) {
    const left = lines[i - 1] ?? ''
    const right = lines[i] ?? ''
    const seam = seamOf(left, right, isSpaced)
    // The wrap's own hyphen goes; the piece that ends in it is always the last one.
    if (seam === 'mend') pieces[pieces.length - 1] = (pieces.at(-1) ?? '').slice(0, -1)
    else if (seam !== '') pieces.push(seam)
    pieces.push(right)
  }
  return pieces.join('')
}

function seamOf(left: string, right: string, isSpaced: boolean): '' | ' ' | 'mend' {
  if (left === '' || right === '') return ''
  const last = left.charCodeAt(left.length - 1)
  const first = right.charCodeAt(0)
  if (last === 0x2d && isLatinLetter(left.charCodeAt(left.length - 2))) return seamOfHyphen(left, first, right)
  if (isWidePunctuation(last) || isWidePunctuation(first) || isOpening(last) || isClosing(first)) return ''
  if (isWide(last) || isWide(first)) return isSpaced && !(isWide(last) && isWide(first)) && !isAsciiStop(last) ? ' ' : ''
  return ' '
}

/** A bracket is tight on its inner side: `(` + `CoE)`. */
function isOpening(code: number): boolean {
  return code === 0x28 || code === 0x5b || code === 0x201c || code === 0x2018
}

function isClosing(code: number): boolean {
  return code === 0x29 || code === 0x5d || code === 0x201d
}

/** ASCII commas and stops in Chinese text stand tight. */
function isAsciiStop(code: number): boolean {
  return code === 0x2c || code === 0x2e || code === 0x3a || code === 0x3b || code === 0x21 || code === 0x3f || code === 0x29
}

/** Han and kana, and the trailing halves of the rarer ones. */
function isWide(code: number): boolean {
  return isCjk(code) || (code >= 0xdc00 && code <= 0xdfff)
}

function seamOfHyphen(left: string, first: number, right: string): '' | ' ' | 'mend' {
  const isLower = first >= 97 && first <= 122
  if (!isLower) return isLatinLetter(first) || (first >= 48 && first <= 57) ? '' : ' '
  const word = /[\p{L}\p{N}–-]*$/u.exec(left.slice(-40, -1))?.[0] ?? ''
  if (SYLLABLES.has(word.toLowerCase())) return KEPT_BEHIND_SYLLABLE.test(right) ? '' : 'mend'
  const isCompound = /[-–]/.test(word) || /\p{Lu}$|\p{N}/u.test(word) || KEPT_PREFIXES.has(word.toLowerCase())
  return isCompound ? '' : 'mend'
}

const SAMPLE = 2000

/** Whether this author puts a space between Chinese and Latin. */
function hasSpacedBoundaries(lines: readonly string[]): boolean {
  let spaced = 0
  let tight = 0
  for (const line of lines) {
    const text = line.slice(0, SAMPLE)
    spaced += text.match(/[\u3400-\u9fff] [A-Za-z\d]|[A-Za-z\d] [\u3400-\u9fff]/g)?.length ?? 0
    tight += text.match(/[\u3400-\u9fff][A-Za-z\d]|[A-Za-z\d][\u3400-\u9fff]/g)?.length ?? 0
  }
  return spaced > tight
}
