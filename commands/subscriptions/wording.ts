// What /subscriptions says, in both languages.

export const SUBSCRIPTIONS_WORDING = {
  'subscriptions.name': { zh: '订阅列表', en: 'subscriptions' },
  'subscriptions.description': {
    zh: '本服务器的订阅：修改、暂停、复制、导出',
    en: 'This server’s subscriptions: edit, pause, copy, export',
  },
  'subscriptions.file.name': { zh: '文件', en: 'file' },
  'subscriptions.file.description': { zh: '导入以前导出的文件', en: 'Import a file exported earlier' },
  'subscriptions.heading': { zh: '本服务器的订阅', en: 'Subscriptions of this server' },
  'subscriptions.none': { zh: '还没有订阅。用 /subscribe 开始。', en: 'No subscriptions yet. Start with /subscribe.' },
  'subscriptions.open': { zh: '打开一个订阅', en: 'Open a subscription' },
  'subscriptions.zone': { zh: '时区', en: 'Time zone' },
  'subscriptions.zone-help': {
    zh: '城市或时区，如 北京、Berlin、UTC+8；以后没写时区的时间都按它计算',
    en: 'A city or zone, such as Berlin or UTC+8, for times that name none from now on',
  },
  'subscriptions.zone-now': { zh: '没写时区的时间按 {zone} 计算', en: 'Times without a zone are in {zone}' },
  'subscriptions.zone-set': {
    zh: '时区已设为 {zone}。已有订阅的时间不变。',
    en: 'The time zone is now {zone}. The times of existing subscriptions stay as they are.',
  },
  'subscriptions.zone-unknown': {
    zh: '看不懂时区「{found}」，没有改动。例如：北京、Berlin、America/New_York、UTC+8。',
    en: 'Couldn’t read the time zone “{found}”, so nothing was changed. Examples: Berlin, America/New_York, UTC+8.',
  },
  'subscriptions.zone-ambiguous': {
    zh: '「{found}」有多种含义（{zones}），没有改动。请写城市或 UTC+8 这样的偏移。',
    en: '“{found}” has more than one meaning ({zones}), so nothing was changed. Name a city, or an offset such as UTC+8.',
  },
  'subscriptions.exported': {
    zh: '已导出 {count} 个订阅。导入时请用 /subscriptions 的「文件」选项。',
    en: 'Exported {count} subscription{s:count}. To import the file, attach it to the “file” option of /subscriptions.',
  },
  'subscriptions.imported': {
    zh: '已导入 {created} 个；另有 {known} 个原已存在。',
    en: 'Imported {created}; {known} already existed.',
  },
  'subscriptions.found': { zh: '是 {found}：', en: 'is {found}:' },
  'subscriptions.more-problems': { zh: '还有 {count} 处', en: 'and {count} more' },
  'subscriptions.wrong-place': {
    zh: '是 "{found}"，但 <#{channel}> 只能是 {places}。',
    en: 'is "{found}", but <#{channel}> can only be {places}.',
  },
  'subscriptions.import-failed': {
    zh: '没有导入。文件里的问题：\n{problems}\n请修正后重新导入，或重新「导出」。',
    en: 'Nothing was imported. Problems in the file:\n{problems}\nFix these and try again, or export again.',
  },
  'subscriptions.no-json': {
    zh: '不是有效的 JSON（{found}）。请使用「导出」得到的文件。',
    en: 'not valid JSON ({found}). Use a file made with “Export”.',
  },
} as const
