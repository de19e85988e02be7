// What /watch says, in both languages.

export const WATCH_WORDING = {
  'watch.name': { zh: '关注', en: 'watch' },
  'watch.description': {
    zh: '新论文里有这些词时私信你，每天最多一条',
    en: 'A direct message, one a day at most, when new papers have these words',
  },
  'watch.words.name': { zh: '关键词', en: 'words' },
  'watch.words.description': {
    zh: '搜索语法；不填则列出你的关注',
    en: 'In the search language; left out: the list of your watches',
  },
  'watch.heading': { zh: '你的关注', en: 'Your watches' },
  'watch.none': { zh: '还没有关注。例如：/watch 扩散模型', en: 'No watches yet. Such as: /watch diffusion model' },
  'watch.added': {
    zh: '已关注「{words}」。新日报里有它时，会私信你：每天最多一条，一键停止。',
    en: 'Watching “{words}”. When a new digest has it, you get a direct message: one a day at most, stopped with one tap.',
  },
  'watch.known': { zh: '「{words}」已在关注中。', en: '“{words}” is watched already.' },
  'watch.full': { zh: '最多 {most} 个关注。请先移除一个。', en: 'At most {most} watches. Remove one first.' },
  'watch.no-words': { zh: '「{words}」里没有可找的词。', en: '“{words}” has no word to look for.' },
  'watch.removed': { zh: '已移除「{words}」。', en: 'Removed “{words}”.' },
  'watch.active': { zh: '运行中：每天最多一条私信', en: 'Active: one direct message a day at most' },
  'watch.stopped': { zh: '已停止：不会私信', en: 'Stopped: no messages' },
  'watch.closed': {
    zh: '⚠️ 自 <t:{since}:f> 起 Discord 拒绝了给你的私信，关注已暂停，没有丢失。请在「服务器 → 隐私设置」里允许私信，再按「继续」。',
    en: '⚠️ Discord has refused direct messages to you since <t:{since}:f>. Your watches are paused, not lost. Allow them under “Server → Privacy Settings”, then press “Go on”.',
  },
  'watch.waiting': { zh: '{count} 篇在等下一条私信', en: '{count} papers wait for the next message' },
  'watch.remove': { zh: '移除一个…', en: 'Remove one…' },
  'watch.stopped-now': {
    zh: '已停止，不会再私信。词还留着：按「继续」或用 /watch 恢复。',
    en: 'Stopped: no more messages. The words are kept: “Go on” or /watch brings them back.',
  },
  'watch.mail': { zh: '👀 你关注的：{count} 篇新论文', en: '👀 New papers for your watches: {count}' },
  'watch.mail-words': { zh: '关注：{words}', en: 'Watching: {words}' },
  'watch.button.stop': { zh: '停止', en: 'Stop' },
  'watch.button.resume': { zh: '继续', en: 'Go on' },
  'watch.button.more': { zh: '其余 {count} 篇', en: '{count} more' },
  'watch.button.all': { zh: '我的关注', en: 'My watches' },
} as const
