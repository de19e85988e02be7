// What /status says, in both languages.

export const STATUS_WORDING = {
  'status.name': { zh: '状态', en: 'status' },
  'status.description': { zh: '查看发送状态和下次发送时间', en: 'Delivery status and next post' },
  'status.none': {
    zh: '本服务器还没有订阅，所以不会发送论文。用 /subscribe 开始。',
    en: 'This server has no subscriptions, so nothing is posted. Start with /subscribe.',
  },
  'status.well': { zh: '一切正常，没有待发送的消息。', en: 'All good: nothing is waiting to be sent.' },
  'status.facts': {
    zh: '上次发送：{last} · 下次发送：{next} · 排队 {queue} 条',
    en: 'last post {last} · next post {next} · {queue} queued',
  },
  'status.no-file': { zh: '还没有收到过速递。', en: 'No digest has arrived yet.' },
  'status.no-newer-file': { zh: '{newest} 之后没有新的速递。', en: 'No digest has arrived since {newest}.' },
  'status.starts-with-next': {
    zh: '{since} 订阅，从下一份速递开始发送；前几天的可按「补发」。',
    en: 'Subscribed {since}. Posting starts with the next digest; use “Backfill” for earlier days.',
  },
  'status.all-filtered': {
    zh: '{digest} 的 {of} 篇论文中有 {left} 篇不符合条件，没有发送。/preview 会说明原因。',
    en: '{left} of the {of} papers of {digest} were filtered out and not posted. /preview shows why.',
  },
  'status.held': { zh: '{digest} 的速递暂缓发送，等待检查：{why}', en: 'The digest of {digest} is on hold: {why}' },
  'status.paused': { zh: '已暂停。可在 /subscriptions 中恢复。', en: 'Paused. Resume it in /subscriptions.' },
  'status.skipping': { zh: '下一次发送会跳过。', en: 'The next post will be skipped.' },
  'status.forbidden.gone': {
    zh: '频道或服务器已不存在（{since}）。如果它还在，请重新邀请机器人；{probe}会再次检查。',
    en: 'The channel or server is gone ({since}). If it still exists, invite the bot again; next check {probe}.',
  },
  'status.forbidden.access': {
    zh: '机器人看不到这个频道（{since}）。请在频道权限中授予「查看频道」，之后会自动恢复发送；{probe}会再次检查。',
    en: 'The bot can’t see the channel ({since}). Grant it “View Channel”. Once granted, posting resumes automatically; next check {probe}.',
  },
  'status.forbidden.permissions': {
    zh: '机器人在这个频道缺少权限（{since}）。/subscriptions 会列出缺少的权限；授予后会自动恢复发送，{probe}会再次检查。',
    en: 'The bot is missing a permission there ({since}); /subscriptions shows which. Once granted, posting resumes automatically; next check {probe}.',
  },
  'status.forbidden.type': {
    zh: '频道类型与订阅不符（{since}）；{probe}会再次检查。',
    en: 'The channel is no longer of the kind this subscription posts to ({since}); next check {probe}.',
  },
  'status.forbidden.tags': {
    zh: '论坛要求标签，但没有机器人可用的标签（{since}）；{probe}会再次检查。',
    en: 'The forum requires a tag, and the bot may use none of its tags ({since}); next check {probe}.',
  },
  'status.given-up': {
    zh: '最近一周有 {messages} 条消息被 Discord 拒绝，已放弃：{why}',
    en: 'Discord refused {messages} message{s:messages} in the last week; they were given up: {why}',
  },
  'status.waiting': { zh: '{until}再次发送：{why}', en: 'Next attempt {until}: {why}' },
  'status.late': {
    zh: '{slot} 的速递还没有到，最晚等到 {until}。',
    en: 'The digest for {slot} is late; waiting for it until {until}.',
  },
  'status.next-slot': { zh: '下次发送：{at}，目前有 {papers} 篇。', en: 'Next post {at}, with {papers} paper{s:papers} so far.' },
} as const
