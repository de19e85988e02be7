// 何恺明 as digests print him: K He. A surname has one reading, which a table knows; of a given name
// only the first letter is printed, and that is where the order of the dictionary puts it.
import { simplifiedText } from '../text/traditional.ts'

/** Surnames by their reading: those of nearly everybody. */
const SINGLE =
  'ai艾 an安 ao敖 ba巴 bai白柏 ban班 bao包鲍保 bei贝 bi毕 bian卞边 bo薄 bu卜步 cai蔡 cang苍 ' +
  'cao曹 cen岑 chai柴 chang常 che车 chen陈谌 cheng程成 chi池迟 chong种 chu储褚楚 cong丛 ' +
  'cui崔 dai戴代 deng邓 di狄 diao刁 ding丁 dong董 dou窦 du杜都 duan段 e鄂 fan范樊 fang方房 ' +
  'fei费 feng冯封凤 fu傅付符伏 gai盖 gan甘 gao高 ge葛戈 geng耿 gong龚宫巩公 gou苟 gu顾古谷 ' +
  'guan关管官 gui桂 guo郭国 hai海 han韩 hang杭 hao郝 he何贺和 hong洪 hou侯 hu胡扈 hua华花滑 ' +
  'huai怀 huan宦 huang黄 hui惠 huo霍 ji纪季姬吉计冀籍 jia贾 jian简 jiang江蒋姜 jiao焦 ' +
  'jin金靳晋 jing荆景井经 ju鞠居 kang康 ke柯 kong孔 kou寇 kuang匡邝 lai赖来 lan兰蓝 lang郎 ' +
  'lao劳 le乐 lei雷 leng冷 li李黎厉利郦励 lian连廉 liang梁 liao廖 lin林蔺 ling凌 liu刘柳 ' +
  'long龙 lou娄楼 lu陆卢鲁路吕芦禄逯 luan栾 luo罗骆洛 ma马麻 man满 mao毛茅 mei梅 men门 ' +
  'meng孟蒙 mi米糜 miao苗缪 min闵 ming明 mo莫 mou牟 mu穆慕木 na那 ni倪 nie聂 ning宁 niu牛钮 ' +
  'nong农 ou欧区 pan潘 pang庞 pei裴 peng彭 pi皮 ping平 pu浦蒲濮 qi戚齐祁亓 qian钱 qiang强 ' +
  'qiao乔 qin秦覃 qiu邱丘裘仇 qu曲屈瞿 quan权全 que阙 ran冉 rao饶 ren任 rong荣容 ruan阮 ' +
  'rui芮 sang桑 sha沙 shan单 shang尚 shao邵 she佘 shen沈申 sheng盛 shi石史施时师 shou寿 ' +
  'shu舒束 shuai帅 si司 song宋 su苏 sui隋 sun孙 suo索 tai邰台 tan谭谈 tang唐汤 tao陶 teng滕 ' +
  'tian田 tong童佟 tu涂屠 wan万 wang王汪 wei魏韦卫位 wen温文闻 weng翁 wu吴武伍邬巫乌 ' +
  'xi席习郗奚 xia夏 xian冼鲜咸 xiang向项相 xiao肖萧 xie谢解 xin辛忻 xing邢幸 xiong熊 ' +
  'xu徐许须胥 xuan宣 xue薛 xun荀 yan严颜闫阎晏燕鄢 yang杨羊阳仰 yao姚 ye叶 yi易伊衣 ' +
  'yin尹殷阴印 ying应英 yong雍 you尤游 yu于余俞虞喻郁禹 yuan袁苑 yue岳 yun云 zang臧 zeng曾 ' +
  'zha查 zhai翟 zhan詹湛战占 zhang张章 zhao赵 zhen甄 zheng郑 zhong钟 zhou周 zhu朱祝竺 ' +
  'zhuang庄 zhuo卓 zi訾 zong宗 zou邹 zu祖 zuo左'
/** Those of two characters. */
const DOUBLE =
  'duanmu端木 gongsun公孙 huangfu皇甫 linghu令狐 murong慕容 nangong南宫 ouyang欧阳 ' +
  'shangguan上官 sima司马 situ司徒 tuoba拓跋 xiahou夏侯 yuchi尉迟 yuwen宇文 zhangsun长孙 ' +
  'zhuge诸葛'

const surnames = new Map<string, string>()
const readingsOf = (table: string) =>
  table.split(' ').map((entry) => {
    const [reading = ''] = /^[a-z]+/.exec(entry) ?? []
    return { reading, written: entry.slice(reading.length) }
  })
for (const { reading, written } of readingsOf(SINGLE)) for (const character of written) surnames.set(character, reading)
for (const { reading, written } of readingsOf(DOUBLE)) surnames.set(written, reading)

/** The first characters of each letter in the order of pinyin. */
const FIRST = '阿八嚓哒妸发旮哈讥咔垃妈拿噢妑七呥扨它穵夕丫帀'
const LETTERS = 'abcdefghjklmnopqrstwxyz'
const order = new Intl.Collator('zh-u-co-pinyin')
/** A Node without the data of Chinese has another order. */
const isKnownOrder = [...FIRST].every((character, i, all) => i === 0 || order.compare(all[i - 1] ?? '', character) < 0)

function firstLetter(character: string): string {
  const at = [...FIRST].findLastIndex((first) => order.compare(first, character) <= 0)
  return LETTERS.charAt(Math.max(0, at))
}

const NAME = /^[\u4e00-\u9fff]{2,4}$/

/** Null for what is no name in Chinese characters. */
export function romanisedName(written: string): { readonly surname: string; readonly given: string } | null {
  const name = simplifiedText(written)
  if (!NAME.test(name) || !isKnownOrder) return null
  const double = name.length > 2 ? surnames.get(name.slice(0, 2)) : undefined
  const surname = double ?? surnames.get(name.charAt(0))
  const given = name.charAt(double === undefined ? 1 : 2)
  if (surname === undefined || name.length > (double === undefined ? 3 : 4)) return null
  return { surname, given: firstLetter(given) }
}
