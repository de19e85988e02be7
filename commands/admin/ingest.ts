// A digest that its author attached: what was read, where it goes and when, and buttons to post it
// now, to look at it, and to take it back. The message is changed in place as the digest goes out.
import { ButtonStyle, time } from 'discord.js'
import type { APIEmbed } from 'discord-api-types/v10'
import type { Destination } from '../../src/delivery/delivery.ts'
import { type ButtonRow, button, row } from '../../src/render/parts/buttons.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { fetchAttachment } from '../shared/attachment.ts'
import type { Answer, AnswerBody, ChatContext, ComponentContext, ComponentHandler, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { layoutSamples } from '../subscribe/rehearse.ts'
import { reportBody } from './report.ts'

const MAX_DIGEST_BYTES = 25 * 2 ** 20
const MAX_PLACES = 10
/** Of the ids of digests in a custom_id, which has room for 100 characters. */
const MAX_IDS = 70

export async function ingest(context: ChatContext): Promise<Answer> {
  const { services, interaction } = context
  const file = interaction.options.getAttachment('file', true)
  const fetched = await fetchAttachment(context, file, MAX_DIGEST_BYTES)
  if (fetched.kind === 'refused') return { kind: 'reply', body: { content: fetched.why } }
  const reports = await services.intake.ingest(fetched.bytes, { file: file.name, modifiedAt: new Date(services.clock.now()) })
  for (const { outcome, held } of reports)
    if ((outcome.kind === 'new' || outcome.kind === 'corrected') && held === null) await services.delivery.plan(outcome.digestId)
  services.readers.watches.look()
  const report = await reportBody(reports, context)
  const ids = reports.flatMap(({ outcome }) => (outcome.kind === 'unread' ? [] : [outcome.digestId]))
  const body = await withPlaces(context, report, [...new Set(ids)])
  return { kind: 'reply', body, later: async () => await whenPosted(context, body, ids) }
}

/** The report with where its digests go; digests that were taken back go nowhere. */
async function withPlaces(
  context: ReaderContext,
  report: AnswerBody,
  ids: readonly number[],
  note?: string,
): Promise<AnswerBody> {
  const digests = (await Promise.all(ids.map((id) => context.services.archive.digest(id)))).filter((digest) => digest !== null)
  const [read] = report.embeds ?? []
  if (digests.length === 0)
    return {
      ...report,
      embeds: [...(read ? [read] : []), ...(note === undefined ? [] : [{ description: note }])],
      components: [],
    }
  const places = await Promise.all(
    digests.map(async (digest) => ({ digest, destinations: await context.services.delivery.destinations(digest.id) })),
  )
  const embed = await placesEmbed(context, places, note)
  const isWaiting = places.some(
    ({ digest, destinations }) => digest.held !== null || destinations.some(({ state }) => isPostable(state)),
  )
  return {
    ...report,
    embeds: [...(read ? [read] : []), embed],
    components: controls(
      context,
      digests.map(({ id }) => id),
      isWaiting,
    ),
  }
}

const isPostable = (state: Destination['state']) => state.kind === 'held' || (state.kind === 'waiting' && state.at !== null)

type Places = readonly {
  readonly digest: { readonly id: number; readonly date: string | null; readonly file: string; readonly held: string | null }
  readonly destinations: readonly Destination[]
}[]

async function placesEmbed(context: ReaderContext, places: Places, note: string | undefined): Promise<APIEmbed> {
  const { locale, guildId } = context
  const lines = places.flatMap(({ digest, destinations }) => {
    const head = places.length === 1 ? [] : [`**${digest.date ?? escapeLine(clip(digest.file, 60))}**`]
    if (digest.held !== null) return [...head, t(locale, 'admin.places.held')]
    if (destinations.length === 0) return [...head, t(locale, 'admin.places.none')]
    const isHere = ({ subscription }: Destination) => guildId === null || subscription.guildId === guildId
    const elsewhere = destinations.filter((one) => !isHere(one))
    const servers = new Set(elsewhere.map(({ subscription }) => subscription.guildId)).size
    return [
      ...head,
      ...destinations.filter(isHere).map((one) => placeText(context, one)),
      ...(elsewhere.length === 0 ? [] : [t(locale, 'admin.places.elsewhere', { channels: elsewhere.length, servers })]),
    ]
  })
  const more = lines.length > MAX_PLACES ? [t(locale, 'admin.places.more', { count: lines.length - MAX_PLACES })] : []
  const reach = await reachText(context, places)
  const description = [
    ...(note === undefined ? [] : [note]),
    ...lines.slice(0, MAX_PLACES),
    ...more,
    ...(reach === null ? [] : [reach]),
  ].join('\n')
  return { title: t(locale, 'admin.places.title'), description: clip(description, 2400), color: ACCENT }
}

function placeText({ locale }: ReaderContext, { subscription, state, papers, sent, open }: Destination): string {
  const channel = `<#${subscription.channelId}>`
  switch (state.kind) {
    case 'planned':
      return open > 0
        ? t(locale, 'admin.places.posting', { channel, papers, sent, all: sent + open })
        : t(locale, 'admin.places.posted', { channel, papers })
    case 'waiting': {
      if (state.at === null) return t(locale, 'admin.places.at-once', { channel, papers })
      const at = new Date(state.at)
      return t(locale, 'admin.places.waiting', { channel, papers, at: `${time(at, 'f')} (${time(at, 'R')})` })
    }
    case 'held':
    case 'nothing':
    case 'skipped':
    case 'paused':
    case 'forbidden':
      return t(locale, `admin.places.${state.kind === 'held' ? 'backlog' : state.kind}`, { channel })
  }
}

/** How far it has come; null where nothing is posted yet. */
async function reachText({ locale, services }: ReaderContext, places: Places): Promise<string | null> {
  const reached = places.flatMap(({ destinations }) => destinations).filter(({ sent }) => sent > 0)
  if (reached.length === 0) return null
  const digests = await Promise.all(places.map(({ digest }) => services.archive.digest(digest.id)))
  const papers = [...new Set(digests.flatMap((digest) => digest?.papers.map(({ id }) => id) ?? []))]
  return t(locale, 'admin.places.reach', {
    channels: new Set(reached.map(({ subscription }) => subscription.channelId)).size,
    servers: new Set(reached.map(({ subscription }) => subscription.guildId)).size,
    saves: await services.readers.lists.countSaves(papers),
  })
}

function controls({ locale }: ReaderContext, ids: readonly number[], isWaiting: boolean): ButtonRow[] {
  const args = ids.join('.')
  if (args.length > MAX_IDS) return []
  return [
    row([
      ...(isWaiting ? [button(t(locale, 'button.post-now'), `ingest-now:1:${args}`, ButtonStyle.Primary)] : []),
      button(t(locale, 'button.each-layout'), `ingest-layouts:1:${args}`),
      button(t(locale, 'button.refresh'), `ingest-places:1:${args}`),
      button(t(locale, 'button.take-back'), `ingest-back:1:${args}`, ButtonStyle.Danger),
    ]),
  ]
}

/** Once all that can go out now has gone out: the same with its reach. */
async function whenPosted(context: ReaderContext, body: AnswerBody, ids: readonly number[]): Promise<AnswerBody | null> {
  if (ids.length === 0) return null
  await context.services.delivery.idle()
  return await withPlaces(context, { ...body, files: undefined, keepsFiles: true }, ids)
}

const idsOf = ([ids = '']: readonly string[]) => ids.split('.').map(Number).filter(Number.isSafeInteger)

/** The report as it is in the message that was pressed. */
function reportIn({ interaction }: ComponentContext): AnswerBody {
  const [read] = interaction.message.embeds
  const embed = read === undefined ? [] : [{ description: read.description ?? '', color: read.color ?? ACCENT }]
  return { embeds: embed, keepsFiles: true }
}

function onReport(name: string, run: (context: ComponentContext, ids: readonly number[]) => Promise<Answer>): ComponentHandler {
  return {
    kind: 'component',
    name,
    allowed: 'owner',
    answers: 'update',
    run: async (context) => await run(context, idsOf(context.args)),
  }
}

const places = onReport('ingest-places', async (context, ids) => ({
  kind: 'update',
  body: await withPlaces(context, reportIn(context), ids),
}))

const postNow = onReport('ingest-now', async (context, ids) => {
  const { archive, delivery } = context.services
  for (const id of ids) {
    if (await archive.release(id)) await delivery.plan(id)
    await delivery.postNow(id)
  }
  const report = reportIn(context)
  const body = await withPlaces(context, report, ids)
  return { kind: 'update', body, later: async () => await whenPosted(context, report, ids) }
})

const layouts: ComponentHandler = {
  kind: 'component',
  name: 'ingest-layouts',
  allowed: 'owner',
  answers: 'reply',
  async run(context) {
    const [digestId] = idsOf(context.args)
    return { kind: 'reply', ...(await layoutSamples(context, { digestId })) }
  },
}

const takeBack = onReport('ingest-back', async (context, ids) => {
  const { locale } = context
  const args = ids.join('.')
  const body = await withPlaces(context, reportIn(context), ids, t(locale, 'admin.take-back.sure'))
  const components = [
    row([
      button(t(locale, 'button.take-back-yes'), `ingest-back-yes:1:${args}`, ButtonStyle.Danger),
      button(t(locale, 'button.cancel'), `ingest-places:1:${args}`),
    ]),
  ]
  return { kind: 'update', body: { ...body, components } }
})

const takeBackYes = onReport('ingest-back-yes', async (context, ids) => {
  const { archive, delivery } = context.services
  let [messages, channels] = [0, 0]
  for (const digestId of ids) {
    const done = await delivery.retract({ digestId })
    messages += done.messages
    channels = Math.max(channels, done.channels)
    await archive.retract({ digestId })
  }
  const note = t(context.locale, 'admin.take-back.done', { messages, channels })
  return { kind: 'update', body: await withPlaces(context, reportIn(context), ids, note) }
})

export const ingestHandlers = [places, postNow, layouts, takeBack, takeBackYes] as const
