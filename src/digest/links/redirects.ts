// Sites, mail filters and chat programs put a page of their own before an address that leads
// elsewhere. Where such an address says in plain sight what it leads to, the target is the link;
// shorteners such as t.co say nothing and stay.

/**
 * What the address holds: a parameter with the target, the query as a whole, or a code of the
 * filter's own.
 */
type Reader = (address: URL) => string | null

const MAX_DEPTH = 5
const MAX_ADDRESS = 8000
const MAX_DECODINGS = 3

/**
 * `https://link.zhihu.com/?target=https%3A//arxiv.org/abs/1706.03762` →
 * `https://arxiv.org/abs/1706.03762`.
 */
export function resolveLink(url: string): string {
  // A target is in a parameter, in its own encoding, or behind the redirector's address.
  if (!url.includes('?') && !url.includes('%') && !url.includes('http', 1)) return url
  let resolved = url
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const target = targetOf(resolved)
    if (target === null) return resolved
    resolved = target
  }
  return resolved
}

function targetOf(url: string): string | null {
  const end = /[/?#]/.exec(url.slice(8, 80))
  if (end === null || url.length > MAX_ADDRESS) return null
  const reader = readerOf(url.slice(url.indexOf('//') + 2, 8 + end.index).toLowerCase(), url.slice(8 + end.index))
  if (reader === null || !URL.canParse(url)) return null
  const target = reader(new URL(url))
  return target === null ? null : webAddress(target)
}

/** Only what leads to the web; never a script or a file behind a redirector. */
function webAddress(written: string): string | null {
  let target = written.trim()
  for (let i = 0; i < MAX_DECODINGS && /^https?%/i.test(target); i++) target = decoded(target)
  if (target.startsWith('//')) target = `https:${target}`
  return /^https?:\/\/[^\s/]/i.test(target) && target.length <= MAX_ADDRESS && URL.canParse(target)
    ? target.replace(/\s/g, '%20')
    : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * The first of the parameters, without taking `+` for a blank. A target that was not encoded goes
 * on to the end.
 */
const parameter =
  (...names: readonly string[]): Reader =>
  ({ search, hash }) => {
    for (const name of names) {
      const at = search.search(new RegExp(`[?&]${name}=`, 'i'))
      if (at === -1) continue
      const value = search.slice(at + name.length + 2)
      if (name === 'target' && /^https?:\/\//i.test(value)) return value + hash
      return decoded(/^[^&]*/.exec(value)?.[0] ?? '')
    }
    return null
  }

const query: Reader = ({ search, hash }) => decoded(search.slice(1)) + hash

/** Proofpoint's second code: `-` is the percent sign and `_` the slash. */
const proofpoint2: Reader = ({ search }) => {
  const value = /[?&]u=([^&]*)/.exec(search)?.[1]
  return value === undefined ? null : decoded(value.replaceAll('-', '%').replaceAll('_', '/'))
}

const RUNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Proofpoint's third code: the address between underscores, each `*` a character that follows in
 * Base64, and
 * `**A` a run of two, `**B` of three.
 */
const proofpoint3: Reader = ({ href }) => {
  const start = href.indexOf('/v3/__')
  const end = href.indexOf('__;', start + 7)
  if (start === -1 || end === -1) return null
  const address = href.slice(start + 6, end)
  const code = /^[\w-]*={0,2}(?=!)/.exec(href.slice(end + 3))?.[0]
  if (code === undefined) return null
  const hidden = [...Buffer.from(code, 'base64url').toString('utf8')]
  let next = 0
  const take = (count: number) => {
    const run = hidden.slice(next, next + count).join('')
    next += count
    return run
  }
  const shown = address.replace(/\*(?:\*([\w-]))?/g, (_, run: string | undefined) =>
    take(run === undefined ? 1 : RUNS.indexOf(run) + 2),
  )
  return shown.replace(/^(https?):\/(?!\/)/i, '$1://')
}

interface Redirector {
  /** The end of the path's beginning matters: `/url` is one, `/urls` none. */
  readonly path: RegExp
  readonly read: Reader
}

const anyPath = /^/
const redirector = (read: Reader, path: RegExp = anyPath): Redirector => ({ path, read })
const target = redirector(parameter('target'))

/**
 * By host without `www.`. From the outgoing pages of the sites themselves, Microsoft's and
 * Proofpoint's descriptions of their mail filters, and from what public scripts that skip such
 * pages agree on.
 */
const REDIRECTORS: ReadonlyMap<string, Redirector> = new Map<string, Redirector>([
  // Chinese sites
  ['link.zhihu.com', target],
  ['link.csdn.net', target],
  ['link.juejin.cn', target],
  ['link.juejin.im', target],
  ['gitee.com', redirector(parameter('target'), /^\/link\b/)],
  ['sspai.com', redirector(parameter('target'), /^\/link\b/)],
  ['xie.infoq.cn', redirector(parameter('target'), /^\/link\b/)],
  ['infoq.cn', redirector(parameter('target'), /^\/link\b/)],
  ['leetcode.cn', redirector(parameter('target'), /^\/link\b/)],
  ['afdian.net', redirector(parameter('target'), /^\/link\b/)],
  ['afdian.com', redirector(parameter('target'), /^\/link\b/)],
  ['hellogithub.com', redirector(parameter('target'), /\/click\b/)],
  ['kdocs.cn', redirector(parameter('target'), /^\/office\/link\b/)],
  ['cloud.tencent.com', redirector(parameter('target'), /^\/developer\/tools\/blog-entry\b/)],
  ['jianshu.com', redirector(parameter('url'), /^\/go-wild\b/)],
  ['links.jianshu.com', redirector(parameter('to'), /^\/go\b/)],
  ['link.jianshu.com', redirector(parameter('t'))],
  ['douban.com', redirector(parameter('url'), /^\/link2\b/)],
  ['m.douban.com', redirector(parameter('url'), /^\/link2\b/)],
  ['weibo.cn', redirector(parameter('u', 'toasturl', 'url'), /^\/sinaurl\b/)],
  ['m.weibo.cn', redirector(parameter('u', 'toasturl', 'url'), /^\/sinaurl\b/)],
  ['weibo.com', redirector(parameter('u', 'toasturl', 'url'), /^\/sinaurl\b/)],
  ['oschina.net', redirector(parameter('url'), /^\/action\/gotolink\b/i)],
  ['yuque.com', redirector(parameter('url'), /^\/r\/goto\b/)],
  ['shimo.im', redirector(parameter('url'), /^\/outlink\b/)],
  ['tieba.baidu.com', redirector(parameter('url'), /^\/mo\/q\/checkurl\b/)],
  ['blog.51cto.com', redirector(query, /^\/transfer\b/)],
  ['c.pc.qq.com', redirector(parameter('pfurl', 'url'))],
  ['docs.qq.com', redirector(parameter('url'), /^\/scenario\/link\.html/)],
  ['mail.qq.com', redirector(parameter('gourl', 'url'), /^\/cgi-bin\/(?:readtemplate|mail_spam)\b/)],
  ['wx.mail.qq.com', redirector(parameter('url'), /^\/xmspamcheck\b/)],
  // Elsewhere
  ['scholar.google.com', redirector(parameter('url'), /^\/scholar_url\b/)],
  ['translate.google.com', redirector(parameter('u'), /^\/translate\b/)],
  ['l.facebook.com', redirector(parameter('u'), /^\/l\.php/)],
  ['lm.facebook.com', redirector(parameter('u'), /^\/l\.php/)],
  ['l.instagram.com', redirector(parameter('u'))],
  ['l.threads.com', redirector(parameter('u'))],
  ['out.reddit.com', redirector(parameter('url'))],
  ['slack-redir.net', redirector(parameter('url'), /^\/link\b/)],
  ['linkedin.com', redirector(parameter('url'), /^\/(?:redir\/|safety\/go\b)/)],
  ['youtube.com', redirector(parameter('q'), /^\/redirect\b/)],
  ['vk.com', redirector(parameter('to'), /^\/away\b/)],
  ['duckduckgo.com', redirector(parameter('uddg'), /^\/l\//)],
  ['steamcommunity.com', redirector(parameter('u', 'url'), /^\/linkfilter\b/)],
  ['href.li', redirector(query)],
  // Mail filters
  ['urldefense.proofpoint.com', redirector(proofpoint2, /^\/v2\//)],
  ['urldefense.com', redirector(proofpoint3, /^\/v3\//)],
  ['urldefense.us', redirector(proofpoint3, /^\/v3\//)],
  ['linkprotect.cudasvc.com', redirector(parameter('a'), /^\/url\b/)],
  ['clicktime.symantec.com', redirector(parameter('u'))],
])
const GOOGLE = redirector(parameter('q', 'url'), /^\/url\b/)
const SAFE_LINKS = redirector(parameter('url'))

function readerOf(host: string, path: string): Reader | null {
  const name = host.startsWith('www.') ? host.slice(4) : host
  const found = REDIRECTORS.get(name) ?? familyOf(name)
  return found?.path.test(path) ? found.read : null
}

/** Hosts of one family differ by country or data centre. */
function familyOf(host: string): Redirector | null {
  if (/^google(?:\.com?)?\.[a-z]{2,3}$/.test(host)) return GOOGLE
  return host.includes('safelinks.protection.') ? SAFE_LINKS : null
}
