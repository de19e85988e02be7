// A subscription that is not saved yet: what its form says, what of that is not understood, and
// what only its writer can decide. It is kept in its own message, behind the `#` of the title's
// address, so that the form comes back filled after a restart too.
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { ButtonStyle, ComponentType, time } from 'discord.js'
import { z } from 'zod'
import type { SearchNote } from '../../src/archive/archive.ts'
import {
  parseWish,
  type Subscription,
  type SubscriptionId,
  type Wish,
  wishSchema,
} from '../../src/delivery/subscriptions/subscription.ts'
import { type ButtonRow, button, row } from '../../src/render/parts/buttons.ts'
import { slotsBetween } from '../../src/schedule/slots.ts'
import { wallTime } from '../../src/schedule/zone.ts'
import { parseQuery } from '../../src/search/query/parse.ts'
import { DAY_MS } from '../../src/text/duration.ts'
import { clip } from '../../src/text/graphemes.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { noteText } from '../shared/note-text.ts'
import type { AnswerBody, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { type FormValues, LANGUAGES, linesOf, wishChanges } from './form.ts'
import { type GuildContext, menuOf, SETTABLE } from './panel.ts'
import { checkChannel } from './permissions.ts'
import { likelyZones, zoneLabel } from './times/zones.ts'
import { readTimes } from './times.ts'
import { categoriesText, looksText, STATE_COLOURS, timesText, wordsText } from './words.ts'

export interface Draft {
  readonly channelId: string
  /** Of an edit; null for a new subscription. */
  readonly subscription: SubscriptionId | null
  readonly values: FormValues
  readonly layout: Wish['layout']
}

export interface Review {
  readonly draft: Draft
  /** Null where something is not understood. */
  readonly wish: Wish | null
  /** Each must be mended before it can be saved. */
  readonly faults: readonly string[]
  /** Understood, but perhaps not as it was meant: saved once its writer says so. */
  readonly doubts: readonly string[]
  /** The zones of a question; null where there is none. */
  readonly zones: readonly string[] | null
  /** Other subscriptions of the channel, for a new one. */
  readonly others: readonly Subscription[]
}

/** More often than once an hour is hardly ever meant: digests come once a day. */
const MAX_USUAL_SLOTS = 24
const MAX_ADDRESS = 2048
const MAX_ZONES = 25
/** Notes that say what a query means; the others say what is wrong with it. */
const HARMLESS = new Set<SearchNote['code']>(['date-read', 'name-read', 'also-searched', 'respelled', 'some-terms-only'])

/**
 * The zone that the server's times are in: what was answered when it was asked, else that of its
 * newest subscription with times.
 */
export async function serverZone({ services, guildId }: ReaderContext): Promise<string | null> {
  if (guildId === null) return null
  const answered = await services.delivery.subscriptions.zone(guildId)
  if (answered !== null) return answered
  const all = await services.delivery.subscriptions.list({ guildId })
  const timed = all.flatMap(({ wish, createdAt }) =>
    wish.when === 'arrival' ? [] : [{ zone: wish.when.at(-1)?.zone, createdAt }],
  )
  return (
    timed.reduce((newest, one) => (one.createdAt >= newest.createdAt ? one : newest), { zone: undefined, createdAt: -1 } as {
      zone: string | undefined
      createdAt: number
    }).zone ?? null
  )
}

/** The zone of the subscription itself, else of its server. */
export async function usualZone(context: ReaderContext, before: Wish | null): Promise<string | null> {
  if (before !== null && before.when !== 'arrival') return before.when.at(-1)?.zone ?? null
  return await serverZone(context)
}

/** `before` is the wish as it is, or the default one. */
export async function reviewDraft(context: GuildContext, draft: Draft, before: Wish): Promise<Review> {
  const { locale, services, guildId } = context
  const faults: string[] = []
  const doubts: string[] = []
  const checked = checkChannel(context.interaction.guild, draft.channelId)
  if (checked.kind === 'unusable' && draft.subscription === null)
    faults.push(t(locale, 'subscribe.no-channel', { channel: draft.channelId }))
  const times = readTimes(draft.values.times, await usualZone(context, draft.subscription === null ? null : before))
  if (times.kind === 'unclear') faults.push(t(locale, 'subscribe.bad-times', { found: escapeLine(clip(times.found, 100)) }))
  const place = draft.subscription === null && checked.kind === 'channel' ? checked.places[0] : undefined
  const when = times.kind === 'when' ? times.when : before.when
  const parsed = parseWish({
    ...before,
    ...wishChanges(draft.values),
    layout: draft.layout,
    when,
    ...(place === undefined ? {} : { place }),
  })
  if ('problems' in parsed) faults.push(...parsed.problems.map((problem) => problemText(context, problem, draft.values)))
  const zones =
    times.kind !== 'which-zone'
      ? null
      : times.found === null
        ? likelyZones(context.interaction.locale).slice(0, MAX_ZONES)
        : times.zones
  if (times.kind === 'which-zone')
    doubts.push(
      times.found === null
        ? t(locale, 'subscribe.which-zone')
        : t(locale, 'subscribe.ambiguous-zone', { found: escapeLine(clip(times.found, 20)) }),
    )
  doubts.push(...linesOf(draft.values.words).flatMap((text) => wordDoubts(context, text)))
  if (times.kind === 'when' && times.when !== 'arrival') {
    const now = services.clock.now()
    const count = slotsBetween(times.when, now, now + DAY_MS, 1500).length
    if (count > MAX_USUAL_SLOTS) doubts.push(t(locale, 'subscribe.often', { count }))
  }
  const others =
    draft.subscription === null && guildId !== null
      ? await services.delivery.subscriptions.list({ guildId, channelId: draft.channelId })
      : []
  if (others.length > 0) doubts.push(t(locale, 'subscribe.another', { channel: draft.channelId, count: others.length }))
  return { draft, wish: 'wish' in parsed && times.kind === 'when' ? parsed.wish : null, faults, doubts, zones, others }
}

/** A line of the form as the search language reads it, where that is not as it is written. */
function wordDoubts({ locale }: ReaderContext, line: string): readonly string[] {
  const query = parseQuery(line.startsWith('-') ? line.slice(1) : line)
  const wrong = query.notes.filter(({ code }) => !HARMLESS.has(code))
  const texts = wrong.map((note) => noteText(locale, note))
  if (query.clauses.length === 0 && wrong.length === 0) texts.push(t(locale, 'note.no-terms'))
  return texts.map((text) => t(locale, 'subscribe.word-doubt', { line: escapeLine(clip(line, 60)), text }))
}

function problemText(
  { locale }: ReaderContext,
  { path, message }: { path: string; message: string },
  values: FormValues,
): string {
  const [key = '', index] = path.split('.')
  const lines = linesOf(values.words).filter((line) => line.startsWith('-') === (key === 'exclude'))
  const line = key === 'include' || key === 'exclude' ? lines[Number(index)] : undefined
  return line === undefined
    ? t(locale, 'subscribe.invalid', { problems: escapeLine(clip(`${path}: ${message}`, 300)) })
    : t(locale, 'subscribe.word-doubt', { line: escapeLine(clip(line, 60)), text: escapeLine(message) })
}

/** The draft as understood, the faults first, with what can be done about each. */
export function draftBody(context: GuildContext, review: Review): AnswerBody {
  const { locale } = context
  const { draft, wish, faults, doubts } = review
  const url = draftUrl(draft)
  const notes = [...faults.map((text) => `❌ ${text}`), ...doubts.map((text) => `⚠️ ${text}`)]
  const isClean = wish !== null && notes.length === 0
  const description = [
    `<#${draft.channelId}>`,
    ...notes,
    ...(isClean ? [t(locale, 'subscribe.check')] : []),
    ...(url === null ? [t(locale, 'subscribe.too-long')] : []),
  ].join('\n')
  const next = wish === null ? [] : context.services.delivery.nextSlots({ wish, lastSlot: null }, 3)
  const fields =
    wish === null
      ? []
      : [
          { name: t(locale, 'subscription.categories'), value: categoriesText({ wish }, locale), inline: true },
          { name: t(locale, 'subscription.words'), value: wordsText({ wish }, locale), inline: true },
          { name: t(locale, 'subscription.when'), value: timesText({ wish }, locale), inline: true },
          { name: t(locale, 'subscription.looks'), value: looksText({ wish }, locale) },
          {
            name: t(locale, 'subscription.next'),
            value:
              wish.when === 'arrival'
                ? t(locale, 'subscription.next-digest')
                : next.map((at) => time(new Date(at), 'f')).join('\n') || t(locale, 'subscription.never'),
          },
          { name: t(locale, 'subscribe.permissions'), value: permissionsText(context, draft.channelId, wish) },
        ]
  return {
    embeds: [
      {
        title: t(locale, draft.subscription === null ? 'subscribe.not-saved' : 'subscribe.not-changed'),
        ...(url === null ? {} : { url }),
        description: clip(description, 3500),
        fields,
        color: faults.length > 0 ? 0xe74c3c : isClean ? STATE_COLOURS.active : 0xf1c40f,
      },
    ],
    components: controls(context, review, url !== null),
    ...(url === null ? { files: [{ name: 'keywords.txt', bytes: new TextEncoder().encode(`${draft.values.words}\n`) }] } : {}),
  }
}

/** What the subscription needs in its channel, by name, and whether it is granted. */
function permissionsText({ interaction, locale }: GuildContext, channelId: string, wish: Wish): string {
  const checked = checkChannel(interaction.guild, channelId)
  if (checked.kind === 'unusable') return t(locale, 'subscription.unseen', { channel: channelId })
  const missing = new Set(checked.missing(wish))
  const names = checked.needed(wish).map((name) => `${missing.has(name) ? '❌' : '✅'} ${t(locale, `permission.${name}`)}`)
  return missing.size === 0 ? names.join(' · ') : `${names.join(' · ')}\n${t(locale, 'subscribe.grant')}`
}

function controls({ locale, services }: GuildContext, review: Review, isKept: boolean): ButtonRow[] {
  const { wish, faults, zones, others, draft } = review
  const [other] = others
  const isSavable = wish !== null && faults.length === 0 && zones === null && isKept
  const save = t(
    locale,
    other !== undefined
      ? 'subscribe.button.add'
      : draft.subscription === null
        ? 'subscribe.button.save'
        : 'subscribe.button.save-change',
  )
  const now = services.clock.now()
  const buttons = row([
    ...(isKept
      ? [button(t(locale, 'subscribe.button.fix'), 'sub-draft-fix:1', isSavable ? ButtonStyle.Secondary : ButtonStyle.Primary)]
      : []),
    ...(other === undefined
      ? []
      : [button(t(locale, 'subscribe.button.existing'), `sub-open:1:${other.id}`, ButtonStyle.Primary)]),
    ...(isSavable ? [button(save, 'sub-draft:1:save', other === undefined ? ButtonStyle.Success : ButtonStyle.Secondary)] : []),
    ...(isSavable ? [button(t(locale, 'button.all-layouts'), `sub-layouts:1:${wish.language}`)] : []),
    button(t(locale, 'button.cancel'), 'sub-draft:1:cancel'),
  ])
  if (isSavable)
    return [row([menuOf('sub-draft:1:layout', SETTABLE.layout, wish.layout, (value) => t(locale, `layout.${value}`))]), buttons]
  if (zones === null || !isKept) return [buttons]
  const options = zones.map((zone) => {
    const { hour, minute } = wallTime(now, zone)
    const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
    return {
      label: zoneLabel(zone).replaceAll('_', ' '),
      value: zone,
      description: t(locale, 'subscribe.now-there', { time: clock }),
    }
  })
  const menu = {
    type: ComponentType.StringSelect as const,
    custom_id: 'sub-draft:1:zone',
    placeholder: t(locale, 'subscribe.choose-zone'),
    options,
  }
  return [row([menu]), buttons]
}

/** The times with the zone that was chosen for them. */
export function withZone(times: string, zone: string): string {
  const read = readTimes(times, null)
  const text = times.normalize('NFKC')
  if (read.kind !== 'which-zone') return times
  return read.found === null ? `${text} ${zone}` : text.replace(read.found, zone)
}

const keptSchema = z.object({
  c: z.string().max(24),
  s: z.string().max(64).nullable(),
  g: z.array(z.string().max(24)).max(50),
  w: z.string().max(4000).nullable(),
  l: z.enum(LANGUAGES),
  t: z.string().max(4000),
  // A draft of an older version has none.
  y: wishSchema.shape.layout.catch('standard'),
})

const KEY = '#draft='
/**
 * What a draft may grow to when it is read back: what can be written into it, several times over.
 */
const MAX_KEPT_BYTES = 64_000

/** Null where the draft is too long for an address. */
export function draftUrl({ channelId, subscription, values, layout }: Draft): string | null {
  const { categories: g, words: w, language: l, times: t } = values
  const kept = { c: channelId, s: subscription, g, w, l, t, y: layout }
  const url = `https://discord.com/channels/@me${KEY}${deflateRawSync(JSON.stringify(kept)).toString('base64url')}`
  return url.length <= MAX_ADDRESS ? url : null
}

/** The draft of the message that was pressed; null where it has none. */
export function draftOf(url: string | null | undefined): Draft | null {
  const encoded = url?.split(KEY)[1]
  if (encoded === undefined) return null
  try {
    const text = inflateRawSync(Buffer.from(encoded, 'base64url'), { maxOutputLength: MAX_KEPT_BYTES }).toString('utf8')
    const { c, s, g, w, l, t: times, y: layout } = keptSchema.parse(JSON.parse(text))
    const values = { categories: g, words: w, language: l, times }
    return { channelId: c, subscription: s as SubscriptionId | null, values, layout }
  } catch {
    return null
  }
}
