// 一、计算机视觉      Ⅱ. 機器學習      【自然语言处理】      （二）机器人（3篇）
// —— Robotics ——      cs.CL 方向，今日共计26篇      Transformer(2篇)
// The heading of a group of papers, named by their field. Papers without a category have the
// group's.
import { simplifiedText } from '../../../text/traditional.ts'
import { categoryOf } from '../../category-names.ts'
import type { Construct } from '../../tokens.ts'

const NUMBER =
  '(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?\\s*[、.．:：]?|[Ⅰ-Ⅻ]\\s*[、.．:：]?|[IVX]{1,4}\\s*[.、．:：]|第[一二三四五六七八九十\\d]{1,3}(?:部分|章|节|类)\\s*[:：]?|part\\s+(?:\\d{1,2}|[IVX]{1,4})\\s*[:：.–—-]?|[A-H]\\s*[.、．:：])'
const COUNT = '[(（]\\s*(?:共\\s*)?\\d{1,3}\\s*(?:篇|papers?)?\\s*[)）]'
const GROUP = new RegExp(
  `^(?<open>[\\s#*_【[（(「—–=>~■◆●▶-]*)(?<number>${NUMBER})?\\s*(?<name>[^\\d\\s【】[\\]「」()（）][^【】[\\]「」]{0,58}?)\\s*(?<count>${COUNT})?(?<close>[\\s*_】\\]）)」—–=~:：-]*)$`,
  'i',
)
const MAX_LINE = 70
/** As services that translate all of arXiv name the groups of a day. */
const LISTING =
  /^(?:cs|stat|eess|math|physics|q-bio|q-fin|econ)\.([A-Z]{2})\s*(?:方向|领域)?(?:\s*[,，:：]?\s*[(（]?\s*(?:今日|本日)?\s*(?:共计?|更新)?\s*\d{1,4}\s*篇\s*[)）]?)?$/
const PART = /^[^\d\s【】[\]「」:：][^【】[\]「」:：]{0,60}[(（]\s*(?:共\s*)?\d{1,3}\s*篇\s*[)）]$/
/** A cheap look: a number or a sign in front, or a count behind. */
const MARKED =
  /^(?:[a-z-]{2,7}\.[A-Z]{2}(?![a-zA-Z])|[一二三四五六七八九十第Ⅰ-Ⅻ【（(「—–=~■◆●▶#*_>-]|\[\D|[IVXA-H]{1,4}\s?[.、．:：]|part\s)|[)）]\s*$/i
/** What of a name may be a second name of the same: 计算机视觉 / Computer Vision. */
const SECOND = /\s*(?:[/|｜·]|\s[–—-]\s|[(（])\s*/

export const group: Construct = {
  name: 'group',
  starts: null,
  maxLength: MAX_LINE,
  read(written) {
    if (!MARKED.test(written)) return null
    const code = LISTING.exec(written)?.[1]
    if (code !== undefined && /[方领篇]/.test(written)) return { kind: 'section', listed: null, categories: [code] }
    const found = GROUP.exec(written)?.groups
    if (found === undefined) return null
    const { open = '', number, name = '', count, close = '' } = found
    const isMarked = number !== undefined || count !== undefined || (/\S/.test(open) && /\S/.test(close)) || /[#■◆●▶]/.test(open)
    const category = isMarked ? fieldOf(name) : null
    if (category !== null) return { kind: 'section', listed: null, categories: [category] }
    return PART.test(written) ? { kind: 'section', listed: null, isPart: true } : null
  },
}

function fieldOf(name: string): string | null {
  const [first = '', second = ''] = simplifiedText(name).split(SECOND)
  // A code alone in brackets is that of a heading whose title is below.
  if (/^[A-Z]{2}$/.test(name)) return null
  return categoryOf(first) ?? categoryOf(second.replace(/[)）]$/, ''))
}
