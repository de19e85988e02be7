// The built-in names of the categories, for digests whose legend does not name them. A digest's own
// legend goes first.
import type { Bilingual } from './bilingual.ts'

const names = (zh: string, en: string): Bilingual => ({ zh, en })

/** arXiv's subject classes and the digests' own short codes (`AS` for eess.AS) share one table. */
export const CATEGORIES: Readonly<Record<string, Bilingual>> = {
  AI: names('人工智能', 'Artificial Intelligence'),
  AR: names('硬件架构', 'Hardware Architecture'),
  AS: names('音频与语音', 'Audio and Speech'),
  BM: names('生物分子', 'Biomolecules'),
  CC: names('计算复杂性', 'Computational Complexity'),
  CE: names('计算工程、金融与科学', 'Computational Engineering'),
  CG: names('计算几何', 'Computational Geometry'),
  CL: names('计算与语言', 'Computation and Language'),
  CR: names('密码学与安全', 'Cryptography and Security'),
  CV: names('计算机视觉', 'Computer Vision'),
  CY: names('计算机与社会', 'Computers and Society'),
  DB: names('数据库', 'Databases'),
  DC: names('分布式、并行与集群计算', 'Distributed Computing'),
  DL: names('数字图书馆', 'Digital Libraries'),
  DM: names('离散数学', 'Discrete Mathematics'),
  DS: names('数据结构与算法', 'Data Structures and Algorithms'),
  ET: names('新兴技术', 'Emerging Technologies'),
  FL: names('形式语言', 'Formal Languages'),
  GR: names('计算机图形学', 'Graphics'),
  GT: names('计算机科学与博弈论', 'Game Theory'),
  HC: names('人机交互', 'Human-Computer Interaction'),
  IR: names('信息检索', 'Information Retrieval'),
  IT: names('信息论', 'Information Theory'),
  IV: names('图像与视频处理', 'Image and Video Processing'),
  LG: names('机器学习', 'Machine Learning'),
  LO: names('计算机科学中的逻辑', 'Logic in Computer Science'),
  MA: names('多智能体系统', 'Multiagent Systems'),
  ME: names('统计方法', 'Methodology'),
  ML: names('机器学习（统计）', 'Machine Learning (Statistics)'),
  MM: names('多媒体', 'Multimedia'),
  NA: names('数值分析', 'Numerical Analysis'),
  NC: names('神经元与认知', 'Neurons and Cognition'),
  NE: names('神经与进化计算', 'Neural and Evolutionary Computing'),
  NI: names('网络与互联网架构', 'Networking and Internet Architecture'),
  NLP: names('自然语言处理', 'Natural Language Processing'),
  OC: names('优化与控制', 'Optimization and Control'),
  PF: names('性能', 'Performance'),
  PL: names('编程语言', 'Programming Languages'),
  QM: names('定量方法', 'Quantitative Methods'),
  RO: names('机器人', 'Robotics'),
  SC: names('符号计算', 'Symbolic Computation'),
  SD: names('声音', 'Sound'),
  SE: names('软件工程', 'Software Engineering'),
  SI: names('社会与信息网络', 'Social and Information Networks'),
  SP: names('信号处理', 'Signal Processing'),
  ST: names('统计理论', 'Statistics Theory'),
  SY: names('系统与控制', 'Systems and Control'),
}

export function categoryName(code: string, legend: Readonly<Record<string, string>> = {}): Bilingual {
  const known = Object.hasOwn(CATEGORIES, code) ? CATEGORIES[code] : undefined
  const own = Object.hasOwn(legend, code) ? legend[code] : undefined
  return { zh: own || known?.zh || null, en: known?.en ?? null }
}

/** Those that papers of artificial intelligence are in most, the most frequent first. */
const FREQUENT = 'CV LG CL AI RO ML IV AS SD IR HC CR NE MA SE GR MM SI SY SP CY DC DB NLP AR'.split(' ')

/** All that have a name, the frequent ones first. */
export const KNOWN_CATEGORIES: readonly string[] = [...new Set([...FREQUENT, ...Object.keys(CATEGORIES)])]
