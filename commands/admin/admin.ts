// /admin, for the bot's owners: import or release a digest, retract a day or a paper, send a day
// again, rebuild the index, health.
import { ButtonStyle, ApplicationCommandOptionType as OptionType, time } from 'discord.js'
import type { PaperId } from '../../src/digest/digest.ts'
import { button, row } from '../../src/render/parts/buttons.ts'
import { fitLine } from '../../src/render/parts/fit.ts'
import { titleIn } from '../../src/render/view.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { suggestDays } from '../digest/digest.ts'
import { parseDay } from '../shared/days.ts'
import { chatDefinition, otherOption, subcommand, textOption } from '../shared/define.ts'
import { findPaper, suggestTitles } from '../shared/papers/find-paper.ts'
import type { Answer, AnswerBody, ChatCommand, ChatContext, ComponentHandler } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { ingest } from './ingest.ts'

const BACKLOG_CHOICES = ['all', 'newest', 'none'] as const

export const admin: ChatCommand = {
  kind: 'chat',
  allowed: 'owner',
  slow: true,
  // The author comes back to it: an answer for one reader alone is gone with the next reload.
  isShared: (interaction) => interaction.options.getSubcommand() === 'ingest',
  definition: chatDefinition(
    'admin',
    [
      subcommand('admin.ingest', [otherOption('admin.ingest.file', { type: OptionType.Attachment, required: true })]),
      subcommand('admin.retract', [
        textOption('admin.retract.day', { autocomplete: true }),
        textOption('admin.retract.paper', { autocomplete: true }),
      ]),
      subcommand('admin.resend', [textOption('admin.resend.day', { required: true, autocomplete: true })]),
      subcommand('admin.release', [
        textOption('admin.release.digest', { autocomplete: true }),
        textOption('admin.release.backlog', {
          choices: ['admin.release.backlog.all', 'admin.release.backlog.newest', 'admin.release.backlog.none'],
        }),
      ]),
      subcommand('admin.reindex'),
      subcommand('admin.health'),
    ],
    { allowed: 'administrator' },
  ),
  async run(context): Promise<Answer> {
    switch (context.interaction.options.getSubcommand()) {
      case 'ingest':
        return await ingest(context)
      case 'retract':
        return reply(await retract(context))
      case 'resend':
        return reply(await resend(context))
      case 'release':
        return reply(await release(context))
      case 'reindex':
        return reply(await reindex(context))
      default:
        return reply(await health(context))
    }
  },
  async autocomplete(context) {
    if (context.option === 'paper') return await suggestTitles(context)
    if (context.option !== 'digest') return await suggestDays(context)
    const held = await context.services.archive.digests({ held: true, limit: 25 })
    return held.map(({ id, file, date }) => ({ name: `${date ?? '?'} · ${file}`, value: String(id) }))
  },
}

/**
 * `admin-retract:1:<day|paper>:<which>`: the second look before something is deleted everywhere.
 */
export const retractYes: ComponentHandler = {
  kind: 'component',
  name: 'admin-retract',
  allowed: 'owner',
  answers: 'update',
  async run({ services, locale, args }): Promise<Answer> {
    const [kind, ...rest] = args
    const which = rest.join(':')
    const targets =
      kind === 'day'
        ? (await services.archive.digestsOfDay(which)).map(({ id }) => ({ digestId: id }))
        : [{ paperId: which as PaperId }]
    let [messages, channels, papers] = [0, 0, 0]
    for (const target of targets) {
      const done = await services.delivery.retract(target)
      messages += done.messages
      channels = Math.max(channels, done.channels)
      if (await services.archive.retract(target)) papers += 1
    }
    const content = papers + messages === 0 ? t(locale, 'admin.nothing') : t(locale, 'admin.retracted', { messages, channels })
    return { kind: 'update', body: { content } }
  },
}

const reply = (body: AnswerBody): Answer => ({ kind: 'reply', body })

async function retract(context: ChatContext): Promise<AnswerBody> {
  const { services, locale, language } = context
  const [day, title] = [context.text('day'), context.text('paper')]
  if ((day === null) === (title === null)) return { content: t(locale, 'admin.retract.one') }
  const sure = (what: string, customId: string): AnswerBody => ({
    content: t(locale, 'admin.retract.sure', { what }),
    components: [row([button(t(locale, 'button.retract-yes'), customId, ButtonStyle.Danger)])],
  })
  if (day !== null) {
    const date = parseDay(day, services.clock.now())
    if (date === null) return { content: t(locale, 'bad-date', { date: escapeLine(day) }) }
    const digests = await services.archive.digestsOfDay(date)
    return digests.length === 0 ? { content: t(locale, 'digest.none', { date }) } : sure(date, `admin-retract:1:day:${date}`)
  }
  const found = await findPaper(services, title ?? '')
  // What is deleted everywhere must be what was named, not what is nearest to it.
  if (found === null || found.guessed) return { content: t(locale, 'no-such-paper', { title: escapeLine(title ?? '') }) }
  return sure(fitLine(titleIn(found.paper, language), 200), `admin-retract:1:paper:${found.paper.id}`)
}

async function resend(context: ChatContext): Promise<AnswerBody> {
  const { services, locale } = context
  const typed = context.text('day') ?? ''
  const date = parseDay(typed, services.clock.now())
  if (date === null) return { content: t(locale, 'bad-date', { date: escapeLine(typed) }) }
  const { messages, unchecked = 0 } = await services.delivery.resend(date)
  const lines = [t(locale, 'admin.resent', { date, messages })]
  if (unchecked > 0) lines.push(t(locale, 'admin.resent-unchecked', { unchecked }))
  return { content: lines.join('\n') }
}

async function release(context: ChatContext): Promise<AnswerBody> {
  const { services, locale } = context
  const choice = BACKLOG_CHOICES.find((one) => one === context.text('backlog'))
  if (choice !== undefined)
    return { content: t(locale, 'admin.released-backlog', await services.delivery.releaseBacklog(choice)) }
  const held = await services.archive.digests({ held: true, limit: 25 })
  const asked = context.text('digest')
  if (asked === null) {
    const lines = held.map(
      ({ date, file, held: why }) => `- ${date ?? '?'} ${escapeLine(file)}: ${escapeLine(clip(why ?? '', 200))}`,
    )
    const backlog = await services.delivery.backlog()
    if (backlog.length > 0)
      lines.push(
        t(locale, 'admin.held-backlog', { days: Math.max(...backlog.map(({ days }) => days)), channels: backlog.length }),
      )
    return { content: lines.length === 0 ? t(locale, 'admin.release.none') : clip(lines.join('\n'), 1950) }
  }
  const found = held.find(({ id, file, date }) => asked === String(id) || asked === file || asked === date)
  if (found === undefined) return { content: t(locale, 'admin.release.unknown', { digest: escapeLine(clip(asked, 100)) }) }
  await services.archive.release(found.id)
  await services.delivery.plan(found.id)
  return { content: t(locale, 'admin.released', { file: escapeLine(found.file) }) }
}

/** Begins it and says so; search goes on from the old index meanwhile. */
async function reindex({ services, locale }: ChatContext): Promise<AnswerBody> {
  const { papers } = await services.archive.size()
  services.archive.reindex().then(
    () => services.log.info({ papers }, 'the index was rebuilt'),
    (error: unknown) => services.log.error({ err: error }, 'rebuilding the index failed'),
  )
  return { content: t(locale, 'admin.reindexing', { papers }) }
}

async function health({ services, locale, interaction }: ChatContext): Promise<AnswerBody> {
  const [size, delivery] = [await services.archive.size(), await services.delivery.health()]
  const { active, paused, forbidden } = delivery.subscriptions
  const lines = [
    t(locale, 'admin.health.archive', size),
    t(locale, 'admin.health.subscriptions', { active, paused, forbidden }),
    t(locale, 'admin.health.queue', {
      queue: delivery.queue,
      oldest: delivery.oldestQueuedAt === null ? '–' : time(new Date(delivery.oldestQueuedAt), 'R'),
    }),
    t(locale, 'admin.health.sent', { sent: delivery.sent, dropped: delivery.dropped, invalid: delivery.invalidRequests }),
    t(locale, 'admin.health.process', {
      memory: Math.round(process.memoryUsage.rss() / 2 ** 20),
      since: time(new Date(Date.now() - process.uptime() * 1000), 'R'),
      ping: interaction.client.ws.ping < 0 ? '–' : Math.round(interaction.client.ws.ping),
    }),
    ...(delivery.resting === null
      ? []
      : [
          t(locale, 'admin.health.resting', {
            until: time(new Date(delivery.resting.until), 'R'),
            why: escapeLine(delivery.resting.why),
          }),
        ]),
  ]
  return { content: lines.join('\n') }
}
