// The categories that digests use, with their names in both languages.
import type { Bilingual } from '../text/bilingual.ts'

const CATEGORIES: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  LG: ['Machine Learning', '机器学习'],
  ML: ['Machine Learning (statistics)', '统计机器学习'],
  CV: ['Computer Vision', '计算机视觉'],
  CL: ['Computation and Language', '计算与语言'],
  NLP: ['Natural Language Processing', '自然语言处理'],
  AI: ['Artificial Intelligence', '人工智能'],
  RO: ['Robotics', '机器人'],
  AS: ['Audio and Speech', '音频与语音'],
  SD: ['Sound', '声音'],
  GR: ['Graphics', '图形学'],
  IR: ['Information Retrieval', '信息检索'],
  NE: ['Neural and Evolutionary Computing', '神经与进化计算'],
  SI: ['Social and Information Networks', '社交与信息网络'],
  MA: ['Multiagent Systems', '多智能体系统'],
  HC: ['Human-Computer Interaction', '人机交互'],
  CR: ['Cryptography and Security', '密码学与安全'],
  CY: ['Computers and Society', '计算机与社会'],
  DB: ['Databases', '数据库'],
  DC: ['Distributed Computing', '分布式计算'],
  DL: ['Digital Libraries', '数字图书馆'],
  DS: ['Data Structures and Algorithms', '数据结构与算法'],
  GT: ['Game Theory', '博弈论'],
  IT: ['Information Theory', '信息论'],
  LO: ['Logic', '逻辑'],
  MM: ['Multimedia', '多媒体'],
  NI: ['Networking', '网络'],
  OC: ['Optimization and Control', '优化与控制'],
  PL: ['Programming Languages', '编程语言'],
  SE: ['Software Engineering', '软件工程'],
  SY: ['Systems and Control', '系统与控制'],
  IV: ['Image and Video Processing', '图像与视频处理'],
  SP: ['Signal Processing', '信号处理'],
  AR: ['Hardware Architecture', '硬件架构'],
  ET: ['Emerging Technologies', '新兴技术'],
  ME: ['Statistical Methodology', '统计方法学'],
  QM: ['Quantitative Methods', '定量方法'],
  NC: ['Neurons and Cognition', '神经元与认知'],
  QUANT: ['Quantum Physics', '量子物理'],
}

/** Words people use for a category that are not its name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  视觉: 'CV',
  vision: 'CV',
  自然语言处理: 'CL',
  自然语言: 'CL',
  语言: 'CL',
  language: 'CL',
  语音: 'AS',
  音频: 'AS',
  speech: 'AS',
  audio: 'AS',
  robots: 'RO',
  robotic: 'RO',
  机器人学: 'RO',
  学习: 'LG',
  learning: 'LG',
  检索: 'IR',
  图形: 'GR',
}

const CODES = new Map<string, string[]>()
const remember = (name: string, code: string) => {
  const key = name.toLowerCase()
  CODES.set(key, [...(CODES.get(key) ?? []), code])
}
for (const [code, names] of Object.entries(CATEGORIES)) for (const name of names) remember(name, code)
for (const [name, code] of Object.entries(OTHER_NAMES)) remember(name, code)

/** "cs.CV", "cv", "计算机视觉", "computer vision" → ["CV"]; an unknown code is itself; what can't be a code is none. */
export function codesOfCategory(name: string): readonly string[] {
  const text = name.normalize('NFKC').trim()
  const named = CODES.get(text.toLowerCase())
  if (named) return named
  const code = /^(?:[a-z-]+\.)?([a-z][a-z-]{0,11})$/i.exec(text)?.[1]?.toUpperCase()
  return code === undefined ? [] : [code]
}

/** Names of a category: the digest's own legend goes before the table; what neither knows is null. */
export function categoryName(code: string, legend: Readonly<Record<string, string>> = {}): Bilingual {
  const known = Object.hasOwn(CATEGORIES, code) ? CATEGORIES[code] : undefined
  const own = Object.hasOwn(legend, code) ? legend[code] : undefined
  return { en: known?.[0] ?? null, zh: own ?? known?.[1] ?? null }
}
