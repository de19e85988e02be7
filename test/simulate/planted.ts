// Faults that are planted into the bot's own sources, to show that the simulation finds them: each a
// text of a source and what takes its place. The build fails where the text is not there any more.

import type { AIMS } from './world/script.ts'

const SEND = 'src/delivery/sending/send-next.ts'
const OUTBOX = 'src/delivery/outbox/outbox.ts'
const LIFE = 'src/delivery/outbox/transitions.ts'
const RECONCILE = 'src/delivery/sending/reconcile.ts'

export interface PlantedFault {
  readonly name: string
  /** What schedules have more of that look for it. */
  readonly aim?: keyof typeof AIMS
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[]
}

export const PLANTED: readonly PlantedFault[] = [
  {
    name: 'no nonce',
    aim: 'lost',
    changes: [{ file: 'src/discord/rest/calls.ts', from: 'nonce: act.nonce, enforce_nonce: true }', to: '}' }],
  },
  {
    name: 'no mark',
    changes: [
      {
        file: 'src/delivery/messages/compose.ts',
        from: 'body: withMark(drawing.body, id, trace),',
        to: '',
      },
    ],
  },
  {
    name: 'what a message shows is not looked at',
    aim: 'restores',
    changes: [{ file: 'src/delivery/sending/adoption.ts', from: 'of await unknownOf(found))', to: 'of [] as Found[])' }],
  },
  {
    name: 'no claim check',
    aim: 'changed',
    changes: [
      {
        file: SEND,
        from: 'contents.version() === version && (await outbox.claim(row, sending, hash))',
        to: '(await outbox.claim(row, sending, hash)) || true',
      },
    ],
  },
  {
    name: 'look trusted too early',
    aim: 'cuts',
    changes: [
      {
        file: LIFE,
        from: 'const SETTLE = { message: 1_000, post: 5_000 } as const',
        to: 'const SETTLE = { message: 0, post: 0 } as const',
      },
    ],
  },
  {
    name: 'no look before the first send of a run',
    aim: 'restores',
    changes: [
      {
        file: SEND,
        from: "if (row.state !== 'unknown' && reconciler.isScanned(channelId)) {",
        to: "if (row.state !== 'unknown') {",
      },
    ],
  },
  {
    name: 'an interrupted send is taken for sent',
    aim: 'kills',
    changes: [
      {
        file: LIFE,
        from: "life.state === 'sending' ? afterSilence(life, moment, 0, 'the process ended while it was being sent') : stay(life)",
        to: "life.state === 'sending' ? to(life, { state: 'sent' }) : stay(life)",
      },
    ],
  },
  {
    name: 'order by time',
    changes: [
      {
        file: OUTBOX,
        from: "        .where('deliveries.queue', '=', queue)\n        .orderBy('deliveries.seq')",
        to: "        .where('deliveries.queue', '=', queue)\n        .orderBy('deliveries.not_before')\n        .orderBy('deliveries.created_at')\n        .orderBy('deliveries.seq', 'desc')",
      },
    ],
  },
  {
    name: 'correction ignores "most"',
    aim: 'corrections',
    changes: [
      {
        file: 'src/delivery/planning/corrections.ts',
        from: "return Math.max(0, wish.most - entries.filter(({ state }) => state === 'posted').length)",
        to: 'return entries.length + wish.most',
      },
    ],
  },
  {
    name: 'tags never read again',
    aim: 'tags',
    changes: [
      {
        file: 'src/delivery/sending/tags.ts',
        from: 'invalidate: (forumId) => void remembered.delete(forumId)',
        to: 'invalidate: () => {}',
      },
    ],
  },
  {
    name: 'long waits are cut short',
    aim: 'limits',
    changes: [
      {
        file: LIFE,
        from: '...after(moment, outcome.retryAfterMs ?? 0),\n        why: `rate',
        to: '...after(moment, Math.min(60_000, outcome.retryAfterMs ?? 0)),\n        why: `rate',
      },
      {
        file: 'src/delivery/limits/requests.ts',
        from: '{ remaining: 0, resetAfterMs: outcome.retryAfterMs }',
        to: '{ remaining: 1, resetAfterMs: outcome.retryAfterMs }',
      },
    ],
  },
  {
    name: 'a limit of the whole bot taken for one of a channel',
    aim: 'limits',
    changes: [
      {
        file: 'src/delivery/limits/circuit-breaker.ts',
        from: "else if (outcome.scope === 'global')",
        to: "else if (outcome.scope === 'shared')",
      },
    ],
  },
  {
    name: 'an empty bucket is not noticed',
    changes: [
      { file: 'src/delivery/limits/rate-limiter.ts', from: 'if (bucket.remaining <= 0)', to: 'if (bucket.remaining < 0)' },
    ],
  },
  {
    name: 'a passing error taken for a malformed message',
    aim: 'passing',
    changes: [
      { file: 'src/discord/rest/refusals.ts', from: "160006: 'passing'", to: "160006: 'invalid'" },
      { file: 'src/discord/rest/refusals.ts', from: "20028: 'passing'", to: "20028: 'invalid'" },
    ],
  },
  {
    name: 'what is given up is not announced',
    aim: 'closed',
    changes: [
      {
        file: 'src/delivery/sending/given-up.ts',
        from: "if (row.subscriptionId === null || row.role === 'notice') return",
        to: 'if (row.seq > 0) return',
      },
    ],
  },
  {
    name: 'a closed channel is not announced',
    aim: 'closed',
    changes: [
      {
        file: 'src/delivery/sending/forbidden.ts',
        from: 'if (first === undefined || first.guild_id === null) return',
        to: 'if (now > 0 || first === undefined || first.guild_id === null) return',
      },
    ],
  },
  {
    name: 'a paused subscription is served',
    aim: 'people',
    changes: [
      {
        file: OUTBOX,
        from: "and([eb('subscriptions.state', '!=', 'paused'), eb('subscriptions.suspended', 'is', null)])",
        to: "and([eb('subscriptions.suspended', 'is', null)])",
      },
    ],
  },
  {
    name: 'planned and queued apart',
    aim: 'kills',
    changes: [
      {
        file: 'src/delivery/planning/editions.ts',
        from: 'await enqueue(handle, rows, clock.now())',
        to: 'void Promise.resolve().then(() => enqueue(db, rows, clock.now())).catch(() => {})',
      },
    ],
  },
  {
    name: 'papers that came are not remembered',
    changes: [
      {
        file: 'src/delivery/planning/editions.ts',
        from: 'if (rows.length > 0)\n    await db\n      .insertInto',
        to: 'if (rows.length > 1_000)\n    await db\n      .insertInto',
      },
    ],
  },
  {
    name: 'an empty history is believed',
    aim: 'restores',
    changes: [
      {
        file: RECONCILE,
        from: 'const unreadable = isNewestSeen ? null : await whyUnreadable(',
        to: 'const unreadable = true ? null : await whyUnreadable(',
      },
    ],
  },
  {
    name: 'a paused message that may be there is sent again',
    aim: 'closed',
    changes: [
      {
        file: LIFE,
        from: "state: life.maybeSent ? 'unknown' : 'planned', maybeSent: false",
        to: "state: 'planned', maybeSent: false",
      },
    ],
  },
  {
    name: 'an archived thread is not opened',
    aim: 'threads',
    changes: [
      {
        file: SEND,
        from: "const opened = (await sender.unarchive(act.channelId)).outcome\n    return opened.kind === 'read' ? (await sender.perform(act)).outcome : opened",
        to: 'return outcome',
      },
    ],
  },
]
