// Where links lead: redirectors give up their targets, and identifiers become addresses.
import { describe, expect, it } from 'vitest'
import { readDigests } from '../../../src/digest/index.ts'
import { readIdentifiers } from '../../../src/digest/links/identifiers.ts'
import { resolveLink } from '../../../src/digest/links/redirects.ts'

const ARXIV = 'https://arxiv.org/abs/1706.03762'
const ENCODED = encodeURIComponent(ARXIV)

async function linksOf(line: string) {
  const text = `1、[CL] Seeing by Touch\n\nA Jones, B Smith\n[Rice University]\n以触代视。本文以触觉替代视觉。\nThis work sees by touch.\n${line}\n`
  const [digest] = await readDigests(new TextEncoder().encode(text), { file: 'digest.txt' })
  const [paper] = digest?.papers ?? []
  expect(paper?.abstract).toEqual({ en: 'This work sees by touch.', zh: '本文以触觉替代视觉。' })
  return paper?.links
}

describe('a redirector', () => {
  it.each([
    `https://link.zhihu.com/?target=https%3A//arxiv.org/abs/1706.03762`,
    `http://link.zhihu.com/?target=${ENCODED}`,
    `https://link.zhihu.com/?target=${ARXIV}`,
    `https://link.csdn.net/?target=${ENCODED}&from_id=1`,
    `https://link.juejin.cn/?target=${ENCODED}`,
    `https://link.juejin.cn?target=${ENCODED}`,
    `https://www.jianshu.com/go-wild?ac=2&url=${ENCODED}`,
    `https://links.jianshu.com/go?to=${ENCODED}`,
    `https://gitee.com/link?target=${ENCODED}`,
    `https://sspai.com/link?target=${ENCODED}`,
    `https://www.douban.com/link2/?url=${ENCODED}&type=redir`,
    `https://weibo.cn/sinaurl?u=${ENCODED}`,
    `https://weibo.cn/sinaurl?f=w&toasturl=${ENCODED}`,
    `https://www.google.com/url?sa=t&q=${ARXIV}&usg=AOvVaw0`,
    `https://www.google.com.hk/url?sa=t&url=${ENCODED}`,
    `https://l.facebook.com/l.php?u=${ENCODED}&h=AT0`,
    `https://out.reddit.com/t3_abc?url=${ENCODED}&token=x`,
    `https://slack-redir.net/link?url=${ENCODED}`,
    `https://nam02.safelinks.protection.outlook.com/?url=${ENCODED}&data=04%7C01&reserved=0`,
    `https://urldefense.proofpoint.com/v2/url?u=https-3A__arxiv.org_abs_1706.03762&d=DwMFaQ&c=x`,
    `https://urldefense.com/v3/__https://arxiv.org/abs/1706.03762__;!!LpKI!abc$`,
    `https://urldefense.com/v3/__https:/arxiv.org/abs/1706.03762__;!!LpKI!abc$`,
    `https://c.pc.qq.com/middlem.html?pfurl=${ENCODED}&pfuin=1`,
    `https://link.zhihu.com/?target=${encodeURIComponent(ENCODED)}`,
    `https://link.zhihu.com/?target=${encodeURIComponent(`https://www.google.com/url?q=${ENCODED}`)}`,
  ])('%s leads to its target', (address) => {
    expect(resolveLink(address)).toBe(ARXIV)
  })

  it('keeps what belongs to the target: a query, a fragment, a plus sign', () => {
    const target = 'https://openreview.net/forum?id=rJXMpikCZ&noteId=a+b#part'
    expect(resolveLink(`https://link.zhihu.com/?target=${encodeURIComponent(target)}`)).toBe(target)
    expect(resolveLink(`https://link.zhihu.com/?target=${target}`)).toBe(target)
  })

  it('of Proofpoint gives back the characters that it took out of the address', () => {
    const code = Buffer.from('~=?').toString('base64url')
    expect(resolveLink(`https://urldefense.com/v3/__https://example.org/*a/**A__;${code}!!x!y$`)).toBe(
      'https://example.org/~a/=?',
    )
  })

  it.each([
    ARXIV,
    'https://t.co/abcdefg',
    'https://www.baidu.com/link?url=fz7ZhVxx',
    'https://link.zhihu.com/',
    'https://link.zhihu.com/?target=javascript%3Aalert(1)',
    'https://link.zhihu.com/?target=file%3A%2F%2F%2Fetc%2Fpasswd',
    'https://link.zhihu.com/?target=%E4%BD',
    'https://gitee.com/links?target=https%3A%2F%2Fexample.org',
    'https://www.google.com/search?q=https://example.org',
    'https://notlink.zhihu.com.example.org/?target=https%3A%2F%2Fexample.org',
    'https://[broken/?target=https%3A%2F%2Fexample.org',
  ])('that says nothing of its target, and any other address, stays: %s', (address) => {
    expect(resolveLink(address)).toBe(address)
  })

  it('before redirectors without end is followed so far and no further', () => {
    let address = ARXIV
    for (let i = 0; i < 9; i++) address = `https://link.zhihu.com/?target=${encodeURIComponent(address)}`
    expect(resolveLink(address)).toMatch(/^https:\/\/link\.zhihu\.com\//)
  })

  it('below a paper, with HTML between its parameters or named by a word, gives the paper its link', async () => {
    expect(await linksOf(`https://link.zhihu.com/?target=${ENCODED}`)).toEqual([ARXIV])
    expect(await linksOf(`论文:https://link.zhihu.com/?target=${ENCODED}`)).toEqual([ARXIV])
    expect(await linksOf(`[pdf](https://www.google.com/url?q=${ENCODED}&sa=D)`)).toEqual([ARXIV])
  })
})

describe('an identifier', () => {
  it.each([
    ['1706.03762', ARXIV],
    ['arXiv:1706.03762', ARXIV],
    ['arXiv: 1706.03762v5', `${ARXIV}v5`],
    ['arXiv 2107.03107v2 [cs.CL]', 'https://arxiv.org/abs/2107.03107v2'],
    ['arXiv:2107.03107v1 [cs.CL] 7 Jul 2021', 'https://arxiv.org/abs/2107.03107v1'],
    ['论文：arXiv：1706.03762', ARXIV],
    ['arXiv:cs/0501001', 'https://arxiv.org/abs/cs/0501001'],
    ['cs/0501001', 'https://arxiv.org/abs/cs/0501001'],
    ['math.GT/0309136', 'https://arxiv.org/abs/math.GT/0309136'],
    ['hep-th/9901001v3', 'https://arxiv.org/abs/hep-th/9901001v3'],
    ['doi:10.1145/3292500.3330701', 'https://doi.org/10.1145/3292500.3330701'],
    ['DOI: 10.1016/S0893-6080(05)80056-5.', 'https://doi.org/10.1016/S0893-6080(05)80056-5'],
    ['10.18653/v1/P19-1001', 'https://doi.org/10.18653/v1/P19-1001'],
    ['2021.acl-long.1', 'https://aclanthology.org/2021.acl-long.1'],
    ['ACL Anthology: 2022.findings-emnlp.12', 'https://aclanthology.org/2022.findings-emnlp.12'],
    ['P19-1001', 'https://aclanthology.org/P19-1001'],
    ['ACL: N18-1202', 'https://aclanthology.org/N18-1202'],
    ['OpenReview: rJXMpikCZ', 'https://openreview.net/forum?id=rJXMpikCZ'],
    ['openreview.net/forum?id=rJXMpikCZ', 'https://openreview.net/forum?id=rJXMpikCZ'],
  ])('alone on its line is a link: %s', async (line, url) => {
    expect(await linksOf(line)).toEqual([url])
  })

  it('comes with others and with addresses in the order of the line', async () => {
    expect(await linksOf('arXiv:1706.03762 | https://github.com/a/b | doi:10.1145/3292500.3330701')).toEqual([
      ARXIV,
      'https://github.com/a/b',
      'https://doi.org/10.1145/3292500.3330701',
    ])
  })

  it.each([
    '2021.12345',
    '3.14159',
    '9913.12345',
    '1706.037621',
    'version 1.2.3',
    'p19-1001',
    'ab/0501001',
    '1,706.03762',
    'R2D2-1234x',
  ])('is not found in %s', (text) => {
    expect(readIdentifiers(text)).toEqual({ found: [], rest: text })
  })

  it('inside a sentence leaves the sentence whole', async () => {
    const text =
      '1、[CL] Seeing by Touch\nA Jones, B Smith\n[Rice University]\n以触代视。\nWe extend arXiv:1706.03762 to touch.\n'
    const [digest] = await readDigests(new TextEncoder().encode(text), { file: 'digest.txt' })
    expect(digest?.papers[0]).toMatchObject({ links: [], abstract: { en: 'We extend arXiv:1706.03762 to touch.' } })
  })
})
