// What people call a category → its codes.
import { categoryName, KNOWN_CATEGORIES } from '../../text/categories.ts'

/** Words people use for a category that are not its name. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  AS: ['语音', '音频', 'speech', 'audio'],
  CL: ['自然语言处理', '自然语言', '语言', 'natural language processing', 'nlp', 'language'],
  CV: ['视觉', 'vision'],
  GR: ['图形学', '图形'],
  IR: ['检索'],
  LG: ['机器学习', 'machine learning', '学习', 'learning'],
  RO: ['机器人学', 'robots', 'robotic'],
}

const codesByName = new Map<string, string[]>()
const remember = (name: string, code: string) =>
  codesByName.set(name.toLowerCase(), [...(codesByName.get(name.toLowerCase()) ?? []), code])
for (const code of KNOWN_CATEGORIES) {
  const { en, zh } = categoryName(code)
  for (const name of new Set([code, en ?? code, zh ?? code])) remember(name, code)
}
for (const [code, names] of Object.entries(OTHER_NAMES))
  for (const name of names) if (!codesByName.get(name)?.includes(code)) remember(name, code)

/**
 * "cs.CV", "cv", "计算机视觉", "computer vision" → ["CV"]; an unknown code is itself; what can't be
 * a code is none.
 */
export function codesOfCategory(name: string): readonly string[] {
  const text = name.normalize('NFKC').trim()
  const named = codesByName.get(text.toLowerCase())
  if (named) return named
  const code = /^(?:[a-z-]+\.)?([a-z][a-z-]{0,11})$/i.exec(text)?.[1]?.toUpperCase()
  return code === undefined ? [] : [code]
}

const WITH_ARCHIVE = /^[[(【]?(?:cs|eess|stat|math|physics|econ|quant-ph|q-bio|q-fin|cond-mat|astro-ph)\.[a-z]{2}[\])】]?$/iu

/** "cs.CV" and "[eess.AS]" are nothing but categories; none for what may be a word. */
export function codesOfArxivCategory(text: string): readonly string[] {
  const codes = WITH_ARCHIVE.test(text) ? codesOfCategory(text.replace(/^[[(【]|[\])】]$/gu, '')) : []
  return codes.filter((code) => KNOWN_CATEGORIES.includes(code))
}
