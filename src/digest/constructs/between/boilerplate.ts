// 阅读原文      赞12 在看8      著作权归作者所有。…      转载请注明出处      1 / 5
// 微博位置：无      [^1]: 见原文
// What the page around a digest, its platform or its publisher adds to a copy. It says nothing of
// any paper.
import { simplifiedText } from '../../../text/traditional.ts'
import type { Construct } from '../../tokens.ts'

const COUNT = '\\s*[:：]?\\s*[\\d.,]+\\s*(?:[kKwW万千亿]\\+?|\\+)?'
const TIME =
  '(?:\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?|\\d{1,2}[-/.月]\\d{1,2}日?|今天|昨天|前天|星期.|周.|\\d{1,2}\\s*(?:秒|分钟|小时|天)前)?\\s*(?:上午|下午|早上|晚上)?\\s*(?:\\d{1,2}:\\d{2}(?::\\d{2})?)?'

/** Whole lines, in simplified characters, that nothing else looks like. */
const SURE = [
  // Buttons and counters.
  `(?:(?:阅读|赞|在看|喜欢|点赞|转发|评论|收藏|分享|浏览|播放|粉丝|关注|喜欢作者|赞同|条评论|阅读量|微博数|推荐|点赞数|转发数|评论数|关注数|粉丝数|views?|likes?|comments?|shares?)(?:${COUNT})?[\\s,，·|/]*)+`,
  `(?:${COUNT}\\s*(?:阅读|赞同?|在看|喜欢|点赞|转发|条?评论|收藏|分享|浏览|播放|粉丝|人?赞过|次阅读|views?|likes?|comments?|shares?)[\\s,，·|/]*)+`,
  '(?:申请转载|添加评论|文章被以下专栏收录|展开|收起|展开全文|收起全文|阅读原文|阅读全文|查看原文|查看更多|查看全文|查看图片|查看大图|原图|原文链接|网页链接|显示地图|点击查看|点击展开|赞赏|喜欢作者|写留言|留言|精选留言|写评论|添加收藏|举报|投诉|复制链接|分享到|预览时标签不可点|微信扫一扫|关注该公众号|继续滑动看下一个|轻触阅读原文|向上滑动看下一个|知道了|已关注|更多|设为星标|返回顶部|返回目录|回到顶部|上一篇|下一篇|广告|赞助)\\s*[>》→↓↑»…]*',
  // Where to write to, and how to give.
  '(?:邮箱|电子邮件|e-?mail)\\s*[:：]\\s*[\\w.+-]{1,64}@[\\w.-]{1,100}',
  '(?:新浪)?微博\\s*[:：]\\s*@.{2,40}',
  '[「“]?真诚赞赏.{0,12}|还没有人赞赏.{0,30}',
  // The neighbours of a post.
  '(?:[上下]一[篇期]|前一篇|后一篇)(?:\\s*[:：|丨»«<>]\\s*|\\s+)\\S.{0,80}',
  '(?:[[【]?组图共\\s*\\d+\\s*张[\\]】]?\\s*|原图\\s*)+',
  // What a copied post or its export carries.
  '(?:微博位置|发布时间|发布工具|用户昵称|用户id|用户信息|原创微博内容|微博内容|发布于|编辑于|作者主页|微博id|ip属地|所属专栏|所属话题|收录于合集|收录于话题)\\s*[:：丨|/]?.{0,80}',
  '(?:文章来源|图片来源|封面图|头图|来源|编辑|责编|责任编辑|排版|校对|审核|译者|编译|策划|监制|美编|运营|供稿|文)\\s*[:：丨]\\s*.{0,40}',
  '(?:来自|from)\\s*(?:微博|weibo|iphone|ipad|android|mac|华为|小米|网页版|知乎|微信).{0,30}',
  `${TIME}\\s*(?:来自(?!\\s*[:：])|发布于|编辑于|转赞人数|修改于).{0,40}`,
  // What programs put below a mail.
  '(?:发自|寄自)\\s*我的.{2,30}|(?:从|用)我的.{2,20}(?:发送|传送|寄出)|sent (?:from|via) (?:my|mail|outlook|yahoo|gmail|the|an?)\\b.{0,40}|(?:get|获取)\\s*outlook.{0,40}',
  // Greetings.
  '(?:dear|hi|hello)\\b[\\w\\s]{0,30}[,，:：!！]',
  '(?:各位|亲爱的)?(?:读者|朋友|同学|老师|同事|大家)(?:们)?(?:好|早)?[,，:：!！]',
  '(?:早安|晚安|午安|早上好|中午好|下午好|晚上好|大家好|大家早|早啊?|周末(?:愉快|快乐)|(?:新年|节日|中秋|国庆|元旦|春节|圣诞)快乐|good (?:morning|night|evening)|hello|hi)[\\s~～!！。.,，☀🌙😊-]*',
  // Pages of an album.
  '\\d{1,3}\\s*/\\s*\\d{1,3}',
  '第\\s*\\d{1,3}\\s*页(?:\\s*[,，/]?\\s*共\\s*\\d{1,3}\\s*页)?',
  '(?:以上|本文)?(?:内容|摘要|译文|翻译)?(?:均)?(?:由|为)?机器翻译[,，。]?\\s*(?:仅供(?:学习|参考))?[。]?',
  // Footnotes.
  '\\[\\^[^\\]\\s]{1,20}\\]\\s*[:：].{0,400}',
]
/**
 * Lines that a text may hold as well: they count where a page has them, in front of the papers or
 * behind an entry's end.
 */
const LIKELY = [
  '(?:参考(?:文献|资料|链接|来源|网址)?|references?)\\s*[:：].{0,200}',
  '更多(?:精彩|内容|文章|论文|推荐|阅读|干货|资讯|往期)*\\s*(?:[,，]?\\s*请?(?:见|看|访问|关注|点击|移步|参考).{0,60}|[:：>》→»]\\s*.{0,80})',
  '.{0,40}(?:著作权归作者所有|商业转载请|版权(?:归|所有|声明)|版权属于|未经(?:授权|允许|许可|同意).{0,12}(?:转载|使用)|转载(?:请|须|需|自|务必)|侵权(?:请|必|联系)|如有侵权|如涉及版权|本文(?:首发|转载自|来源于?[:：])|文章仅代表|观点仅代表|仅供(?:学习|参考)|免责声明|all rights reserved|cc by).{0,120}',
  '.{0,40}(?:公众号[:：「“【]|(?:关注|搜索).{0,12}公众号|公众号(?:后台|回复)|微信号|知识星球|扫码|扫一扫|扫描.{0,8}二维码|长按识别|长按关注|点击上方|点击下方|点击关注|关注我们|进群|交流群|加群|订阅我们|欢迎(?:关注|订阅|投稿|加入|扫码|留言|添加)|投稿(?:邮箱|请)|商务合作|联系我们|点个(?:赞|在看)|一键三连|设为星标).{0,80}',
  '公众号.{0,30}',
  '点击.{0,2}阅读原文.{0,40}',
  '访问.{0,60}(?:获取|查看|了解).{0,100}',
  '(?:感谢|谢谢)(?:大家|您|你|各位)?(?:的)?(?:阅读|观看|关注|支持|收听)[^,，]{0,12}',
  '(?:以上|这些?)(?:就是|便是|是|为)?(?:今天|今日|本期|本周|本日)的?(?:全部|所有)?(?:内容|论文|分享|推荐|速递).{0,20}',
  '(?:今天|今日|本期|本周)的?(?:分享|内容|速递|推荐|论文|推送)?(?:就|先)?(?:到这里|到此|到这儿).{0,20}',
  '(?:我们|咱们)?(?:明天|明日|下期|下周|下次)(?:再)?见.{0,6}',
  '如果.{0,20}(?:有用|有帮助|喜欢|有收获).{0,40}(?:点赞|收藏|关注|转发|支持|分享|star).{0,20}',
  '(?:thanks|thank you) for (?:reading|subscribing|following|your).{0,160}',
  'see you (?:tomorrow|next|soon|again|on).{0,40}',
  '.{0,30}由\\s*(?:ai|gpt|chatgpt|大模型|机器人|程序|脚本|系统|github).{0,12}(?:生成|整理|翻译|更新|发布|推送).{0,60}',
  '(?:this (?:digest|report|post|newsletter|page) (?:is|was) .{0,80}|(?:auto(?:matically)?[ -])?generated (?:by|with|on|at) .{0,80}|powered by .{0,60}|unsubscribe.{0,80}|subscribe (?:to|at|here).{0,80}|read (?:more|online|in browser).{0,40}|view (?:this|in) .{0,60}|follow us.{0,60}|copyright .{0,80}|©.{0,80}|back to (?:top|contents|index).{0,20})',
]
/** From these on nothing is a paper's until the next heading. */
const CLOSING = [
  '(?:best(?: wishes| regards)?|kind regards|regards|cheers|sincerely(?: yours)?|yours(?: sincerely)?|thanks|thank you|此致|敬礼|祝好|顺颂.{2,6})[,，.!！]?',
  '(?:参考(?:文献|资料|链接|来源)?|引用|references?|bibliography|sources|脚注|注释|附注|footnotes?|notes)\\s*[:：]?',
  '注\\s*[:：]',
  '(?:喜欢此内容的人还喜欢|推荐阅读|相关阅读|相关推荐|相关文章|猜你喜欢|往期(?:回顾|精选|推荐|精彩|内容|文章).{0,20}|精彩推荐)\\s*[:：>》→↓]*',
]
const LEAD = '^[\\s*_>#—–=~·【[(（|-]*'
/**
 * Each of the likely lines has one of these or begins in English: a cheap look before the costly
 * one.
 */
const MAY_BE_LIKELY = new RegExp(
  [
    '更多|参考|作权|转载|版权|未经|侵权|涉及|首发|来源|代表|仅供|免责|众号|微信|知识星球|扫|长按|点击|关注|群|订阅|欢迎|投稿|商务|联系|点个|点赞|三连|星标|由|感谢|谢谢|访问|今天|今日|本期',
    'rights reserved|cc by',
    `${LEAD}(?:thank|see you|this|auto|generated|powered|unsubscribe|subscribe|read|reference|view|follow|copyright|©|back)`,
  ].join('|'),
  'i',
)
const whole = (lines: readonly string[]) => new RegExp(`${LEAD}(?:${lines.join('|')})[\\s*_—–=~·】\\])）|-]*$`, 'i')
const [SURE_LINE, LIKELY_LINE, CLOSING_LINE] = [whole(SURE), whole(LIKELY), whole(CLOSING)]
const MAX_LINE = 300
/** Buttons, counters and headings of lists are short. */
const MAX_SURE = 100

export const boilerplate: Construct = {
  name: 'boilerplate',
  starts: null,
  maxLength: MAX_LINE,
  read(text) {
    if (text.length > MAX_SURE && !text.startsWith('[^')) return null
    const folded = simplifiedText(text)
    if (CLOSING_LINE.test(folded)) return { kind: 'boilerplate', closes: true }
    return SURE_LINE.test(folded) ? { kind: 'boilerplate', closes: false } : null
  },
}

/** A line that a text may hold as well; its place decides. */
export function isLikelyBoilerplate(text: string): boolean {
  if (text.length > MAX_LINE) return false
  const folded = simplifiedText(text)
  return MAY_BE_LIKELY.test(folded) && LIKELY_LINE.test(folded)
}
