// https://arxiv.org/abs/2103.03206      论文:https://… 代码:https://…      [PDF](https://…)      arXiv:2103.03206v2
// A line that is nothing but addresses and their names. An address inside a sentence is prose.
import { arxivAddress } from '../arxiv.ts'
import type { Construct } from '../tokens.ts'

const MARKDOWN = /\[([^\]\n]{0,200})\]\(\s*<?(https?:\/\/[^\s)>]{1,2000})>?[^)\n]{0,200}\)/gi
const ADDRESS =
  /(?:https?:\/\/|(?<![\w./@-])(?:www\.|(?:[\w-]+\.)?arxiv\.org\/|github\.com\/|weibo\.com\/|m\.weibo\.cn\/|huggingface\.co\/|openreview\.net\/))[^\s<>"'`，、。；：！？（）【】［］「」『』《》“”\u3400-\u9fff]{1,2000}/gi
const NAMES =
  /(?:论文|文章|代码|项目|工程|源码|原文|微博|主页|数据集?|视频|演示|博客|详情|来源|解读|查看|链接|地址|网址|页面|网站|开源|官网|全文|更多|与|和|及)+|paper|pdf|arxiv|abs|abstract|preprint|code|git ?hub|repo(?:sitory)?|projects?|home ?page|web ?site|web|page|demo|video|data ?sets?|data|blog|links?|url|source|weibo|doi|hugging ?face|hf|open ?review|slides|poster|models?|weights|official|available at|see|at|via|and|the|full text|tl;?dr|html|v\d+|📄|🔗|💻|🏠|📝/gi
const PUNCTUATION = /[\s:：|/\\,，、;；.。·•\-–—=>→()（）[\]【】［］<>《》*_`#+&]+/g

export const link: Construct = {
  name: 'link',
  starts: null,
  read(text) {
    if (text.length > 4000) return null
    const written = text.length < 80 ? arxivAddress(text.replace(/^(?:论文|paper|link|链接)\s*[:：]\s*/i, '')) : null
    if (written !== null) return { kind: 'links', urls: [written] }
    if (!/:\/\/|www\.|\.(?:org|com|cn|co|net)\//i.test(text)) return null
    const urls: string[] = []
    const keep = (url: string) => {
      urls.push(absolute(url))
      return ' '
    }
    const rest = text.replace(MARKDOWN, (_, _name: string, url: string) => keep(url)).replace(ADDRESS, (url) => keep(url))
    if (urls.length === 0) return null
    return isOnlyNames(rest) ? { kind: 'links', urls } : null
  },
}

/** What remains beside the addresses: known names of links, or one short name before a colon. */
function isOnlyNames(rest: string): boolean {
  const words = rest.replace(NAMES, '').replace(PUNCTUATION, '')
  return words === '' || (words.length <= 16 && /^[^:：]{1,24}[:：]\s*$/.test(rest.trim()))
}

function absolute(found: string): string {
  const url = found.replace(/[).,;:!?\]}*_]+$/, (tail) => (tail.startsWith(')') && found.includes('(') ? ')' : ''))
  return /^https?:\/\//i.test(url) ? url : `https://${url}`
}
