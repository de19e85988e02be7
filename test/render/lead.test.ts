// Which sentence of an abstract says what was done: abstracts as they are written, in both
// languages, with the beginning that is shown.
import { describe, expect, it } from 'vitest'
import { leadOf } from '../../src/render/paper/lead.ts'
import { paperView } from '../support/papers.ts'

const ENGLISH: readonly (readonly [title: string, abstract: string, begins: string])[] = [
  [
    'Visual Concepts from Captions',
    'State-of-the-art vision systems are trained to predict a fixed set of labels. This limits their generality, since other concepts need more labels. Learning from captions is a promising alternative. We demonstrate that matching captions to images is a scalable way to learn image features. The features transfer to thirty tasks.',
    'We demonstrate that matching captions',
  ],
  [
    'Sparse Routing for Long Documents',
    'Long documents remain expensive for Transformers. Previous work has proposed local windows, but they lose distant facts. In this paper, a router picks which tokens attend to each other. Accuracy on four benchmarks improves.',
    'In this paper, a router',
  ],
  [
    'GlideNet: Smooth Depth from One Camera',
    'Depth from a single image is ambiguous. Most existing methods need lidar for training. GlideNet learns depth from video alone by warping neighbouring frames. Results on KITTI show an error of 8.9%.',
    'GlideNet learns depth from video alone',
  ],
  [
    'Do Agents Plan?',
    'Language agents are said to plan. It is not clear what that means. We ask whether their first step depends on the last. We find that it does not in seven of nine agents. Our analysis suggests a cause.',
    'We ask whether their first step',
  ],
  [
    'Scaling Data for Speech',
    'Speech recognizers depend on transcripts. Many languages have none. This work studies training on a million hours of radio without text. Word error rates fall by a third.',
    'This work studies training',
  ],
  [
    'Better Baselines for Graph Classification',
    'Graph networks are often compared with weak baselines. However, what the comparison shows is rarely examined. The authors train simple models with care on twenty datasets. On fourteen the simple models win.',
    'The authors train simple models',
  ],
  [
    'Counting Cells',
    'Counting cells by hand is slow. A new loss for density maps is proposed that treats neighbouring cells alike. It halves the error.',
    'A new loss for density maps is proposed',
  ],
  [
    'Cache-Aware Decoding',
    'Decoding is bound by memory. To reduce traffic, we carefully design a kernel that shares keys between requests. We show a speed-up of 2.1 times.',
    'To reduce traffic, we carefully design',
  ],
]

const CHINESE: readonly (readonly [title: string, abstract: string, begins: string])[] = [
  [
    '稀疏路由',
    '长文档的计算代价很高。以往方法提出了局部窗口，但会丢失远处的信息。我们设计了一个路由器，为每个词选择要关注的词。实验表明准确率有所提升。',
    '我们设计了一个路由器',
  ],
  [
    '语音数据的规模',
    '语音识别依赖转写文本。许多语言没有这样的数据。该工作研究如何用一百万小时的广播训练模型。错误率下降三分之一。',
    '该工作研究如何',
  ],
  [
    'GlideNet：单目平滑深度',
    '单张图像的深度是不确定的。现有方法通常需要激光雷达。GlideNet只用视频学习深度。',
    'GlideNet只用视频',
  ],
  [
    '智能体会规划吗',
    '大家常说语言智能体会规划。然而这究竟是什么意思并不清楚。我们发现九个智能体中有七个并不会。',
    '我们发现九个智能体',
  ],
  ['细胞计数', '人工计数很慢。旨在减少人工，一种新的密度图损失被用于训练。误差减半。', '旨在减少人工'],
  ['图分类的基线', '图网络常与较弱的基线比较。作者在二十个数据集上训练简单模型。作者还分析了原因。', '作者在二十个数据集'],
]

const leadIn = (language: 'en' | 'zh', title: string, abstract: string) =>
  leadOf(
    paperView({
      title: { en: language === 'en' ? title : null, zh: language === 'zh' ? title : null },
      abstract: { en: null, zh: null, [language]: abstract },
      takeaway: null,
    }),
    language,
  )

describe('the lead of an English abstract', () => {
  it.each(ENGLISH)('of “%s” begins where it says what was done', (title, abstract, begins) => {
    expect(leadIn('en', title, abstract).slice(0, begins.length)).toBe(begins)
  })
})

describe('the lead of a Chinese abstract', () => {
  it.each(CHINESE)('of《%s》begins where it says what was done', (title, abstract, begins) => {
    expect(leadIn('zh', title, abstract).slice(0, begins.length)).toBe(begins)
  })
})

describe('the lead of an abstract that says of nothing that it was done', () => {
  it('is the first sentence that is not of what others do', () => {
    const abstract =
      'Conventional models know only their labels. A model of images and text knows any word. It is trained on pairs.'
    expect(leadIn('en', 'A Study', abstract)).toBe('A model of images and text knows any word. It is trained on pairs.')
  })

  it('is its beginning where every sentence is alike', () => {
    expect(leadIn('en', 'A Study', 'Cats sleep. Dogs bark.')).toBe('Cats sleep. Dogs bark.')
  })
})
