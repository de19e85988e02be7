// "DeepMind", "University of Toronto & Vector Institute", "清华大学": whether a line without
// brackets names institutions. Only lines in the place of affiliations are asked; whatever may be a
// person is not one.
import { splitAffiliations } from './split-affiliations.ts'

const LONGEST = 200
const MAX_WORDS = 10
/** Every word begins with a capital, or is one of the small ones. */
const NAME = /^(?:(?:\p{Lu}[\p{L}\p{M}\d.'’()&-]*|of|the|and|for|at|in|de|des|du|la|di|der|für|&)(?:\s+|$))+$/u
const KIND =
  /(?:^|\s)(?:Universit(?:y|é|ät|à|eit)|Univ\.|Universidade?|Universidad|Universiteit|Università|Uniwersytet|Universitas|Universiti|Hochschule|Fachhochschule|Högskola|Polytechnique|Politechnika|Akademie|Laboratoire|Istituto|Institut[eot]{0,2}|College|Academy|Laborator(?:y|ies)|Hospital|Polytechnic|Politecnico|École|Ecole|School|Department|Dept\.|Corporation|Corp\.|Inc\.?|Ltd\.?|GmbH)(?=$|\s(?:of|for|at|in|and|de|di|of the)\s|\s\p{Lu}[\p{L}]*$)/u
/** Last words of a firm's or a university's part, behind something else. */
const PART = /\S\s(?:Research|Labs?|AI|Brain|Robotics|Technologies|Foundation|Centre|Center|Sciences)$/
const FIRMS = new Set(
  (
    'deepmind google microsoft facebook fair meta openai amazon apple nvidia intel ibm adobe baidu alibaba tencent huawei bytedance sensetime ' +
    'megvii samsung sony uber salesforce anthropic disney naver kakao yandex netflix twitter linkedin qualcomm waymo tesla bosch siemens ' +
    'mit cmu kaist postech eth epfl inria cnrs ucl ucla ucsd uiuc nyu usc ucb stanford berkeley caltech harvard princeton yale cornell oxford ' +
    'cambridge hkust cuhk nus ntu technion mila ai2 riken idiap nist nasa cern ustc thu pku sjtu zju casia'
  ).split(' '),
)
/** Behind a known name; before the rest of one. */
const FIRM_PART = /^(?:Research|Labs?|AI|Brain|Cloud|Asia|Inc\.?|Zürich|Zurich|Robotics|Reality|X|Health|Team)$/
const TWO_WORDS = /^(?:UC|UT|TU|Georgia|Virginia|Texas|KU|RWTH|MPI|Max Planck|Johns|Carnegie)\s\p{Lu}/u
const GROUP = /\b(?:Team|Group|Collaboration|Consortium|Authors)$/

const CHINESE =
  /^[\u4e00-\u9fffA-Za-z·（）() ]{1,24}(?:大学|学院|研究院|研究所|实验室|科学院|医院|公司|研究中心)(?:[\u4e00-\u9fff]{0,12}(?:系|学院|研究院|研究所|实验室|校区|分校))?$/
const CHINESE_FIRM =
  /^(?:谷歌|微软|脸书|百度|阿里巴巴|阿里|腾讯|华为|字节跳动|商汤|商汤科技|旷视|旷视科技|英伟达|英特尔|亚马逊|苹果|三星|京东|美团|小米|快手|清华|北大|浙大|复旦|上海交大|中科大|中科院|麻省理工|斯坦福|伯克利|哈佛|牛津|剑桥)(?:研究院|研究所|实验室|AI Lab|大脑)?$/

/** Names of a line that is nothing but institutions; null where any of it may be something else. */
export function institutionsOf(text: string): readonly string[] | null {
  if (text.length > LONGEST || /[。！？:：]|[.!?]\s*$/.test(text)) return null
  const names = splitAffiliations(text).flatMap(splitByComma)
  return names.length > 0 && names.every(isWhole) ? names : null
}

/** "MIT, CMU" are two, "Stanford University, USA" is one. */
function splitByComma(name: string): string[] {
  const parts = name
    .split(/[,，]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return parts.every(isInstitution) ? parts : [name]
}

/** An institution, with its city or country behind a comma. */
function isWhole(name: string): boolean {
  const [first = '', ...places] = name.split(/[,，]/).map((part) => part.trim())
  return isInstitution(first) && places.length <= 3 && places.every((place) => place.length <= 40 && !/^\p{Lu}\.?\s/u.test(place))
}

export function isInstitution(name: string): boolean {
  if (CHINESE.test(name) || CHINESE_FIRM.test(name)) return true
  const words = name.split(/\s+/)
  if (words.length > MAX_WORDS || !NAME.test(name) || GROUP.test(name)) return false
  if (KIND.test(name) || (words.length <= 5 && PART.test(name)) || TWO_WORDS.test(name)) return true
  return FIRMS.has((words[0] ?? '').toLowerCase()) && words.slice(1).every((word) => FIRM_PART.test(word))
}
