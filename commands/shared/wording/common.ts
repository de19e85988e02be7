// Wording that several commands share, and what the router says by itself.

export const COMMON = {
  'button.original': { zh: '原文', en: 'Paper' },
  'button.jump': { zh: '在本服务器查看', en: 'View in this server' },
  'button.by-date': { zh: '按日期排序', en: 'Newest first' },
  'button.by-relevance': { zh: '按相关度排序', en: 'Best first' },
  'button.another': { zh: '再来一篇', en: 'Another one' },
  'no-text.zh': { zh: '这篇论文没有中文文本。', en: 'This paper has no Chinese text.' },
  'no-text.en': { zh: '这篇论文没有英文文本。', en: 'This paper has no English text.' },
  'open-one': { zh: '选择论文查看', en: 'Open a paper…' },
  'bad-date': {
    zh: '看不懂日期「{date}」。可以写：2021-07-10、2021-07、2021、今天、昨天、7d（七天前）或 2周前。',
    en: 'Couldn’t read the date “{date}”. Examples: 2021-07-10, 2021-07, 2021, today, yesterday, 7d (seven days ago) or 2 weeks ago.',
  },
  'category.name': { zh: '类别', en: 'category' },
  'category.description': { zh: '只看这些类别，如 CV 或 CV,LG', en: 'Only these categories, such as CV or CV,LG' },
  'nothing-yet': {
    zh: '库中还没有论文。收到第一份速递后即可使用。',
    en: 'The archive is empty. This works once the first digest has arrived.',
  },

  'did-you-mean': { zh: '是不是：{names}', en: 'Did you mean: {names}' },
  'counts.papers': { zh: '共 {total} 篇', en: '{total} paper{s:total}' },
  'counts.years': { zh: '按年', en: 'By year' },
  'counts.categories': { zh: '按类别', en: 'By category' },

  'menu.nothing-here': {
    zh: '这条消息里没有论文。请在机器人发布的论文上使用此菜单。',
    en: 'This message has no paper. Use this menu on a paper the bot posted.',
  },
  'menu.which': { zh: '这条消息里有多篇论文，请选择：', en: 'This message has several papers. Choose one:' },

  'button.edit': { zh: '修改', en: 'Edit' },
  'button.more-conditions': { zh: '更多条件', en: 'More filters' },
  'button.search-for': { zh: '搜索「{query}」', en: 'Search for “{query}”' },
  'button.latest': { zh: '最新一期', en: 'Latest papers' },
  'button.more': { zh: '更多', en: 'More' },
  'button.back': { zh: '返回', en: 'Back' },
  'button.pause': { zh: '暂停', en: 'Pause' },
  'button.resume': { zh: '恢复', en: 'Resume' },
  'button.skip': { zh: '跳过一次', en: 'Skip once' },
  'button.unskip': { zh: '不跳过', en: 'Don’t skip' },
  'button.preview': { zh: '预览', en: 'Preview' },
  'button.backfill': { zh: '补发', en: 'Backfill' },
  'button.copy': { zh: '复制到…', en: 'Copy to…' },
  'button.delete': { zh: '删除', en: 'Delete' },
  'button.delete-yes': { zh: '是，删除', en: 'Yes, delete' },
  'button.cancel': { zh: '取消', en: 'Cancel' },
  'button.all-subscriptions': { zh: '全部订阅', en: 'All subscriptions' },
  'button.export': { zh: '导出', en: 'Export' },

  'file-too-large': { zh: '{name} 有 {size} MiB，最多 {most} MiB。', en: '{name} is {size} MiB; the limit is {most} MiB.' },
  'file-unreachable': {
    zh: '{name} 下载失败（{why}）。请再试一次。',
    en: '{name} couldn’t be downloaded ({why}). Please try again.',
  },

  'button.retract-yes': { zh: '是，撤回', en: 'Yes, retract it' },
  failed: {
    zh: '出了点问题（代码 {code}）。请稍后再试；如果一直这样，请把代码告诉机器人的管理员。',
    en: 'Something went wrong (code {code}). Please try again later. If this keeps happening, give the owner this code.',
  },
  'refused.manage-server': {
    zh: '需要「管理服务器」权限才能这样做。',
    en: 'You need the “Manage Server” permission to do this.',
  },
  'refused.owner': { zh: '此命令仅限机器人的管理员使用。', en: 'This command is for the bot’s owners only.' },
  outdated: {
    zh: '这个按钮来自机器人的另一个版本，已无法使用。请重新执行命令，或用 /paper 打开论文。',
    en: 'This button belongs to another version of the bot and no longer works. Run the command again, or open the paper with /paper.',
  },
  'server-only': { zh: '此命令只能在服务器里使用。', en: 'This command only works in servers.' },
  'no-such-paper': {
    zh: '没有找到「{title}」。请从补全列表中选择，或用 /search 查找。',
    en: 'Nothing found for “{title}”. Choose from the suggestions, or use /search.',
  },
  'closest-paper': {
    zh: '没有哪篇论文的标题含有全部这些词，以下是最接近的一篇。',
    en: 'No title has all of these words; this is the closest match.',
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
