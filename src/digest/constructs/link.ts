// https://arxiv.org/abs/2103.03206      论文:https://… 代码:https://…      [PDF](https://…)
// arXiv:2103.03206v2
// A line that is nothing but addresses and their names. An address inside a sentence is prose.
import { arxivAddress } from '../links/arxiv.ts'
import { mayHoldIdentifier, readIdentifiers } from '../links/identifiers.ts'
import type { Construct } from '../tokens.ts'

const PLAIN = /^https?:\/\/[!-;=?-~]+$/
/** Nothing about it needs another look. */
const USUAL = /^https?:\/\/[a-z\d.-]+\/[\w./-]*\d$/
/** The address of a picture is a figure. */
const PICTURE = /\.(?:png|jpe?g|gif|webp|bmp|svg)(?:[?#].*)?$/i
const MARKDOWN = '\\[[^\\]\\n]{0,200}\\]\\(\\s*<?(?<linked>https?:\\/\\/[^\\s)>]{1,2000})>?[^)\\n]{0,200}\\)'
const HOSTS =
  'www\\.|(?:[\\w-]{1,20}\\.)?arxiv\\.org\\/|github\\.com\\/|weibo\\.com\\/|m\\.weibo\\.cn\\/|huggingface\\.co\\/|openreview\\.net\\/'
const ADDRESS = new RegExp(
  `${MARKDOWN}|(?:https?:\\/\\/|(?<![\\w./@-])(?:${HOSTS}))[^\\s<>"'\`，、。；：！？（）【】［］「」『』《》“”\\u3400-\\u9fff]{1,2000}`,
  'gi',
)
const FULL_WIDTH_COLON = /\b(https?)：(?=\/\/)/gi
const BARE = new RegExp(HOSTS, 'i')
const NAMES =
  /(?:网页|地址|点击|点此|下载|展开|收起|全文|阅读|戳|这里|长图|视频号|原图|论文|文章|代码|项目|工程|源码|原文|微博|主页|数据集?|视频|演示|博客|详情|来源|解读|查看|链接|地址|网址|页面|网站|开源|官网|全文|更多|与|和|及)+|paper|pdf|arxiv|abs|abstract|preprint|code|git ?hub|repo(?:sitory)?|projects?|home ?page|web ?site|web|page|demo|video|data ?sets?|data|blog|links?|url|source|weibo|doi|hugging ?face|hf|open ?review|slides|poster|models?|weights|official|available at|see|at|via|and|the|full text|tl;?dr|html|v\d+|\d+ ?kb|📄|🔗|💻|🏠|📝/gi
const PUNCTUATION = /[\s:：|｜・/\\,，、;；.。·•\-–—=>→()（）[\]【】［］<>《》*_`#+&]+/g
const ARXIV = /^.{0,8}arxiv/i
const ARXIV_LABEL = /^(?:论文|paper|link|链接)\s*[:：]\s*/i
/** What people put behind an address: `（NIPS 2017）`, `点击阅读`. No sentence that goes on. */
const REMARK = /^(?:[(（[【][^()（）[\]【】]{1,40}[)）\]】]\s*)?[\u3400-\u9fff]{0,12}$/
/** What somebody read for the digest is not an address of a paper, nor is its licence. */
const REFERENCE = /^(?:参考|參考|references?\s*[:：]|licen[cs]e\s*[:：]|许可(?:证|协议)?\s*[:：])/i
const MAX_LENGTH = 1000
/** An address without its scheme is alone or nearly so. */
const MAX_BARE = 240

export const link: Construct = {
  name: 'link',
  starts: null,
  maxLength: MAX_LENGTH,
  plain: {
    starts: /h/i,
    read(text) {
      if (USUAL.test(text)) return { kind: 'links', urls: [text] }
      return PLAIN.test(text) && !PICTURE.test(text) ? { kind: 'links', urls: [absolute(text)] } : null
    },
  },
  read(written) {
    const hasSlash = written.includes('/')
    const isNamed = written.length <= MAX_BARE && mayHoldIdentifier(written)
    if (!hasSlash && !isNamed && !(written.length < 80 && ARXIV.test(written))) return null
    if (REFERENCE.test(written) || (written.length > MAX_BARE && beginsAsText(written))) return null
    const text = hasSlash && written.includes('：//') ? written.replace(FULL_WIDTH_COLON, '$1:') : written
    const spelled = text.length < 80 && ARXIV.test(text) ? arxivAddress(text.replace(ARXIV_LABEL, '')) : null
    if (spelled !== null) return { kind: 'links', urls: [spelled] }
    if (!isNamed && !text.includes('://') && (text.length > MAX_BARE || !hasSlash || !BARE.test(text))) return null
    const found: { url: string; at: number }[] = []
    const words = text.replace(ADDRESS, (address: string, linked: string | undefined, at: number) => {
      found.push({ url: absolute(linked ?? address), at })
      return ' '.repeat(address.length)
    })
    const named = isNamed ? readIdentifiers(words) : { found: [], rest: words }
    const urls = [...found, ...named.found].sort((a, b) => a.at - b.at).map(({ url }) => url)
    const rest = named.rest.trim()
    const isAlone = isOnlyNames(rest) || (found[0]?.at === 0 && REMARK.test(rest))
    if (urls.length > 0 && isAlone) return { kind: 'links', urls }
    return urls.length > 0 && isAmongFacts(text) ? { kind: 'links', urls } : null
  },
}

const MAX_FACT = 30
const FACT = /^[\p{L}\d][\p{L}\d .'’&+-]*$/u

/** `arXiv: 1512.03385 | CVPR 2016 | Oral`: a link, and short facts behind bars. */
function isAmongFacts(text: string): boolean {
  if (text.length > MAX_BARE || !/[|｜]/.test(text)) return false
  const [first = '', ...others] = text.split(/\s*[|｜]\s*/)
  const isLink = (part: string) => link.read(part) !== null
  return isLink(first) && others.every((part) => isLink(part) || (part.length <= MAX_FACT && FACT.test(part)))
}

/** What remains beside the addresses: known names of links, or one short name before a colon. */
function isOnlyNames(rest: string): boolean {
  if (rest === '') return true
  return isLinkName(rest) || /^[^:：]{1,24}[:：]$/.test(rest)
}

const NEAR = 64
/** An address, or the bracket of a linked word. */
const MAY_BEGIN = /http|\[|www\.|arxiv|github|weibo|hugging|openreview/i
/** A name of a link that the end of the look cuts off is shorter. */
const MAX_CUT = 24

/** Words at the beginning that are not names of links, and no address among them. */
export function beginsAsText(text: string): boolean {
  const near = text.slice(0, NEAR)
  return !MAY_BEGIN.test(near) && near.replace(NAMES, '').replace(PUNCTUATION, '').length > MAX_CUT
}

/** Words such as `PDF`, `代码` and `project page`, and nothing else. */
export function isLinkName(words: string): boolean {
  return words.replace(NAMES, '').replace(PUNCTUATION, '') === ''
}

/**
 * Without the punctuation of the sentence it stood in; a bracket stays where it was opened in the
 * address.
 */
export function absolute(found: string): string {
  const last = found.charCodeAt(found.length - 1)
  const isClean = (last >= 48 && last <= 57) || (last >= 97 && last <= 122)
  const url = isClean
    ? found
    : found.replace(/[().,;:!?\]}*_]{1,8}$/, (tail) => (tail.startsWith(')') && found.includes('(') ? ')' : ''))
  return /^https?:\/\//i.test(url) ? withLowerHost(url) : `https://${url}`
}

/** Scheme and host have no case; some keyboards begin a line with `Https`. */
function withLowerHost(url: string): string {
  const end = url.indexOf('/', 8)
  const host = end === -1 ? url : url.slice(0, end)
  return /[A-Z]/.test(host) ? host.toLowerCase() + url.slice(host.length) : url
}
