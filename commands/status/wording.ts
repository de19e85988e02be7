// What /status says, in both languages.

export const STATUS_WORDING = {
  'status.name': { zh: '状态', en: 'status' },
  'status.description': { zh: '为什么没有动静，下次什么时候', en: 'Why it is quiet, and when it goes on' },
  'status.none': {
    zh: '本服务器没有订阅，所以什么也不会发。用 /subscribe 开始。',
    en: 'This server has no subscription, so nothing is posted. Begin with /subscribe.',
  },
  'status.well': { zh: '一切正常，没有欠的。', en: 'All is well; nothing is owed.' },
  'status.facts': { zh: '上次 {last} · 下次 {next} · 排队 {queue} 条', en: 'last {last} · next {next} · {queue} queued' },
  'status.no-file': { zh: '还没有收到过日报文件。', en: 'No digest file has come yet.' },
  'status.no-newer-file': { zh: '{newest} 之后没有新的日报文件。', en: 'No digest file has come since the one of {newest}.' },
  'status.starts-with-next': {
    zh: '{since} 才订阅：从下一份日报开始；「补发」可补前几天。',
    en: 'Subscribed {since}: it starts with the next digest; “Backfill” brings earlier days.',
  },
  'status.all-filtered': {
    zh: '{digest} 的 {of} 篇里有 {left} 篇不符合条件，所以没发。/preview 说明原因。',
    en: '{left} of the {of} papers of {digest} did not match, so nothing was posted. /preview says why.',
  },
  'status.held': { zh: '{digest} 的日报被扣下待查：{why}', en: 'The digest of {digest} is held back: {why}' },
  'status.paused': { zh: '已暂停。在 /subscriptions 里恢复。', en: 'Paused. Resume it in /subscriptions.' },
  'status.skipping': { zh: '下一次会跳过。', en: 'The next time is skipped.' },
  'status.forbidden.gone': {
    zh: '频道或服务器不见了（{since}）。若它还在，请重新邀请机器人；{probe} 再试。',
    en: 'The channel or server is gone ({since}). If it is still there, invite the bot again; the next try is {probe}.',
  },
  'status.forbidden.access': {
    zh: '机器人看不见这个频道（{since}）。请在频道权限里给它「查看频道」；之后自动恢复，{probe} 再试。',
    en: 'The bot cannot see the channel ({since}). Grant it “View Channel”; it then goes on by itself, the next try is {probe}.',
  },
  'status.forbidden.permissions': {
    zh: '机器人在这个频道缺少权限（{since}）。/subscriptions 里写着缺哪些；给了之后自动恢复，{probe} 再试。',
    en: 'The bot lacks a permission there ({since}). /subscriptions says which; granted, it goes on by itself, the next try is {probe}.',
  },
  'status.waiting': { zh: '{until} 再发：{why}', en: 'The next try is {until}: {why}' },
  'status.late': {
    zh: '{slot} 的日报还没到，等到 {until}。',
    en: 'The digest for {slot} is late; it is waited for until {until}.',
  },
  'status.next-slot': { zh: '下次在 {at}，现有 {papers} 篇。', en: 'The next time is {at}, with {papers} papers so far.' },
} as const
