// English inflections folded to one stem: British spellings are first made American ones, then the
// package's Porter stemmer cuts the endings. A stem is for comparing only; it is never shown.
import { stemmer } from 'stemmer'

const VERBS_IN_ISE =
  /^(.*(?:optim|general|normal|regular|real|final|maxim|minim|organ|recogn|summar|local|visual|factor|penal|token|custom|util|initial|special|stabil|categor|character|synchron|discret|vector|person|random|linear|memor|digital|formal|modular|parametr|emphas|hypothes|synthes|priorit|standard|ideal|hallucin|central))is(e|ed|es|ing|er|ers|ation|ations)$/

/** British spellings of the field, so that "behaviour modelling" and "behavior modeling" meet. */
function american(word: string): string {
  let result = word
  // Few words have any of these, and to look for them costs less than the expressions.
  if (result.includes('our')) result = result.replace(/^(behavi|col|fav|neighb|lab|flav|arm|harb)our/, '$1or')
  if (result.includes('ell')) result = result.replace(/(mod|lab|canc|trav)ell(ed|ing|er|ers)$/, '$1el$2')
  return result.includes('is') ? result.replace(VERBS_IN_ISE, '$1iz$2') : result
}

/** The stem of a lower-case word of the letters a to z; shorter than three letters it stays as it is. */
export const stem = (word: string): string => (word.length < 3 ? word : stemmer(american(word)))
