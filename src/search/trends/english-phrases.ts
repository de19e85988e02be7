// Phrases of an English text that may be the name of a subject: two or three words side by side, an
// abbreviation, or a word that is known to be one.
import { clausesOf, isEmptyWord } from '../../text/ngrams.ts'
import { scan } from '../../text/terms.ts'
import { isKnownTerm, singular } from './known-terms.ts'

const MAX_WORDS = 3

/** They say how good or how big a subject is, or what is done about it, and name none. */
const PLAIN = new Set(
  (
    'accurate accuracy additional advanced advances analysis analyze application applications approach approaches art available average aware background based baseline baselines benchmark benchmarks best better ' +
    'bridge broad broader capabilities capability capable case challenge challenges challenging code common comparable compared competitive complex comprehensive computational concerns condition conditions consistent consistently constraints ' +
    'core cost costs critical crucial current data dataset datasets demonstrated dependence design designed detailed difficult directly diverse domain domains easily effective effectiveness efficiency efficient ' +
    'end enhance enhanced entire essential evaluate evaluated evaluating evaluation existing experiment experimental experiments explicit explicitly extensive fewer final findings fine framework frameworks full fully fundamental further gain gains gap gaps ' +
    'general global good great greater growing hard high higher highly human identify impact implementation important improved improvement improvements including increasing increasingly individual information input inputs insight insights ' +
    'issue issues key lack large larger leading less level levels limitation limitations limited little local long low lower main major measure method methods metric metrics minimal model models multiple natural nature need needs new notable novel number numerous ' +
    'open original output outputs overall paper particular performance performing popular possible potential practical practice practices practitioners precise previous primary principled prior problem problems process processes promising properties public ' +
    'quality quantitative question questions range real recent related relevant reliable remarkable representative required requirement requirements research researcher researchers resource resources result results rich robust role scale scenario scenarios sets setting settings ' +
    'several sharp showing significant similar simple single size small solution solutions solving source space specific standard state step steps strategies strategy strong structure study substantial substantially success successfully suffer superior support system systems systematic ' +
    'tailored task tasks technique techniques technology technologies term terms time tool tools top traditional training trained two type types underlying understanding unified unique unseen use useful user users valuable value values variety various vast version wide widely widespread work works world year years ' +
    'architecture architectures network networks about though thereby beyond moving modern similar human-like other artificial but even cd cli api page cohen supplementary first second third construction ' +
    'across code-available publicly art-level github https respectively relative absolute percentage percent points point state-of-the-art real-world large-scale high-quality end-to-end fine-grained well-established cutting-edge user-friendly cost-effective time-consuming labor-intensive out-of-the-box widely-used zero ability abilities attention'
  ).split(' '),
)

/** Names of subjects that end or begin with such a word. */
const isPlain = (word: string) => PLAIN.has(word) || isEmptyWord(word) || /ly$/.test(word)

/** Heads of names though they say little alone: "diffusion model", "world model". */
const HEADS = new Set(
  'model models system systems analysis understanding data design space attention training benchmark tool evaluation strategy point time task structure model-based code quality'.split(
    ' ',
  ),
)
/** The same at the beginning: "data augmentation", "code generation", "point cloud". */
const OPENINGS = new Set(
  'data code point time world human fine long low high open large tool user attention local global model task domain state space structure source information natural multiple small prior end design zero'.split(
    ' ',
  ),
)

export interface Phrase {
  /** The same for "point cloud" and "point clouds". */
  readonly key: string
  readonly written: string
}

/** Each phrase of the text, some of them several times. */
export function englishPhrases(text: string): Phrase[] {
  const phrases: Phrase[] = []
  for (const sentence of clausesOf(text)) {
    const units = scan(sentence).filter(({ kind }) => kind === 'word')
    const words = units.map(({ folded }) => folded)
    for (let start = 0; start < words.length; start++) {
      const [word = '', unit] = [words[start], units[start]]
      if (unit && isName(sentence.slice(unit.start, unit.end), word)) phrases.push({ key: singular(word), written: word })
      for (let length = 2; length <= MAX_WORDS && start + length <= words.length; length++) {
        const part = words.slice(start, start + length)
        if (!part.every((one) => /^\p{L}[\p{L}\p{M}\d'-]+$/u.test(one))) break
        if (namesSubject(part))
          phrases.push({ key: [...part.slice(0, -1), singular(part.at(-1) ?? '')].join(' '), written: part.join(' ') })
      }
    }
  }
  return phrases
}

/** Two capitals or more, as in LiDAR and GRPO, or a word that is known as a name. */
const isName = (written: string, folded: string) =>
  !PLAIN.has(folded) && ((/^[A-Za-z]*[A-Z][a-z]*[A-Z][A-Za-z]*$/.test(written) && written.length <= 8) || isKnownTerm(folded))

function namesSubject(words: readonly string[]): boolean {
  const [first = '', last = ''] = [words[0], words.at(-1)]
  if (words.some((word) => isEmptyWord(word) || /ly$/.test(word))) return false
  if (isPlain(first) && !OPENINGS.has(first)) return false
  if ((isPlain(last) && !HEADS.has(last)) || last.includes('-')) return isKnownTerm(words.join(' '))
  return words.some((word) => !isPlain(word)) || isKnownTerm(words.join(' '))
}
