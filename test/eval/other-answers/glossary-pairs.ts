// Terms with the translation that people of the field use, as facts to hold the glossary against.
import { TERM_PAIRS, type TermPair } from '../sets/term-pairs.ts'

const MORE =
  '长短期记忆|long short-term memory,支持向量机|support vector machine,随机森林|random forest,主成分分析|principal component analysis,奇异值分解|singular value decomposition,' +
  '梯度消失|vanishing gradient,批归一化|batch normalization,位置编码|positional encoding,大语言模型|large language model,视觉变换器|vision transformer,' +
  '交叉熵|cross-entropy,过拟合|overfitting,泛化|generalization,灾难性遗忘|catastrophic forgetting,模式崩溃|mode collapse,' +
  '提示注入|prompt injection,红队|red teaming,模型合并|model merging,知识编辑|knowledge editing,稀疏自编码器|sparse autoencoder,' +
  '状态空间模型|state space model,流匹配|flow matching,分数匹配|score matching,潜在扩散|latent diffusion,图像编辑|image editing,' +
  '视觉问答|visual question answering,关系抽取|relation extraction,实体链接|entity linking,信息检索|information retrieval,文本摘要|text summarization,' +
  '密集检索|dense retrieval,重排序|reranking,拒绝采样|rejection sampling,蒙特卡洛树搜索|monte carlo tree search,多臂老虎机|multi-armed bandit,' +
  '马尔可夫决策过程|markov decision process,策略梯度|policy gradient,离散余弦变换|discrete cosine transform,傅里叶变换|fourier transform,小波|wavelet,' +
  '压缩感知|compressed sensing,相位恢复|phase retrieval,波束成形|beamforming,毫米波|millimeter wave,信道估计|channel estimation'

/** As good a translation as the one above. */
const AS_GOOD: Readonly<Record<string, readonly string[]>> = {
  推荐系统: ['recommendation system'],
  卫星图像: ['satellite imagery'],
  医学影像: ['medical imaging'],
  毫米波: ['mmwave'],
  心电图: ['ecg'],
  视觉变换器: ['vit'],
  长尾: ['long-tail'],
  表格: ['tabular', 'tabular data'],
  手写: ['handwritten'],
  虚假信息: ['disinformation'],
  机器人: ['robotic', 'robotics'],
  股票: ['equity'],
  教育: ['educational'],
  基因组: ['genomic'],
  语音识别: ['automatic speech recognition', 'asr'],
  高斯泼溅: ['3dgs'],
}

export const rightTranslations = ({ zh, en }: TermPair): readonly string[] => [en, ...(AS_GOOD[zh] ?? [])]

export const GLOSSARY_PAIRS: readonly TermPair[] = [
  ...TERM_PAIRS,
  ...MORE.split(',').map((line) => {
    const [zh = '', en = ''] = line.split('|')
    return { zh, en }
  }),
]
