// The number in front of a title, in every way that people write one, alone and together with a
// category.
import { describe, expect, it } from 'vitest'
import { heading } from '../../src/digest/constructs/heading/index.ts'

const SECOND = [
  '2、',
  '2. ',
  '2．',
  '2) ',
  '（2）',
  '(2) ',
  '②',
  '❷ ',
  '⑵ ',
  '⒉ ',
  '2️⃣ ',
  '二、',
  '（二）',
  '㈡ ',
  '【2】',
  '［2］',
  '[2] ',
  '〔2〕',
  '【二】',
  '【No.2】',
  '【第2篇】',
  '【论文2】',
  '[Paper 2] ',
  '【#2】',
  'No.2 ',
  'No. 2: ',
  'NO.2、',
  '№2 ',
  '#2 ',
  '#2: ',
  '第2篇 ',
  '第 2 篇：',
  '第二篇：',
  '第2篇论文：',
  '第二篇 | ',
  '论文2：',
  '论文 2: ',
  '论文二：',
  '論文2：',
  '文章2：',
  'Paper 2: ',
  'Paper #2: ',
  'Paper 2 - ',
  'PAPER 2 | ',
  'Top 2: ',
  '推荐2：',
]

function numberOf(text: string) {
  const token = heading.read(text)
  if (token?.kind === 'heading') return { number: token.number, categories: token.categories, title: token.title }
  return token?.kind === 'numbered' ? { number: token.number, categories: [], title: token.text } : null
}

describe('a number', () => {
  it.each(SECOND)('%s is read in front of a title', (written) => {
    expect(numberOf(`${written}A Survey of Surveys`)).toEqual({ number: 2, categories: [], title: 'A Survey of Surveys' })
  })

  it.each(SECOND)('%s is read in front of a category', (written) => {
    const expected = { number: 2, categories: ['CV'], title: 'A Survey of Surveys' }
    expect(numberOf(`${written}[CV] A Survey of Surveys`)).toEqual(expected)
    expect(numberOf(`${written}【CV】A Survey of Surveys`)).toEqual(expected)
  })

  it.each([
    '3D Vision for Everyone',
    'No free lunch',
    'Paper planes fly',
    '第二代模型的比较',
    '论文的写法',
    'Top-1 accuracy is not enough',
    '[CLIP](https://arxiv.org/abs/2103.00020)',
    '[1](https://example.org)',
    '[^1]: a note',
    '[1]: https://example.org',
    '#标签#',
  ])('is not found in %s', (text) => {
    expect(numberOf(text)?.number ?? null).toBeNull()
  })
})

describe('a title', () => {
  const arxiv = 'https://arxiv.org/abs/2103.00001'
  it.each([
    [`[A Survey](${arxiv})`, 'A Survey', [arxiv]],
    [`A Survey ${arxiv}`, 'A Survey', [arxiv]],
    [`A Survey (${arxiv})`, 'A Survey', [arxiv]],
    [`A Survey <${arxiv}> 网页链接`, 'A Survey', [arxiv]],
    [`A Survey [[pdf](${arxiv})] [[code](https://github.com/a/b)]`, 'A Survey', [arxiv, 'https://github.com/a/b']],
    [`A Survey [pdf](${arxiv}) | [code](https://github.com/a/b)`, 'A Survey', [arxiv, 'https://github.com/a/b']],
    [`A Survey（[论文](${arxiv})，[代码](https://github.com/a/b)）`, 'A Survey', [arxiv, 'https://github.com/a/b']],
    [`A Survey 论文：${arxiv} 代码：https://github.com/a/b`, 'A Survey', [arxiv, 'https://github.com/a/b']],
    [`[A Survey](${arxiv}) (ICLR 2021)`, 'A Survey', [arxiv]],
    [`**A Survey** [PDF] [Code]`, 'A Survey', []],
    [`[Surveys](${arxiv}) that read themselves`, 'Surveys that read themselves', [arxiv]],
    ['A Survey [of Brackets] in Titles', 'A Survey [of Brackets] in Titles', []],
  ])('is parted from the links of %s', (written, title, links) => {
    expect(heading.read(`1、[CV] ${written}`)).toMatchObject({ kind: 'heading', title, links })
  })
})
