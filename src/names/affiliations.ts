// Institutions and the names they go by in both languages. The first name of a line is its key.
import { scan } from '../text/terms.ts'

const INSTITUTIONS = `
Tsinghua University|清华大学|清华|Tsinghua|THU
Peking University|北京大学|北大|PKU|Beijing University
Zhejiang University|浙江大学|浙大|ZJU
Shanghai Jiao Tong University|上海交通大学|上海交大|上交|SJTU|Shanghai Jiaotong University
Fudan University|复旦大学|复旦|Fudan
Nanjing University|南京大学|南大|NJU
University of Science and Technology of China|中国科学技术大学|中国科大|中科大|USTC
Chinese Academy of Sciences|中国科学院|中科院|CAS|University of Chinese Academy of Sciences|中国科学院大学|国科大|UCAS
Institute of Automation|中科院自动化所|自动化研究所|CASIA
Harbin Institute of Technology|哈尔滨工业大学|哈工大|HIT
Beihang University|北京航空航天大学|北航|BUAA
Beijing Institute of Technology|北京理工大学|北理工
Beijing University of Posts and Telecommunications|北京邮电大学|北邮|BUPT
Beijing Normal University|北京师范大学|北师大|BNU
Renmin University of China|中国人民大学|人大|人民大学|RUC|Renmin University
Huazhong University of Science and Technology|华中科技大学|华科|HUST
Wuhan University|武汉大学|武大|WHU
Sun Yat-sen University|中山大学|SYSU|Sun Yat sen University
South China University of Technology|华南理工大学|华工|SCUT
Xi'an Jiaotong University|西安交通大学|西安交大|XJTU|Xian Jiaotong University
Xidian University|西安电子科技大学|西电|Xidian
Northwestern Polytechnical University|西北工业大学|西工大|NWPU
University of Electronic Science and Technology of China|电子科技大学|成电|UESTC
Sichuan University|四川大学|川大|SCU
Tianjin University|天津大学|天大|TJU
Nankai University|南开大学|南开|Nankai
Southeast University|东南大学|SEU
Tongji University|同济大学|同济|Tongji
East China Normal University|华东师范大学|华师大|ECNU
Shandong University|山东大学|山大|SDU
Xiamen University|厦门大学|厦大|XMU
Dalian University of Technology|大连理工大学|大工|DUT
National University of Defense Technology|国防科技大学|国防科大|NUDT
Southern University of Science and Technology|南方科技大学|南科大|SUSTech
ShanghaiTech University|上海科技大学|上科大|ShanghaiTech
Westlake University|西湖大学|Westlake
Shanghai AI Laboratory|上海人工智能实验室|上海AI实验室|Shanghai AI Lab|Shanghai Artificial Intelligence Laboratory
Beijing Academy of Artificial Intelligence|北京智源人工智能研究院|智源研究院|智源|BAAI
Peng Cheng Laboratory|鹏城实验室|Pengcheng Laboratory|Peng Cheng Lab|PCL
Zhejiang Lab|之江实验室
Hong Kong University of Science and Technology|香港科技大学|港科大|科大|HKUST|The Hong Kong University of Science and Technology
Chinese University of Hong Kong|香港中文大学|港中文|CUHK|The Chinese University of Hong Kong
University of Hong Kong|香港大学|港大|HKU|The University of Hong Kong
City University of Hong Kong|香港城市大学|港城大|CityU
Hong Kong Polytechnic University|香港理工大学|港理工|PolyU|The Hong Kong Polytechnic University
National Taiwan University|台湾大学|台大|NTU Taiwan
Nanyang Technological University|南洋理工大学|南洋理工|NTU
National University of Singapore|新加坡国立大学|国大|NUS
University of Tokyo|东京大学|东大|The University of Tokyo|UTokyo
Kyoto University|京都大学
RIKEN|理化学研究所|理研
Seoul National University|首尔国立大学|首尔大学|SNU
KAIST|韩国科学技术院|韩国科学技术高等研究院|Korea Advanced Institute of Science and Technology
Massachusetts Institute of Technology|麻省理工学院|麻省理工|MIT|MIT CSAIL|CSAIL
Stanford University|斯坦福大学|斯坦福|Stanford
Harvard University|哈佛大学|哈佛|Harvard
Princeton University|普林斯顿大学|普林斯顿|Princeton
Yale University|耶鲁大学|耶鲁|Yale
Columbia University|哥伦比亚大学|哥大
Cornell University|康奈尔大学|康奈尔|Cornell|Cornell Tech
Carnegie Mellon University|卡内基梅隆大学|卡耐基梅隆大学|卡内基梅隆|CMU|Carnegie Mellon
University of California, Berkeley|加州大学伯克利分校|加利福尼亚大学伯克利分校|伯克利|UC Berkeley|UCB|Berkeley|University of California Berkeley
University of California, Los Angeles|加州大学洛杉矶分校|UCLA|UC Los Angeles
University of California, San Diego|加州大学圣地亚哥分校|UC San Diego|UCSD
University of California, Santa Barbara|加州大学圣塔芭芭拉分校|UC Santa Barbara|UCSB
University of California, Irvine|加州大学欧文分校|UC Irvine|UCI
University of California, Davis|加州大学戴维斯分校|UC Davis
California Institute of Technology|加州理工学院|加州理工|Caltech
New York University|纽约大学|NYU
University of Washington|华盛顿大学|UW|UWashington
University of Michigan|密歇根大学|密西根大学|UMich
University of Illinois Urbana-Champaign|伊利诺伊大学厄巴纳-香槟分校|伊利诺伊大学香槟分校|UIUC|University of Illinois at Urbana-Champaign
Georgia Institute of Technology|佐治亚理工学院|佐治亚理工|Georgia Tech|GaTech
University of Texas at Austin|得克萨斯大学奥斯汀分校|德克萨斯大学奥斯汀分校|UT Austin|The University of Texas at Austin
University of Pennsylvania|宾夕法尼亚大学|宾大|UPenn|Penn
University of Maryland|马里兰大学|UMD|University of Maryland, College Park
University of Southern California|南加州大学|南加大|USC
University of North Carolina at Chapel Hill|北卡罗来纳大学教堂山分校|UNC Chapel Hill|UNC
University of Wisconsin-Madison|威斯康星大学麦迪逊分校|UW-Madison|UW Madison
University of Chicago|芝加哥大学|UChicago
Johns Hopkins University|约翰斯·霍普金斯大学|约翰霍普金斯大学|JHU|Johns Hopkins
Duke University|杜克大学|Duke
Purdue University|普渡大学|Purdue
University of Toronto|多伦多大学|UofT|U Toronto
Vector Institute|向量研究所|Vector
Mila|蒙特利尔学习算法研究所|Mila Quebec AI Institute|Quebec AI Institute
University of Montreal|蒙特利尔大学|Université de Montréal|UdeM
McGill University|麦吉尔大学|McGill
University of British Columbia|不列颠哥伦比亚大学|UBC
University of Waterloo|滑铁卢大学|Waterloo
University of Oxford|牛津大学|牛津|Oxford|Oxford University
University of Cambridge|剑桥大学|剑桥|Cambridge University
University College London|伦敦大学学院|UCL
Imperial College London|伦敦帝国理工学院|帝国理工学院|帝国理工|Imperial College
University of Edinburgh|爱丁堡大学|Edinburgh University|The University of Edinburgh
ETH Zürich|苏黎世联邦理工学院|苏黎世联邦理工|ETH|ETH Zurich|ETHZ
EPFL|洛桑联邦理工学院|瑞士洛桑联邦理工学院|École Polytechnique Fédérale de Lausanne
University of Zurich|苏黎世大学|UZH
Technical University of Munich|慕尼黑工业大学|TUM|TU Munich
Ludwig Maximilian University of Munich|慕尼黑大学|LMU|LMU Munich
University of Tübingen|图宾根大学|University of Tuebingen
Max Planck Institute|马克斯·普朗克研究所|马普所|MPI|Max Planck Institutes
University of Amsterdam|阿姆斯特丹大学|UvA
INRIA|法国国家信息与自动化研究所|法国国家信息与自动化研究院
KU Leuven|鲁汶大学|天主教鲁汶大学
Weizmann Institute of Science|魏茨曼科学研究所|Weizmann Institute|Weizmann
Technion|以色列理工学院|Technion Israel Institute of Technology
Tel Aviv University|特拉维夫大学|TAU
King Abdullah University of Science and Technology|阿卜杜拉国王科技大学|KAUST
Mohamed bin Zayed University of Artificial Intelligence|穆罕默德·本·扎耶德人工智能大学|MBZUAI
University of Sydney|悉尼大学|The University of Sydney
University of Melbourne|墨尔本大学|The University of Melbourne
Australian National University|澳大利亚国立大学|ANU
University of Adelaide|阿德莱德大学|The University of Adelaide
Monash University|莫纳什大学|Monash
Google|谷歌|Google Research|谷歌研究院|Google Brain|谷歌大脑|Google AI|Google Cloud
Google DeepMind|DeepMind|深度思维
OpenAI|开放人工智能
Anthropic|Anthropic PBC
Meta|Meta AI|FAIR|Facebook|Facebook AI Research|Facebook AI|脸书|Meta FAIR
Microsoft|微软|Microsoft Research|微软研究院|MSR|MSRA|Microsoft Research Asia|微软亚洲研究院|微软亚研
Apple|苹果|Apple Inc
Amazon|亚马逊|AWS|Amazon Web Services|AWS AI Labs|Amazon Science
NVIDIA|英伟达|NVIDIA Research
IBM|IBM Research|国际商业机器
Intel|英特尔|Intel Labs
Adobe|Adobe Research|奥多比
Salesforce|Salesforce Research|Salesforce AI Research
Samsung|三星|Samsung Research|Samsung AI Center
Huawei|华为|Huawei Noah's Ark Lab|华为诺亚方舟实验室|诺亚方舟实验室|Noah's Ark Lab
Alibaba|阿里巴巴|阿里|Alibaba Group|DAMO Academy|达摩院|Alibaba DAMO Academy
Tencent|腾讯|Tencent AI Lab|腾讯AI Lab|WeChat AI
Baidu|百度|Baidu Research|百度研究院
ByteDance|字节跳动|字节|ByteDance AI Lab|ByteDance Seed
SenseTime|商汤科技|商汤|SenseTime Research
Megvii|旷视科技|旷视|Megvii Technology
JD.com|京东|JD AI Research|JD
Meituan|美团
Kuaishou|快手|Kuaishou Technology
Xiaomi|小米|Xiaomi AI Lab
DeepSeek|深度求索|DeepSeek-AI|DeepSeek AI
Hugging Face|抱抱脸|HuggingFace
Allen Institute for AI|艾伦人工智能研究所|AI2|Allen Institute for Artificial Intelligence
Uber|优步|Uber AI|Uber ATG
Tesla|特斯拉
Sony|索尼|Sony AI
Toyota Research Institute|丰田研究院|TRI
Naver|NAVER AI Lab|NAVER LABS|Naver Clova
Yandex|Yandex Research
Stability AI|Stability
`

const joined = (text: string) =>
  scan(text)
    .map(({ kind, folded, parts }) => (kind === 'run' ? folded : parts.join(' ')))
    .join(' ')

interface Institution {
  readonly key: string
  readonly names: readonly string[]
}

let loaded: { readonly byName: ReadonlyMap<string, Institution>; readonly longest: number } | undefined

function institutions() {
  if (loaded) return loaded
  const byName = new Map<string, Institution>()
  for (const line of INSTITUTIONS.trim().split('\n')) {
    const names = line.split('|')
    const institution = { key: joined(names[0] ?? ''), names }
    for (const name of names) byName.set(joined(name), institution)
  }
  const longest = Math.max(...[...byName.keys()].map((name) => name.split(' ').length))
  loaded = { byName, longest }
  return loaded
}

/**
 * Keys of an affiliation as a digest writes it: of each known institution named in it, else its own
 * words.
 */
export function keysOfAffiliation(written: string): readonly string[] {
  const { byName, longest } = institutions()
  const whole = joined(written)
  const exact = byName.get(whole)
  if (exact) return [exact.key]
  const words = whole.split(' ')
  const keys = new Set<string>()
  for (let start = 0; start < words.length; start++)
    for (let length = Math.min(longest, words.length - start); length > 0; length--) {
      const found = byName.get(words.slice(start, start + length).join(' '))
      // A short name inside a longer one is often another thing ("Duke" in "Duke Energy"): only
      // whole names count there.
      if (!found || (length === 1 && !isWholeName(words[start] ?? '', found))) continue
      keys.add(found.key)
      start += length - 1
      break
    }
  return keys.size > 0 ? [...keys] : whole === '' ? [] : [whole]
}

const isWholeName = (word: string, institution: Institution) => word === institution.key || /大学|学院|研究/.test(word)

/**
 * Every name of the institution meant, itself first; for what the table doesn't know, the name
 * typed.
 */
export function namesOfAffiliation(typed: string): readonly string[] {
  return institutions().byName.get(joined(typed))?.names ?? [typed]
}

/** The folded form in which affiliations outside the table are compared. */
export const foldedAffiliation = joined

/**
 * Whether the table knows what was typed: then it means that institution, and no other whose name
 * has the words.
 */
export const isKnownAffiliation = (typed: string): boolean => institutions().byName.has(joined(typed))

/** Whether an institution of these keys is the one that was typed, as the search understands it. */
export function isAffiliationMeant(typed: string, keys: readonly string[]): boolean {
  const own = keysOfAffiliation(typed)
  if (keys.some((key) => own.includes(key))) return true
  const words = joined(typed)
  return words !== '' && !isKnownAffiliation(typed) && keys.some((key) => ` ${key} `.includes(` ${words} `))
}
