// The two forms of a subscription: what it is about, and its finer conditions. What was written in
// the first is a draft, in the second changes of a wish.
import { ComponentType, SelectMenuDefaultValueType, TextInputStyle } from 'discord.js'
import type { APILabelComponent, APIModalInteractionResponseCallbackData, APISelectMenuOption } from 'discord-api-types/v10'
import { type Wish, type WishInput, wishSchema } from '../../src/delivery/subscriptions/subscription.ts'
import { categoryName, KNOWN_CATEGORIES } from '../../src/text/categories.ts'
import { clip } from '../../src/text/graphemes.ts'
import type { Locale } from '../../src/text/locale.ts'
import { escapeLine } from '../../src/text/markdown.ts'
import { commonCategories } from '../shared/categories.ts'
import type { ModalContext, ReaderContext } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'
import { POSTABLE } from './permissions.ts'
import { zoneLabel } from './times/zones.ts'
import { writeTimes } from './times.ts'
import { wordsOf } from './words.ts'

export interface FormResult {
  readonly changes: Partial<WishInput>
  /** What could not be understood and stays as it was: a sentence for the reader. */
  readonly doubt: string | null
}

/** Of a text input, and of a menu. */
const MAX_TEXT = 4000
const MAX_OPTIONS = 25

/** In the order in which they are shown. */
export const LANGUAGES = ['both', 'zh', 'en'] as const

const FLAGS = { starred: 'starredOnly', featured: 'featuredOnly', silent: 'silent' } as const
type Flag = keyof typeof FLAGS

/** What is in the first form, as it was typed. */
export interface FormValues {
  readonly categories: readonly string[]
  /** Null where they are too long for a form: they are not in it and stay as they are. */
  readonly words: string | null
  readonly language: Wish['language']
  readonly times: string
}

export interface FormKind {
  /** A new one asks for its channel too (at most five inputs fit a form). */
  readonly channel: { readonly usual: string | null } | null
  /** What times without a zone mean; null where that will be asked. */
  readonly zone: string | null
}

export function formValues(wish: Wish, locale: Locale): FormValues {
  const words = wordsOf(wish)
  return {
    categories: wish.categories,
    words: fits(words) ? words.join('\n') : null,
    language: wish.language,
    times: writeTimes(wish.when, locale),
  }
}

export async function wishForm(
  context: ReaderContext,
  customId: string,
  values: FormValues,
  { channel, zone }: FormKind,
): Promise<APIModalInteractionResponseCallbackData> {
  const { locale } = context
  const help =
    zone === null
      ? t(locale, 'subscribe.form.times-help')
      : clip(t(locale, 'subscribe.form.times-in', { zone: zoneLabel(zone) }), 100)
  return {
    custom_id: customId,
    title: t(locale, channel !== null ? 'subscribe.title' : 'subscribe.edit-title'),
    components: [
      ...(channel !== null ? [channelInput(locale, channel.usual)] : []),
      labelled(
        t(locale, 'subscribe.form.categories'),
        await categoriesInput(context, values.categories),
        t(locale, 'subscribe.form.categories-help'),
      ),
      ...(values.words === null ? [] : lines(locale, 'words', 'subscribe.form.words', [values.words], true)),
      labelled(t(locale, 'subscribe.form.language'), {
        type: ComponentType.StringSelect,
        custom_id: 'language',
        options: LANGUAGES.map((value) => ({
          label: t(locale, `shown.${value}`),
          value,
          default: value === values.language,
        })),
      }),
      labelled(
        t(locale, 'subscribe.form.times'),
        {
          type: ComponentType.TextInput,
          custom_id: 'times',
          style: TextInputStyle.Short,
          required: false,
          max_length: MAX_TEXT,
          ...(values.times === '' ? {} : { value: clip(values.times, MAX_TEXT) }),
        },
        help,
      ),
    ],
  }
}

/** `before` is what a field that the form does not show keeps. */
export function readWishForm(context: ModalContext, before: FormValues): FormValues {
  return {
    categories: [...context.chosen('categories'), ...before.categories.slice(MAX_OPTIONS)],
    words: before.words === null ? null : (context.field('words') ?? ''),
    language: LANGUAGES.find((known) => known === context.chosen('language')[0]) ?? before.language,
    times: context.field('times') ?? '',
  }
}

/** The changes of a wish that the values say, times aside. */
export function wishChanges({ categories, words, language }: FormValues): Partial<WishInput> {
  const written = linesOf(words)
  return {
    categories: [...categories],
    language,
    ...(words === null
      ? {}
      : {
          include: written.filter((text) => !isExcluded(text)),
          exclude: written.filter(isExcluded).map((text) => text.slice(1).trim()),
        }),
  }
}

export function moreForm(locale: Locale, customId: string, wish: Wish): APIModalInteractionResponseCallbackData {
  const chosen: Readonly<Record<Flag | 'late', boolean>> = {
    starred: wish.starredOnly,
    featured: wish.featuredOnly,
    silent: wish.silent,
    late: wish.late.notice,
  }
  return {
    custom_id: customId,
    title: t(locale, 'subscribe.more-title'),
    components: [
      ...lines(locale, 'authors', 'subscribe.form.authors', wish.authors),
      ...lines(locale, 'affiliations', 'subscribe.form.affiliations', wish.affiliations),
      labelled(t(locale, 'subscribe.form.most'), {
        type: ComponentType.TextInput,
        custom_id: 'most',
        style: TextInputStyle.Short,
        required: false,
        max_length: 10,
        ...(wish.most === null ? {} : { value: String(wish.most) }),
      }),
      labelled(t(locale, 'subscribe.form.role'), {
        type: ComponentType.RoleSelect,
        custom_id: 'role',
        required: false,
        min_values: 0,
        ...(wish.mentionRole === null
          ? {}
          : { default_values: [{ id: wish.mentionRole, type: SelectMenuDefaultValueType.Role }] }),
      }),
      labelled(t(locale, 'subscribe.form.options'), {
        type: ComponentType.StringSelect,
        custom_id: 'options',
        required: false,
        min_values: 0,
        max_values: 4,
        options: (['starred', 'featured', 'silent', 'late'] as const).map((value) => ({
          label: t(locale, `subscribe.options.${value}`),
          value,
          default: chosen[value],
        })),
      }),
    ],
  }
}

export function readMoreForm(context: ModalContext, before: Wish): FormResult {
  const written = context.field('most')
  const most = written === null ? null : Number(written.normalize('NFKC'))
  const isUsable = wishSchema.shape.most.safeParse(most).success
  const chosen = new Set(context.chosen('options'))
  const role = context.chosen('role')[0] ?? null
  // Discord offers it among the roles: it has the server's id.
  const isEveryone = role !== null && role === context.guildId
  const doubts = [
    ...(isUsable ? [] : [t(context.locale, 'subscribe.bad-most', { found: escapeLine(written ?? '') })]),
    ...(isEveryone ? [t(context.locale, 'subscribe.everyone-role')] : []),
  ]
  return {
    changes: {
      ...(fits(before.authors) ? { authors: linesOf(context.field('authors')) } : {}),
      ...(fits(before.affiliations) ? { affiliations: linesOf(context.field('affiliations')) } : {}),
      ...(isUsable ? { most } : {}),
      ...(isEveryone ? {} : { mentionRole: role }),
      ...Object.fromEntries(Object.entries(FLAGS).map(([flag, key]) => [key, chosen.has(flag)])),
      late: { ...before.late, notice: chosen.has('late') },
    },
    doubt: doubts.length === 0 ? null : doubts.join('\n'),
  }
}

function channelInput(locale: Locale, channelId: string | null): APILabelComponent {
  return labelled(t(locale, 'subscribe.form.channel'), {
    type: ComponentType.ChannelSelect,
    custom_id: 'channel',
    channel_types: POSTABLE,
    ...(channelId === null ? {} : { default_values: [{ id: channelId, type: SelectMenuDefaultValueType.Channel }] }),
  })
}

/** A menu has so many: those of the archive by how many papers have them, then other frequent ones. */
async function categoriesInput(
  { services, language }: ReaderContext,
  chosen: readonly string[],
): Promise<APILabelComponent['component']> {
  const codes = [...new Set([...chosen, ...(await commonCategories(services)), ...KNOWN_CATEGORIES])].slice(0, MAX_OPTIONS)
  const options = codes.map((code): APISelectMenuOption => {
    const name = categoryName(code)[language]
    return { label: clip(name === null ? code : `${code} · ${name}`, 100), value: code, default: chosen.includes(code) }
  })
  return {
    type: ComponentType.StringSelect,
    custom_id: 'categories',
    required: false,
    min_values: 0,
    max_values: options.length,
    options,
  }
}

/**
 * What is too long for a form is not in it and stays as it is: cut short, it would be kept cut
 * short.
 */
const fits = (values: readonly string[]) => values.join('\n').length <= MAX_TEXT

function lines(
  locale: Locale,
  customId: string,
  key: 'subscribe.form.words' | 'subscribe.form.authors' | 'subscribe.form.affiliations',
  values: readonly string[],
  isHelped = false,
): APILabelComponent[] {
  if (!fits(values)) return []
  const input: APILabelComponent['component'] = {
    type: ComponentType.TextInput,
    custom_id: customId,
    style: TextInputStyle.Paragraph,
    required: false,
    max_length: MAX_TEXT,
    ...(values.join('') === '' ? {} : { value: values.join('\n') }),
  }
  return [labelled(t(locale, key), input, isHelped ? t(locale, 'subscribe.form.words-help') : undefined)]
}

function labelled(text: string, component: APILabelComponent['component'], description?: string): APILabelComponent {
  return { type: ComponentType.Label, label: text, ...(description === undefined ? {} : { description }), component }
}

export const linesOf = (text: string | null) =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '-')

const isExcluded = (text: string) => text.startsWith('-')
