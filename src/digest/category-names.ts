// "Computer Vision and Pattern Recognition", "cs.CV, cs.AI", "计算机视觉" → codes.

import { CATEGORIES } from '../text/categories.ts'
import { createTrim } from '../text/edges.ts'

/** arXiv's full names where they are longer than the ones that are shown. */
const FULL_NAMES: Readonly<Record<string, string>> = {
  'audio and speech processing': 'AS',
  'computational engineering finance and science': 'CE',
  'computer science and game theory': 'GT',
  'computer vision and pattern recognition': 'CV',
  'distributed parallel and cluster computing': 'DC',
  'formal languages and automata theory': 'FL',
  'hardware architecture': 'AR',
  'human computer interaction': 'HC',
  'networking and internet architecture': 'NI',
  'neural and evolutionary computing': 'NE',
  'numerical analysis': 'NA',
  robotics: 'RO',
  'social and information networks': 'SI',
  'software engineering': 'SE',
  'statistics machine learning': 'ML',
  'systems and control': 'SY',
  电脑视觉: 'CV',
  电脑图学: 'GR',
  图形学: 'GR',
  人工智慧: 'AI',
  机器人技术: 'RO',
  资讯检索: 'IR',
  资讯安全: 'CR',
  信息安全: 'CR',
  语音: 'AS',
  语音处理: 'AS',
  音频: 'AS',
  语音与音频: 'AS',
  图像处理: 'IV',
  软体工程: 'SE',
  资料库: 'DB',
  计算机视觉与模式识别: 'CV',
  计算机视觉和模式识别: 'CV',
  自然语言处理: 'CL',
  计算语言学: 'CL',
  机器人学: 'RO',
}
const codes = new Map([
  ...Object.entries(CATEGORIES).flatMap(([code, { en, zh }]) => [en ?? '', zh ?? ''].map((name) => [keyOf(name), code] as const)),
  ...Object.entries(FULL_NAMES),
])
/** `cs.CV`, `stat.ML`, `eess.AS`, `CV`. */
const CODE = /^(?:[a-z-]{2,8}\.)?([A-Z]{2})$/

const withoutBrackets = createTrim(/[[(（`]/, /[\]`]/)
/**
 * Codes between commas. Names that are not a category's are left out; null where nothing else is
 * there.
 */
export function categoryCodes(text: string): string | null {
  const parts = text
    .replace(/\s[[(（](?=[a-z-]{2,8}\.[A-Z]{2}\b)/, ', ')
    .split(/[,，、;；|/]|(?<=^|\s)(?=[a-z-]{2,8}\.[A-Z]{2}\b)/)
    .map((part) => withoutBrackets(part.trim()).trim())
    .filter((part) => part !== '')
  const codes = parts.flatMap((part) => categoryOf(part) ?? (SHORT_CODE.test(part) ? part : []))
  return codes.length === 0 && parts.length > 0 ? null : codes.join(', ')
}

/** A code of the digest's own, or one of the archives of arXiv that have no two letters. */
const SHORT_CODE =
  /^(?:[A-Z][A-Z\d-]{1,7}|(?:quant-ph|hep-[a-z]{2,3}|gr-qc|astro-ph|cond-mat|nlin|nucl-[a-z]{2}|math-ph|physics)(?:\.[A-Za-z-]{2,8})?)$/

export function categoryOf(name: string): string | null {
  const trimmed = name.trim()
  const behind = /[(（]\s*([a-z-]{2,8}\.[A-Z]{2})\s*[)）]$/.exec(trimmed)?.[1]
  if (behind !== undefined) return behind.slice(-2)
  return CODE.exec(trimmed)?.[1] ?? codes.get(keyOf(trimmed)) ?? null
}

function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
}
