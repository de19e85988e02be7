// Wording that several commands share, and what the router says by itself.

export const COMMON = {
  failed: {
    zh: '出了点问题（代码 {code}）。请稍后再试；若一直如此，请把代码告诉机器人的主人。',
    en: 'Something went wrong (code {code}). Please try again later; if it stays, tell the bot’s owner the code.',
  },
  'refused.manage-server': { zh: '需要「管理服务器」权限才能这样做。', en: 'This needs the “Manage Server” permission.' },
  'refused.owner': { zh: '此命令只供机器人的主人使用。', en: 'This command is for the bot’s owners only.' },
  outdated: {
    zh: '这个按钮来自机器人的另一个版本，现在用不了。请重新执行命令，或用 /paper 打开论文。',
    en: 'This button is from another version of the bot and does not work here. Run the command again, or open the paper with /paper.',
  },
  'server-only': { zh: '此命令只能在服务器里使用。', en: 'This command works in servers only.' },
  'no-such-paper': {
    zh: '没有找到「{title}」。请从补全列表中选择，或用 /search 查找。',
    en: 'Nothing found for “{title}”. Choose from the suggestions, or use /search.',
  },
  'closest-paper': {
    zh: '没有哪篇论文的标题含有全部这些词，以下是最接近的一篇。',
    en: 'No title has all of these words; this is the nearest paper.',
  },
  'paper-gone': { zh: '这篇论文已不在库中。', en: 'This paper is no longer in the archive.' },
  'share.name': { zh: '公开', en: 'share' },
  'share.description': { zh: '让频道里的所有人都看到回答', en: 'Show the answer to everyone in the channel' },
  'title.name': { zh: '标题', en: 'title' },
  'title.description': { zh: '论文标题，输入几个字即有补全', en: 'Title of the paper; suggestions appear as you type' },
  'button.previous': { zh: '上一页', en: 'Previous' },
  'button.next': { zh: '下一页', en: 'Next' },
  'button.share': { zh: '公开', en: 'Share' },
  'button.similar': { zh: '相似', en: 'Similar' },
  'button.save': { zh: '收藏', en: 'Save' },
  'button.cite': { zh: '引用', en: 'Cite' },
  page: { zh: '第 {page} / {pages} 页', en: 'Page {page} of {pages}' },
} as const
