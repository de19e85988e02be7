// The built-in names of the categories, for digests whose legend does not name them. A digest's own legend goes first.
import type { Bilingual } from './bilingual.ts'

/** arXiv's archive and the digests' own short codes (`AS` for eess.AS) share one table. */
const NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  AI: ['人工智能', 'Artificial Intelligence'],
  AR: ['硬件架构', 'Hardware Architecture'],
  AS: ['音频与语音', 'Audio and Speech'],
  BM: ['生物分子', 'Biomolecules'],
  CC: ['计算复杂性', 'Computational Complexity'],
  CE: ['计算工程、金融与科学', 'Computational Engineering'],
  CG: ['计算几何', 'Computational Geometry'],
  CL: ['计算与语言', 'Computation and Language'],
  CR: ['密码学与安全', 'Cryptography and Security'],
  CV: ['计算机视觉', 'Computer Vision'],
  CY: ['计算机与社会', 'Computers and Society'],
  DB: ['数据库', 'Databases'],
  DC: ['分布式、并行与集群计算', 'Distributed Computing'],
  DL: ['数字图书馆', 'Digital Libraries'],
  DM: ['离散数学', 'Discrete Mathematics'],
  DS: ['数据结构与算法', 'Data Structures and Algorithms'],
  ET: ['新兴技术', 'Emerging Technologies'],
  GR: ['计算机图形学', 'Graphics'],
  GT: ['计算机科学与博弈论', 'Game Theory'],
  HC: ['人机交互', 'Human-Computer Interaction'],
  IR: ['信息检索', 'Information Retrieval'],
  IT: ['信息论', 'Information Theory'],
  IV: ['图像与视频处理', 'Image and Video Processing'],
  LG: ['机器学习', 'Machine Learning'],
  LO: ['计算机科学中的逻辑', 'Logic in Computer Science'],
  MA: ['多智能体系统', 'Multiagent Systems'],
  ML: ['机器学习（统计）', 'Machine Learning (Statistics)'],
  MM: ['多媒体', 'Multimedia'],
  NA: ['数值分析', 'Numerical Analysis'],
  NC: ['神经元与认知', 'Neurons and Cognition'],
  NE: ['神经与进化计算', 'Neural and Evolutionary Computing'],
  NI: ['网络与互联网架构', 'Networking and Internet Architecture'],
  OC: ['优化与控制', 'Optimization and Control'],
  PF: ['性能', 'Performance'],
  PL: ['编程语言', 'Programming Languages'],
  QM: ['定量方法', 'Quantitative Methods'],
  RO: ['机器人', 'Robotics'],
  SC: ['符号计算', 'Symbolic Computation'],
  SD: ['声音', 'Sound'],
  SE: ['软件工程', 'Software Engineering'],
  SI: ['社会与信息网络', 'Social and Information Networks'],
  SP: ['信号处理', 'Signal Processing'],
  SY: ['系统与控制', 'Systems and Control'],
}

/** Codes that the table knows, in alphabetical order. */
export const KNOWN_CATEGORIES: readonly string[] = Object.keys(NAMES)

export function categoryName(code: string, legend: Readonly<Record<string, string>> = {}): Bilingual {
  const known = Object.hasOwn(NAMES, code) ? NAMES[code] : undefined
  const own = Object.hasOwn(legend, code) ? legend[code] : undefined
  return { zh: own || known?.[0] || null, en: known?.[1] ?? null }
}
