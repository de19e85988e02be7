// "A & B; C/D" → names. An "&" or "and" may also be part of a name, and then it must not split it.

const SEPARATOR =
  /[&＆](?<=\s[&＆]|＆)|[&＆](?=\s)|(?<=[\u4e00-\u9fff]|[A-Za-z]{2})&(?=[\u4e00-\u9fff]|[A-Za-z]{2})|[;；、|｜/／]/g
const PLAIN = /^[^\s,，、.].*[^\s,，、]$/
const JOINS = /[&＆;；、|｜/／]/
/** "Science & Technology", "Research & Development": words that pair up inside one name. */
const PAIRED_LEFT =
  /(?:^|[\s,])(?:science|sciences|arts?|research|engineering|health|education|economics|business|finance|agriculture|industry|information|computing|communications?|electronics|electrical|medicine|energy|food|law|trade|technology|design|management|statistics|mathematics|mining|culture|image|speech|language|vision|robotics|brain|mind)$/i
const PAIRED_RIGHT =
  /^(?:technolog(?:y|ies)|sciences?|development|engineering|humanities|design|medicine|arts?|economics|management|statistics|technical|mechanical|innovation|education|policy|computer|communications?|electronics|computing|tech|law|letters|culture|automation|data science|planning|systems|health|analytics|operations|learning|cognition|perception|brain|behaviou?r|medical|public health|social sciences?|applied sciences?|information|business|society)\b/i
const SINGLE = /(?:^|\s)[A-Z]{1,2}$/
const FIRMS =
  /^(?:johnson & johnson|procter & gamble|ernst & young|william & mary|washington & lee|franklin & marshall|hobart & william smith|bell & howell|marks & spencer|black & decker|rohde & schwarz|booz allen & hamilton|mckinsey & company|texas a & m|smith & nephew|bang & olufsen|goldman sachs & co|merck & co|eli lilly & co|jpmorgan chase & co|tata & sons|simon & schuster|brown & sharpe|becton dickinson & company|giesecke & devrient)\b/i
const COMPANY = /^(?:co|company|sons|partners|associates|inc|ltd)\b\.?/i

/** How far a word that joins two parts of a name may stand from its sign. */
const MAX_NEAR = 200

export function splitAffiliations(text: string): string[] {
  const plain = (text.includes('&') ? text.replace(/&amp;/gi, '&') : text).trim()
  if (!JOINS.test(plain)) return [tidy(plain)].filter((name) => name !== '')
  const names: string[] = []
  let start = 0
  for (const match of plain.matchAll(SEPARATOR)) {
    const end = match.index + match[0].length
    const left = plain.slice(Math.max(start, match.index - MAX_NEAR), match.index).trimEnd()
    const right = plain.slice(end, end + MAX_NEAR).trimStart()
    if (isInside(match[0], left, right)) continue
    names.push(plain.slice(start, match.index))
    start = end
  }
  return [...names, plain.slice(start)].map(tidy).filter((name) => name !== '')
}

function isInside(separator: string, left: string, right: string): boolean {
  if (separator === '/' || separator === '／')
    return /(?:^|\s)\w$/.test(left) || /^\w(?:\s|$)/.test(right) || /https?:\/?$/.test(left)
  if (separator !== '&' && separator !== '＆') return false
  if (COMPANY.test(right) && /\w$/.test(left)) return true
  if (SINGLE.test(left) && /^[A-Z]\b/.test(right)) return true
  if (PAIRED_LEFT.test(left) && PAIRED_RIGHT.test(right)) return true
  const firm = left.length > 40 ? null : FIRMS.exec(`${left.trimStart()} & ${right.slice(0, 40)}`)
  return firm !== null && firm[0].length > left.trimStart().length
}

function tidy(name: string): string {
  if (PLAIN.test(name)) return name
  return name.replace(/^[\s,，、.]+|(?<![\s,，、])[\s,，、]+$/g, '')
}
