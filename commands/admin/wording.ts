// What /admin says, in both languages.

export const ADMIN_WORDING = {
  'admin.name': { zh: '管理', en: 'admin' },
  'admin.description': { zh: '机器人管理员专用', en: 'For the bot’s owners' },
  'admin.ingest.name': { zh: '导入', en: 'ingest' },
  'admin.ingest.description': { zh: '导入一份速递', en: 'Import a digest file' },
  'admin.ingest.file.name': { zh: '文件', en: 'file' },
  'admin.ingest.file.description': {
    zh: '文本、Markdown、HTML、邮件或它们的 ZIP',
    en: 'Text, Markdown, HTML, mail, or a ZIP of them',
  },
  'admin.ingest.new': {
    zh: '✅ {file}：{date} 的新速递，{papers} 篇论文',
    en: '✅ {file}: new digest of {date}, {papers} paper{s:papers}',
  },
  'admin.ingest.corrected': {
    zh: '✅ {file}：{date} 的速递已更正，{papers} 篇论文',
    en: '✅ {file}: corrected digest of {date}, {papers} paper{s:papers}',
  },
  'admin.ingest.known': {
    zh: '{file}：{date} 的速递已在库中，{papers} 篇论文',
    en: '{file}: the digest of {date} is already in the archive, {papers} paper{s:papers}',
  },
  'admin.ingest.unread': { zh: '❌ {file}：不是速递，没有保存', en: '❌ {file}: not a digest, nothing was stored' },
  'admin.ingest.held': {
    zh: '⚠️ 已暂缓，不会发送：{why} 用 /admin release 放行。',
    en: '⚠️ On hold, not posted: {why} Use /admin release to release it.',
  },
  'admin.ingest.tally': {
    zh: '**{digests} 份速递**：新 {new}，更正 {corrected}，已有 {known}，无法读取 {unread}，暂缓 {held}；论文 {papers} 篇；错误 {errors}，警告 {warnings}',
    en: '**{digests} digest{s:digests}**: {new} new, {corrected} corrected, {known} known, {unread} unreadable, {held} on hold; {papers} paper{s:papers}; {errors} error{s:errors}, {warnings} warning{s:warnings}',
  },
  'admin.ingest.in-file': { zh: '完整内容在附件里。', en: 'The full list is in the file.' },
  'admin.ingest.more': { zh: '…另有 {count} 条', en: '… and {count} more' },
  'admin.retract.name': { zh: '撤回', en: 'retract' },
  'admin.retract.description': {
    zh: '撤回一天或一篇：从库里和所有频道里删除',
    en: 'Remove a day or a paper from the archive and from every channel',
  },
  'admin.retract.day.name': { zh: '日期', en: 'day' },
  'admin.retract.day.description': { zh: '哪一天的速递', en: 'The digest of which day' },
  'admin.retract.paper.name': { zh: '论文', en: 'paper' },
  'admin.retract.paper.description': { zh: '哪一篇论文', en: 'Which paper' },
  'admin.retract.one': { zh: '请给一个日期或一篇论文，不要两个都给。', en: 'Give a day or a paper, not both.' },
  'admin.retract.sure': {
    zh: '撤回「{what}」？它会从库里和所有频道里删除，不能恢复。',
    en: 'Retract “{what}”? It is deleted from the archive and from every channel, for good.',
  },
  'admin.retracted': {
    zh: '已撤回：{channels} 个频道里的 {messages} 条消息。',
    en: 'Retracted: {messages} message{s:messages} in {channels} channel{s:channels}.',
  },
  'admin.nothing': { zh: '没有任何改动。', en: 'Nothing changed.' },
  'admin.resend.name': { zh: '补发', en: 'resend' },
  'admin.resend.description': { zh: '重新发送某天缺失的消息', en: 'Post a day’s missing messages again' },
  'admin.resend.day.name': { zh: '日期', en: 'day' },
  'admin.resend.day.description': { zh: '哪一天的速递', en: 'The digest of which day' },
  'admin.resent': { zh: '{date}：重新发送 {messages} 条消息。', en: '{date}: sending {messages} message{s:messages} again.' },
  'admin.resent-unchecked': {
    zh: 'Discord 没有答复另外 {unchecked} 条消息是否还在，未作改动。请稍后再试。',
    en: 'Discord did not say whether {unchecked} more message{s:unchecked} still exist; they were left as they are. Try again later.',
  },
  'admin.release.name': { zh: '放行', en: 'release' },
  'admin.release.description': { zh: '放行暂缓的速递；不填则列出', en: 'Release a digest on hold; lists them by default' },
  'admin.release.digest.name': { zh: '速递', en: 'digest' },
  'admin.release.digest.description': { zh: '哪一份', en: 'Which one' },
  'admin.release.none': { zh: '没有暂缓的速递。', en: 'No digest is on hold.' },
  'admin.release.unknown': { zh: '没有名为「{digest}」的暂缓速递。', en: 'No digest named “{digest}” is on hold.' },
  'admin.released': { zh: '{file} 已放行。', en: '{file} was released.' },
  'admin.reindex.name': { zh: '重建索引', en: 'reindex' },
  'admin.reindex.description': { zh: '重建搜索索引', en: 'Rebuild the search index' },
  'admin.reindexing': {
    zh: '正在重建 {papers} 篇论文的索引；期间可以照常搜索，完成时会写入日志。',
    en: 'The index of {papers} paper{s:papers} is being rebuilt; search keeps working, and the log says when it is done.',
  },
  'admin.health.name': { zh: '健康', en: 'health' },
  'admin.health.description': { zh: '运行状况', en: 'Health of the bot' },
  'admin.health.archive': {
    zh: '库：{digests} 份速递，{papers} 篇论文',
    en: 'Archive: {digests} digest{s:digests}, {papers} paper{s:papers}',
  },
  'admin.health.subscriptions': {
    zh: '订阅：{active} 个运行，{paused} 个暂停，{forbidden} 个无法发送',
    en: 'Subscriptions: {active} active, {paused} paused, {forbidden} blocked',
  },
  'admin.health.queue': { zh: '排队：{queue} 条，最早 {oldest}', en: 'Queue: {queue}, oldest {oldest}' },
  'admin.health.sent': {
    zh: '已发 {sent}，放弃 {dropped}，十分钟内被拒 {invalid}',
    en: 'Sent {sent}, dropped {dropped}, refusals in ten minutes {invalid}',
  },
  'admin.health.process': {
    zh: '内存 {memory} MiB，启动于 {since}，延迟 {ping} ms',
    en: 'Memory {memory} MiB, started {since}, ping {ping} ms',
  },
  'admin.health.resting': { zh: '⚠️ 发送暂停到 {until}：{why}', en: '⚠️ Sending is paused until {until}: {why}' },
} as const
