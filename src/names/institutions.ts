// "DeepMind", "University of Toronto & Vector Institute", "清华大学": whether a line without
// brackets names institutions. Only lines in the place of affiliations are asked; whatever may be a
// person is not one.
import { splitAffiliations } from './split-affiliations.ts'

const MAX_LENGTH = 200
const MAX_WORDS = 10
/** Every word begins with a capital, or is one of the small ones. */
const NAME =
  /^(?:(?:\p{Lu}[\p{L}\p{M}\d.'’()&-]*|of|the|and|for|at|in|de|des|du|do|da|dos|del|della|degli|la|di|der|van|voor|zu|für|&)(?:\s+|$))+$/u
const KIND =
  /(?:^|\s)(?:Universit(?:y|é|ät|à|eit)|Univ\.|Universidade?|Universidad|Universiteit|Università|Uniwersytet|Universitas|Universiti|Hochschule|Fachhochschule|Högskola|Polytechnique|Politechnika|Akademie|Laboratoire|Istituto|Institut[eot]{0,2}|College|Academy|Laborator(?:y|ies)|Hospital|Polytechnic|Politecnico|École|Ecole|School|Department|Dept\.|Corporation|Corp\.|Inc\.?|Ltd\.?|GmbH)(?=$|\s(?:of|for|at|in|and|de|di|do|da|dos|du|del|della|degli|des|van|voor|für|zu|of the)\s|\s\p{Lu}[\p{L}]*$)/u
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
/** "Robotics at Google" */
const AT_FIRM = /^(?:\p{Lu}[\p{L}\d-]*\s){1,3}at\s(?=\p{Lu})/u
const GROUP = /\b(?:Team|Group|Collaboration|Consortium|Authors)$/

const CHINESE =
  /^[\u4e00-\u9fffA-Za-z·（）() ]{1,24}(?:大学|学院|研究院|研究所|实验室|科学院|医院|公司|研究中心)(?:[\u4e00-\u9fff]{0,12}(?:系|学院|研究院|研究所|实验室|校区|分校))?$/
const CHINESE_FIRM =
  /^(?:谷歌|微软|脸书|百度|阿里巴巴|阿里|腾讯|华为|字节跳动|商汤|商汤科技|旷视|旷视科技|英伟达|英特尔|亚马逊|苹果|三星|京东|美团|小米|快手|清华|北大|浙大|复旦|上海交大|中科大|中科院|麻省理工|斯坦福|伯克利|哈佛|牛津|剑桥)(?:研究院|研究所|实验室|AI Lab|大脑)?$/

/** Names of a line that is nothing but institutions; null where any of it may be something else. */
export function institutionsOf(text: string): readonly string[] | null {
  if (text.length > MAX_LENGTH || /[。！？:：]|[.!?]\s*$/.test(text)) return null
  const names = splitAffiliations(text).flatMap(splitByComma).flatMap(splitHanPlaces)
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
  if (mayBeHan(name) && (CHINESE.test(name) || CHINESE_FIRM.test(name))) return true
  // Nearly every name of a person ends the look here.
  const isAtFirm = name.includes('at') && AT_FIRM.test(name)
  const mayBeFirm = name.charCodeAt(1) !== BLANK
  if (!isAtFirm && !SIGNED.test(name) && !(mayBeFirm && FIRMS.has(firstWord(name).toLowerCase()))) return false
  const words = name.split(/\s+/)
  if (words.length > MAX_WORDS || !NAME.test(name) || GROUP.test(name)) return false
  if (KIND.test(name) || (words.length <= 5 && PART.test(name)) || TWO_WORDS.test(name)) return true
  const at = isAtFirm ? AT_FIRM.exec(name) : null
  if (at !== null) return isInstitution(name.slice(at[0].length))
  return FIRMS.has((words[0] ?? '').toLowerCase()) && words.slice(1).every((word) => FIRM_PART.test(word))
}

/** Whether the name has any of the signs by which institutions are known, but for those of firms. */
const SIGNED = new RegExp([KIND, PART, TWO_WORDS].map(({ source }) => source).join('|'), 'u')

/** The Chinese names of institutions begin or end in Chinese. */
function mayBeHan(name: string): boolean {
  return name.charCodeAt(0) >= FIRST_HAN || name.charCodeAt(name.length - 1) >= FIRST_HAN
}

const FIRST_HAN = 0x4e00
/** Behind an initial, which no firm is. */
const BLANK = 0x20

function firstWord(name: string): string {
  const end = name.search(/\s/)
  return end === -1 ? name : name.slice(0, end)
}

const HAS_HAN = /[\u4e00-\u9fff]/
const MAX_TEXT = 400
const MAX_PIECES = 24
/** Parts of a university are named by their field; an institution by its place or its own name. */
const HAN_FIELD =
  '计算|软件|人工智能|智能|信息|电子|自动化|数学|物理|机械|电气|通信|网络|数据|统计|生物|医学|临床|化学|材料|控制|机器人|工程|管理|经济|金融|商学|法学|认知|语言|人文|外国语|高等|交叉|前沿|航空|航天|微电子|集成电路|光电|测绘|遥感|环境|土木|建筑|艺术|设计|新闻|国际|国家|脑|理学|工学|未来|研究生|深圳|附属'
const HAN_PART = new RegExp(
  `^(?:${HAN_FIELD}|.{0,12}重点).{0,16}(?:院|系|部|所|室|中心|校区|分校|医院)$|(?:系|学部|教研室|课题组|团队|校区|分校)$`,
)

/**
 * "清华大学 北京大学" are two, "清华大学 计算机学院" is one with its part; the whole as one where
 * it does not name several.
 */
export function splitHanPlaces(name: string): string[] {
  if (name.length > MAX_TEXT || !name.includes(' ')) return [name]
  if (!HAS_HAN.test(name)) return splitFirm(name)
  const pieces = name.split(/ +/)
  if (pieces.length > MAX_PIECES) return [name]
  const places: string[] = []
  let latin = ''
  for (const piece of pieces) {
    if (HAS_HAN.test(piece)) {
      if (latin !== '' && !addLatin(places, latin)) return [name]
      latin = ''
      if (isInstitution(piece) && !HAN_PART.test(piece)) places.push(piece)
      else if (places.length > 0 && HAN_PART.test(piece)) places[places.length - 1] += ` ${piece}`
      else return [name]
    } else latin = latin === '' ? piece : `${latin} ${piece}`
  }
  return latin !== '' && !addLatin(places, latin) ? [name] : places
}

const FIRM_THEN_UNIVERSITY = /^([A-Z]{2,6}) (\p{Lu}[\p{L}-]+ (?:\p{Lu}[\p{L}-]+ ){0,3}University(?: of .+)?)$/u

/** "INRIA Kyoto University" */
function splitFirm(name: string): string[] {
  const [, firm = '', university = ''] = name.includes('University') ? (FIRM_THEN_UNIVERSITY.exec(name) ?? []) : []
  return FIRMS.has(firm.toLowerCase()) ? [firm, university] : [name]
}

function addLatin(places: string[], name: string): boolean {
  const isPlace = isInstitution(name)
  if (isPlace) places.push(name)
  return isPlace
}

/** Whether blanks may part several institutions that no list has. */
export function mayBeSeveralHan(place: string): boolean {
  const pieces = place.length > MAX_TEXT ? [] : place.split(/ +/)
  const [first = '', ...others] = pieces
  return (
    others.length > 0 &&
    pieces.every((piece) => /^[\u4e00-\u9fff]{2,}$/.test(piece)) &&
    !HAN_PART.test(first) &&
    !others.every((piece) => HAN_PART.test(piece))
  )
}
