// The message of a delivery, drawn from the archive each time it is sent: a correction needs no
// other path.
import { createHash } from 'node:crypto'
import type { ArchivedDigest, ArchivedPaper } from '../../archive/archive.ts'
import type { Figure, PaperId } from '../../digest/digest.ts'
import { isCardLayout, type Layout, nextStep, type Step } from '../../render/ladder.ts'
import { renderBriefs } from '../../render/lists/briefs.ts'
import { renderDayIndex } from '../../render/lists/day-index.ts'
import { withMark } from '../../render/mark.ts'
import { LIMITS, label } from '../../render/message.ts'
import { figureFiles } from '../../render/paper/figures.ts'
import { renderForumPost } from '../../render/paper/forum.ts'
import { renderPapers } from '../../render/paper/papers.ts'
import { renderRemoved } from '../../render/removed.ts'
import { WORDS } from '../../render/wording.ts'
import type { DeliveryId } from '../identity.ts'
import type { IndexEntry } from '../outbox/edition.ts'
import type { MessageBody, Upload } from '../port.ts'
import type { Wish } from '../subscriptions/subscription.ts'
import { dayView } from './index-entries.ts'
import { fingerprintsOfAll, type Named } from './trace.ts'

/**
 * What of a delivery decides how its message looks. `part`: which of several messages of the index.
 */
export interface MessageSpec {
  readonly id: DeliveryId
  readonly role: 'index' | 'papers' | 'briefs'
  readonly part: number
  readonly papers: readonly PaperId[]
  readonly step: Step
}

export interface MessageSource {
  readonly wish: Wish
  readonly digest: ArchivedDigest
  readonly entries: readonly IndexEntry[]
  readonly movedFrom: string | null
  readonly links: ReadonlyMap<DeliveryId, string>
  readonly figures: (id: PaperId) => Promise<readonly Figure[]>
  readonly updated: boolean
}

interface Drawn {
  readonly body: MessageBody
  readonly files: readonly Upload[]
  /** Title and tags where it opens a forum post. */
  readonly name: string
  readonly tags: readonly string[]
  /** Fingerprints of the papers that it shows, for its trace. */
  readonly names: readonly string[]
}

/** A message without the mark of its delivery: many deliveries may share it. */
export interface Drawing extends Drawn {
  /**
   * The same as long as the digest says the same, whatever was sent and however often it was
   * edited.
   */
  readonly hash: string
}

export type Composed = Drawing

/** Null where nothing is left to show: the digest was corrected and no longer has the papers. */
export async function composeMessage(spec: MessageSpec, source: MessageSource): Promise<Composed | null> {
  const drawing = await drawMessage(spec, source)
  return drawing === null ? null : marked(drawing, spec.id, [])
}

export const marked = (drawing: Drawing, id: DeliveryId, trace: readonly string[]): Composed => ({
  ...drawing,
  body: withMark(drawing.body, id, trace),
})

export async function drawMessage(spec: MessageSpec, source: MessageSource): Promise<Drawing | null> {
  const drawn = await draw(spec, source, source.digest.papers.length)
  if (drawn === null) return null
  const plain = isPlain(spec, source) ? drawn : await draw(spec, { ...source, updated: false, links: new Map() }, null)
  return { ...drawn, hash: hashOf(plain?.body, drawn.files) }
}

/**
 * Whether it was drawn without anything that may differ while the digest says the same: links, the
 * note of a correction, the number of papers of the day.
 */
const isPlain = (spec: MessageSpec, { updated, links }: MessageSource) => spec.role === 'index' && !updated && links.size === 0

/** What is left of a sent message of this layout whose papers were all taken out of the digest. */
export function drawRemoved(
  papers: readonly Named[],
  { wish, date, layout }: { readonly wish: Wish; readonly date: string | null; readonly layout: Layout },
): Drawing {
  const { language, silent } = wish
  const titles = papers.map(({ title }) => title)
  const body = renderRemoved(titles, { date, language, silent, isCard: isCardLayout(layout) })
  return { body, files: [], name: '', tags: [], names: fingerprintsOfAll(papers), hash: hashOf(body, []) }
}

const hashOf = (body: MessageBody | undefined, files: readonly Upload[]) =>
  createHash('sha256')
    .update(JSON.stringify([body, files.map((file) => [file.name, file.bytes.byteLength])]))
    .digest('base64url')
    .slice(0, 16)

async function draw(spec: MessageSpec, source: MessageSource, total: number | null): Promise<Drawn | null> {
  switch (spec.role) {
    case 'index':
      return drawIndex(spec, source)
    case 'papers':
      return drawPapers(spec, source, total)
    case 'briefs':
      return drawBriefs(spec, source)
  }
}

function drawIndex(spec: MessageSpec, { wish, digest, entries, movedFrom, links, updated }: MessageSource): Drawn | null {
  const view = dayView(digest, entries, links, spec.id, movedFrom)
  const name = [digest.date, digest.title ?? label(WORDS.dayOfPapers, wish.language)].filter((text) => text !== null).join(' · ')
  const mention = wish.mentionRole === null ? {} : { mentionRole: wish.mentionRole }
  const bodies = renderDayIndex(view, { language: wish.language, updated, silent: wish.silent, ...mention })
  const body = bodies[spec.part]
  if (body === undefined) return null
  const bare = spec.step.layout === 'link' || spec.step.layout === 'compact'
  const names = fingerprintsOfAll(view.entries.map(({ paper }) => paper))
  return { body: bare ? bareIndex(body, name, spec.step) : body, files: [], name: clipName(name), tags: [], names }
}

/**
 * What Discord refuses in an index can only be one of its texts: first the titles go, then all but
 * the name of the day.
 */
function bareIndex(body: MessageBody, name: string, step: Step): MessageBody {
  const { embeds: _embeds, content: _content, ...rest } = body
  return step.layout === 'compact' ? { ...rest, embeds: [{ title: clipName(name) }] } : { ...rest, content: clipName(name) }
}

const clipName = (name: string) => [...name].slice(0, LIMITS.forumName).join('')

async function drawPapers(spec: MessageSpec, source: MessageSource, total: number | null): Promise<Drawn | null> {
  const papers = present(spec, source)
  const [first] = papers
  if (first === undefined) return null
  const { wish, updated } = source
  const figures = spec.step.images && papers.length === 1 && first.figures > 0 ? await source.figures(first.id) : []
  const options = { language: wish.language, ...(total === null ? {} : { total }), updated, silent: wish.silent, figures }
  const body = fitting(spec.step, (step) =>
    renderPapers(papers, { ...options, layout: step.layout }).map((message) => message.body),
  )
  const count = body?.attachments?.length ?? 0
  const post = renderForumPost(first, { ...options, layout: 'link' })
  if (body === null) return null
  const files = figureFiles(figures).slice(0, count)
  return { body, files, name: post.name, tags: post.tags, names: fingerprintsOfAll(papers) }
}

function drawBriefs(spec: MessageSpec, source: MessageSource): Drawn | null {
  const papers = present(spec, source)
  const { wish, digest, updated } = source
  const options = { language: wish.language, date: digest.date, updated, silent: wish.silent }
  const body = fitting(spec.step, (step) =>
    (step.layout === 'link' || step.layout === 'compact'
      ? renderPapers(papers, { ...options, layout: step.layout })
      : renderBriefs(papers, options)
    ).map((message) => message.body),
  )
  const name = [digest.date, label(WORDS.briefs, wish.language)].filter((text) => text !== null).join(' ')
  const tags = papers[0] === undefined ? [] : renderForumPost(papers[0], { ...options, layout: 'link' }).tags
  return body === null ? null : { body, files: [], name: clipName(name), tags, names: fingerprintsOfAll(papers) }
}

/**
 * The first step, from the given one on, at which the papers are one message again: a correction
 * may have made them longer.
 */
function fitting(step: Step, render: (step: Step) => readonly MessageBody[]): MessageBody | null {
  let last: MessageBody | null = null
  for (let current: Step | null = step; current !== null; current = nextStep(current)) {
    const bodies = render(current)
    last = bodies[0] ?? null
    if (bodies.length <= 1) return last
  }
  return last
}

function present(spec: MessageSpec, source: MessageSource): readonly ArchivedPaper[] {
  const papers = new Map(source.digest.papers.map((paper) => [paper.id, paper]))
  return spec.papers.flatMap((id) => papers.get(id) ?? [])
}
