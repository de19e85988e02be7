// 张三 李四 欧阳修: Chinese names between blanks. Blanks alone would make a list of any phrase, so
// every piece must begin with a surname. The surnames are those of the ministry's yearly reports
// and of the Hundred Family Surnames that people still bear.

const SINGLE =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎雷段史龙陶贺顾毛郝龚邵万覃武钱戴严莫孔向常汤康易施樊牛章鲁俞葛柳毕聂焦倪凌庞柴殷岳申颜兰洪温祝童安翟欧靳梅舒季盛管裴詹甘涂路齐辛牟宁纪关成冉饶项鲍柯苗房喻霍屈蒲单燕翁耿娄蓝谷古伍游左阮华丛初卞桂桑党宫卓卜全丘臧滕米佟麦连冀边池晏隋简时解包仇车练班屠谌尚应明花代闵封宗巫楚佘鞠仲商郎荆璩胥幸支瞿郁蔺景皮匡褚艾商冼苟符寇储尉查木巩竺栾戚井随隆战原敖宣慕邬植占鄢母利栗慎公司'
const DOUBLE =
  '欧阳 上官 司马 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 端木 东方 南宫 独孤 完颜 轩辕 澹台 申屠 公羊 闻人 呼延'
const SURNAMES = new Set([...SINGLE, ...DOUBLE.split(' ')])
const FOOTMARKS = /(?<=[\u3400-\u9fff])[*†‡§¶#✉∗\d¹²³⁰⁴-⁹]{1,4}(?=\s|$)/g
const LIST = /^[\u3400-\u9fff·]{2,6}(?:\s+[\u3400-\u9fff·]{2,6}){1,60}(?:\s*等)?$/

/** Null where the text is not such a list. */
export function splitChineseNames(text: string): string[] | null {
  const bare = withoutInnerBlanks(text.replace(FOOTMARKS, ''))
  if (!LIST.test(bare)) return null
  const names = bare.replace(/\s*等$/, '').split(/\s+/)
  return names.every(isChineseName) ? names : null
}

/** `张 伟 李 娜 欧阳修`: short names are set as wide as the others. */
function withoutInnerBlanks(text: string): string {
  return SPACED.test(text)
    ? text.replace(SPACED_NAME, (written, family: string, given: string) => (SURNAMES.has(family) ? family + given : written))
    : text
}

const SPACED = /(?:^|\s)[\u3400-\u9fff]\s+[\u3400-\u9fff](?=[\s,，、;；]|$)/
const SPACED_NAME = /(?<=^|[\s,，、;；])([\u3400-\u9fff])\s+([\u3400-\u9fff])(?=[\s,，、;；]|$)/g

export function isChineseName(name: string): boolean {
  if (name.includes('·')) return name.length <= 12
  if (name.length <= 4 && SURNAMES.has(name.slice(0, 2))) return name.length > 2
  return name.length <= 3 && SURNAMES.has(name.charAt(0))
}
