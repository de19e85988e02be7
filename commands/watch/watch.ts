// /watch: a reader's own words, with new papers by direct message. No roles, and nothing until the
// reader asks for it.
import { ComponentType } from 'discord.js'
import type { Readers } from '../../src/readers/readers.ts'
import { MAX_WATCHES, type Watcher } from '../../src/readers/watches.ts'
import { type ButtonRow, button, openMenus, row } from '../../src/render/parts/buttons.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { clipColumns, fitLine, LINE } from '../../src/render/parts/fit.ts'
import { clip, countCodePoints } from '../../src/text/graphemes.ts'
import type { Locale } from '../../src/text/locale.ts'
import { escapeLine, oneLine } from '../../src/text/markdown.ts'
import { gone } from '../paper/paper.ts'
import { chatDefinition, textOption } from '../shared/define.ts'
import { latestStep, stepsRow } from '../shared/next-steps.ts'
import { paperLine } from '../shared/papers/papers-list.ts'
import type {
  Answer,
  AnswerBody,
  ChatCommand,
  ChatContext,
  ComponentHandler,
  Handler,
  ReaderContext,
} from '../shared/services.ts'
import { updateHandler } from '../shared/update-handler.ts'
import { t } from '../shared/wording/wording.ts'

/** A menu's value holds as much. */
const MAX_WORDS = 100

const watch: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('watch', [textOption('watch.words', { maxLength: MAX_WORDS })]),
  async run(context) {
    const typed = context.text('words')
    return { kind: 'reply', body: typed === null ? await overview(context) : await add(context, typed) }
  },
}

async function add(context: ChatContext, typed: string): Promise<AnswerBody> {
  const { services, locale, userId } = context
  const query = clip(oneLine(typed), MAX_WORDS)
  const words = fitLine(query, 200)
  const { notes } = await services.archive.search(query, { limit: 1 })
  if (query === '' || notes.some(({ code }) => code === 'no-terms'))
    return await overview(context, t(locale, 'watch.no-words', { words }))
  const outcome = await services.readers.watches.add(userId, query, locale)
  if (outcome === 'full') return await overview(context, t(locale, 'watch.full', { most: MAX_WATCHES }))
  return await overview(context, t(locale, `watch.${outcome}`, { words }))
}

async function overview(context: ReaderContext, note?: string): Promise<AnswerBody> {
  const { services, locale, userId } = context
  // It says so itself.
  await services.readers.watches.consumeDmRefusal(userId)
  const watcher = await services.readers.watches.get(userId)
  if (watcher === null || watcher.queries.length === 0)
    return {
      content: [...(note === undefined ? [] : [note]), t(locale, 'watch.none')].join('\n'),
      components: stepsRow([latestStep(locale)]),
    }
  const lines = watcher.queries.map((query, i) => `**${i + 1}.** ${escapeLine(clipColumns(oneLine(query), LINE.text - 6))}`)
  const waiting = watcher.waiting === 0 ? [] : [`-# ${t(locale, 'watch.waiting', { count: watcher.waiting })}`]
  return {
    ...(note === undefined ? {} : { content: note }),
    embeds: [
      {
        title: t(locale, 'watch.heading'),
        description: [stateText(context, watcher), '', ...lines, ...waiting].join('\n'),
        color: watcher.state === 'active' ? 0x2ecc71 : 0x95a5a6,
      },
    ],
    components: controls(context, watcher),
  }
}

function stateText({ locale }: ReaderContext, { state, since }: Watcher): string {
  return state === 'dm-blocked' ? t(locale, 'watch.dm-blocked', { since: Math.floor(since / 1000) }) : t(locale, `watch.${state}`)
}

const resumeButton = (locale: Locale) => button(t(locale, 'watch.button.resume'), 'watch-resume:1')

function controls({ locale }: ReaderContext, { state, queries }: Watcher): ButtonRow[] {
  const toggle = state === 'active' ? button(t(locale, 'watch.button.stop'), 'watch-pause:1') : resumeButton(locale)
  return [
    row([
      {
        type: ComponentType.StringSelect,
        custom_id: 'watch-remove:1',
        placeholder: t(locale, 'watch.remove'),
        options: queries.map((query) => ({ label: query, value: query })),
      },
    ]),
    row([toggle]),
  ]
}

/** For the next use of anything after Discord refused a message to the reader. */
export async function refusedNotice(readers: Readers, userId: string, locale: Locale): Promise<AnswerBody | null> {
  if (!(await readers.watches.consumeDmRefusal(userId))) return null
  const watcher = await readers.watches.get(userId)
  if (watcher === null) return null
  const content = t(locale, 'watch.dm-blocked', { since: Math.floor(watcher.since / 1000) })
  return {
    content,
    components: [row([resumeButton(locale)])],
  }
}

const remove = updateHandler('watch-remove', async (context) => {
  const [query = ''] = context.values
  await context.services.readers.watches.remove(context.userId, query)
  return await overview(context, t(context.locale, 'watch.removed', { words: fitLine(query, 200) }))
})
const pause = updateHandler('watch-pause', async (context) => {
  await context.services.readers.watches.stop(context.userId)
  return await overview(context)
})
const resume = updateHandler('watch-resume', async (context) => {
  await context.services.readers.watches.resume(context.userId, context.locale)
  return await overview(context)
})

/** Below the message itself: it stays as it is. */
const stop: ComponentHandler = {
  kind: 'component',
  name: 'watch-stop',
  answers: 'reply',
  async run({ services, locale, userId }): Promise<Answer> {
    await services.readers.watches.stop(userId)
    return { kind: 'reply', body: { content: t(locale, 'watch.stopped-now'), components: [row([resumeButton(locale)])] } }
  },
}

const all: ComponentHandler = {
  kind: 'component',
  name: 'watches',
  answers: 'reply',
  run: async (context) => ({ kind: 'reply', body: await overview(context) }),
}

/** `watch-more:1:<message>:<how many it shows>`. */
const more: ComponentHandler = {
  kind: 'component',
  name: 'watch-more',
  answers: 'reply',
  async run(context): Promise<Answer> {
    const [mailId = '', shown = '0'] = context.args
    const ids = await context.services.readers.watches.mailed(context.userId, mailId)
    const from = Number(shown) || 0
    const papers = await context.services.archive.papers(ids.slice(from))
    if (papers.length === 0) return gone(context)
    const bodies: { lines: string[]; papers: (typeof papers)[number][] }[] = []
    for (const [i, paper] of papers.entries()) {
      const line = paperLine(paper, from + i + 1, context.language)
      const last = bodies.at(-1)
      const fits = last !== undefined && last.papers.length < 25 && countCodePoints([...last.lines, line].join('\n')) <= 3900
      if (fits) {
        last.lines.push(line)
        last.papers.push(paper)
      } else bodies.push({ lines: [line], papers: [paper] })
    }
    const [first = {}, ...rest] = bodies.slice(0, 5).map(
      (one): AnswerBody => ({
        embeds: [{ description: one.lines.join('\n'), color: ACCENT }],
        components: openMenus(one.papers, context.language, 1),
      }),
    )
    return { kind: 'reply', body: first, more: rest }
  },
}

export const watchHandlers: readonly Handler[] = [watch, remove, pause, resume, stop, all, more]
