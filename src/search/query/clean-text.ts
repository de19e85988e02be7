// What was typed or pasted, without what only its origin has put there: line ends of a page, marks
// of LaTeX, spaces between a number and its unit.
import { withPointsInIds } from './paper-ids.ts'

const HALF_CHARACTER = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** "represen-⏎tation", as a page of a PDF breaks it. */
const HYPHEN_AT_LINE_END = /(?<=\p{L}{2})[-\u00ad\u2010][ \t]*\r?\n\s*(?=\p{Ll})/gu
/** Commands that say how something is set and not what it is. */
const TYPESETTING =
  /\\(?:mathcal|mathbb|mathrm|mathbf|mathit|mathsf|boldsymbol|text(?:bf|it|tt|sc|rm)?|emph|operatorname|hat|tilde|bar|vec)\b\*?/g
/** "(LLM)-based" is about LLMs. */
const SUFFIX_BEHIND_BRACKET =
  /(?<=[)）\]])[-\u2010\u2013](?:aware|augmented|based|centric|driven|enabled|enhanced|free|guided|informed|inspired|like|oriented|specific|style|type)(?!\p{L})/giu
/** Of a reference: "Baek et al., 2026". */
const ET_AL = /(?<![\p{L}\d])et\.?[ \u00a0]+al(?![\p{L}\d])\.?/giu
const UNIT = 'd|bit|bits|b|m|k|x|hz|khz|ghz|gb|mb|tb|ms|fps|shot|way|fold'
const NUMBER_AND_UNIT = new RegExp(`(?<![\\p{L}\\d.-])(\\d+(?:\\.\\d+)?)[ \\u00a0\\u2009\\u202f](${UNIT})(?![\\p{L}\\d])`, 'giu')

export function cleanText(typed: string): string {
  return withPointsInIds(typed)
    .replace(HALF_CHARACTER, ' ')
    .replace(HYPHEN_AT_LINE_END, '')
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .replace(TYPESETTING, ' ')
    .replace(ET_AL, ' ')
    .replace(/(?<=\d)\s?[×✕✖]/g, 'x')
    .replace(SUFFIX_BEHIND_BRACKET, ' ')
    .replace(NUMBER_AND_UNIT, '$1$2')
}
