// What /watch says, in both languages.

export const WATCH_WORDING = {
  'watch.name': { zh: '关注', en: 'watch' },
  'watch.description': {
    zh: '有符合的新论文时私信你，每天最多一条',
    en: 'Get a direct message when new papers match, at most once a day',
  },
  'watch.words.name': { zh: '关键词', en: 'words' },
  'watch.words.description': {
    zh: '搜索语法；不填则列出你的关注',
    en: 'Search syntax; leave empty to list your watches',
  },
  'watch.heading': { zh: '你的关注', en: 'Your watches' },
  'watch.none': { zh: '还没有关注。例如：/watch 扩散模型', en: 'You aren’t watching anything yet. Try /watch diffusion model' },
  'watch.added': {
    zh: '已关注「{words}」。新速递中有符合的论文时会私信你，每天最多一条，可一键停止。',
    en: 'Watching “{words}”. You’ll get a direct message when a new digest matches: at most one a day, and one tap stops it.',
  },
  'watch.known': { zh: '「{words}」已在关注中。', en: 'You are already watching “{words}”.' },
  'watch.full': { zh: '最多 {most} 个关注。请先移除一个。', en: 'At most {most} watches. Remove one first.' },
  'watch.no-words': { zh: '「{words}」里没有可搜索的词语。', en: '“{words}” has no words to search for.' },
  'watch.removed': { zh: '已移除「{words}」。', en: 'Removed “{words}”.' },
  'watch.active': { zh: '运行中：每天最多一条私信', en: 'Active: at most one direct message a day' },
  'watch.stopped': { zh: '已停止：不会私信', en: 'Stopped: no direct messages' },
  'watch.dm-blocked': {
    zh: '⚠️ 自 <t:{since}:f> 起无法给你发私信，关注已暂停，没有丢失。请在「服务器 → 隐私设置」中允许私信，再按「继续」。',
    en: '⚠️ Direct messages to you have been blocked since <t:{since}:f>. Your watches are paused, not lost. Allow direct messages under “Server → Privacy Settings”, then press “Resume”.',
  },
  'watch.waiting': { zh: '{count} 篇在等下一条私信', en: '{count} paper{s:count} waiting for the next message' },
  'watch.remove': { zh: '移除一个…', en: 'Remove one…' },
  'watch.stopped-now': {
    zh: '已停止，不会再发私信。关键词会保留，按「继续」或用 /watch 恢复。',
    en: 'Stopped: no more direct messages. Your watches are kept; “Resume” or /watch turns them back on.',
  },
  'watch.mail': { zh: '👀 你关注的：{count} 篇新论文', en: '👀 New papers for your watches: {count}' },
  'watch.mail-words': { zh: '关注：{words}', en: 'Watching: {words}' },
  'watch.button.stop': { zh: '停止', en: 'Stop' },
  'watch.button.resume': { zh: '继续', en: 'Resume' },
  'watch.button.more': { zh: '其余 {count} 篇', en: '{count} more' },
  'watch.button.all': { zh: '我的关注', en: 'My watches' },
} as const
