// What /search says, in both languages.

export const SEARCH_WORDING = {
  'search.name': { zh: '搜索', en: 'search' },
  'search.form': { zh: '搜索论文', en: 'Search the papers' },
  'search.description': { zh: '搜索所有论文，中文英文皆可', en: 'Search every paper, in Chinese or English' },
  'search.query.name': { zh: '关键词', en: 'query' },
  'search.query.description': {
    zh: '词语、"短语"、-排除、author:姓名、title:词',
    en: 'Words, "a phrase", -without, author:name, title:word',
  },
  'search.from.name': { zh: '从', en: 'from' },
  'search.from.description': {
    zh: '最早日期，如 2021-07-10、2021-07 或 7d',
    en: 'Earliest day, such as 2021-07-10, 2021-07 or 7d',
  },
  'search.to.name': { zh: '到', en: 'to' },
  'search.to.description': {
    zh: '最晚日期，如 2021-07-10、2021-07 或 今天',
    en: 'Latest day, such as 2021-07-10, 2021-07 or today',
  },
  'search.author.name': { zh: '作者', en: 'author' },
  'search.author.description': { zh: '作者姓名，输入时会自动补全', en: 'Name of an author; suggestions appear as you type' },
  'search.sort.name': { zh: '排序', en: 'sort' },
  'search.sort.description': { zh: '结果的排列顺序', en: 'Order of the results' },
  'search.sort.relevance.name': { zh: '最相关', en: 'Best first' },
  'search.sort.date.name': { zh: '最新', en: 'Newest first' },
  'search.total': { zh: '{total} 篇', en: '{total} found' },
  'search.indexing': {
    zh: '正在建立搜索索引（{done} / {total} 篇），目前结果还不完整。',
    en: 'The search index is being built ({done} of {total} papers), so results are still incomplete.',
  },
  'search.none': {
    zh: '没有找到与「{query}」相符的论文。可以减少关键词、换一种语言，或去掉筛选条件。',
    en: 'No paper matches “{query}”. Try fewer words, the other language, or fewer filters.',
  },
  'search.blank': {
    zh: '请至少输入一个词，例如：扩散模型、author:He 或 category:CV。',
    en: 'Type at least one word. For example: diffusion model, author:He or category:CV.',
  },
  'search.days-reversed': {
    zh: '最早日期 {from} 在最晚日期 {to} 之后。请把两者对调。',
    en: 'The earliest day, {from}, is after the latest, {to}. Swap the two.',
  },
  'search.filters': { zh: '筛选：{filters}', en: 'Filters: {filters}' },
  'search.button.no-filters': { zh: '去掉筛选', en: 'Remove the filters' },
  'search.button.any-word': { zh: '含任一词即可', en: 'Any of the words' },
  'note.respelled': {
    zh: '「{found}」没有结果，已按「{used}」搜索；加上引号可只搜索原词。',
    en: 'No results for “{found}”; showing results for “{used}”. Put it in quotation marks to search for it alone.',
  },
  'note.date-read': {
    zh: '「{found}」已按日期 {used} 处理；加上引号可按文字搜索。',
    en: '“{found}” was read as a date, {used}. Put it in quotation marks to search for the words.',
  },
  'note.none-then': {
    zh: '「{found}」（{used}）期间没有相符的论文，以下不限时间。',
    en: 'No paper of “{found}” ({used}) matches; these are of any time.',
  },
  'note.name-read': {
    zh: '「{found}」已按人名处理：{used}；加上引号可按文字搜索。',
    en: '“{found}” was read as a name: {used}. Put it in quotation marks to search for the words.',
  },
  'note.place-read': {
    zh: '「{found}」已按机构处理：{used}；加上引号可按文字搜索。',
    en: '“{found}” was read as an institution: {used}. Put it in quotation marks to search for the words.',
  },
  'note.category-read': {
    zh: '「{found}」已按类别处理：{used}；加上引号可按文字搜索。',
    en: '“{found}” was read as a category: {used}. Put it in quotation marks to search for the words.',
  },
  'note.excluded': {
    zh: '已排除含有「{used}」的论文；把「{found}」加上引号可按文字搜索。',
    en: 'Papers with “{used}” are left out. Put “{found}” in quotation marks to search for the words.',
  },
  'note.also-searched': {
    zh: '「{found}」还搜索了：{used}；加上引号可只搜索原词。',
    en: '“{found}” was also searched as: {used}. Put it in quotation marks to search for it alone.',
  },
  'note.some-terms-only': {
    zh: '没有同时含有全部词语的论文，以下只含其中一部分。',
    en: 'No paper has all of these words; these have some of them.',
  },
  'note.unknown-field': { zh: '不认识「{found}」，已按普通词语搜索。', en: '“{found}” isn’t a known field; searched as text.' },
  'note.bad-date': {
    zh: '看不懂日期「{found}」，已按普通词语搜索。',
    en: '“{found}” isn’t a date the bot understands; searched as text.',
  },
  'note.unbalanced-quote': {
    zh: '引号没有成对，其后已按普通词语搜索。',
    en: 'A quotation mark is missing its partner; what follows was searched as text.',
  },
  'note.dangling-operator': {
    zh: '「{found}」缺少词语，已按普通词语搜索。',
    en: '“{found}” has nothing to apply to; searched as text.',
  },
  'note.query-cut': { zh: '关键词太长，只用了开头。', en: 'The query is too long; only the beginning was used.' },
  'note.no-terms': { zh: '关键词里没有可搜索的词语。', en: 'The query has no words to search for.' },
} as const
