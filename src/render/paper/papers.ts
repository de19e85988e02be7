// Several papers in as few messages as the limits allow: one each in full and as a card, packed where
// the layout is short.
import type { APIEmbed } from 'discord-api-types/v10'
import type { PaperId } from '../../digest/digest.ts'
import { countCodePoints } from '../../text/graphemes.ts'
import { isCardLayout } from '../ladder.ts'
import { embedLength, type Layout, LIMITS, type MessageBody, message, type PaperView, withUniqueUrls } from '../message.ts'
import { openMenus } from '../parts/buttons.ts'
import { type PaperOptions, renderPaper } from './paper.ts'

export interface PapersMessage {
  readonly body: MessageBody
  readonly papers: readonly PaperId[]
}

export function renderPapers(papers: readonly PaperView[], options: PaperOptions): PapersMessage[] {
  if (isAlone(options.layout) || papers.length < 2)
    return papers.map((paper) => ({ body: renderPaper(paper, options), papers: [paper.id] }))
  return packBodies(papers, options).map((group) => groupMessage(group, options))
}

/** Whether each paper of the layout has a message of its own. */
const isAlone = (layout: Layout) => layout === 'full' || isCardLayout(layout)

interface Piece {
  readonly paper: PaperView
  readonly embeds: readonly APIEmbed[]
  readonly content: string
}

function packBodies(papers: readonly PaperView[], options: PaperOptions): Piece[][] {
  const { figures: _figures, ...textOnly } = options
  const groups: Piece[][] = []
  let room = { embeds: 0, text: 0, content: 0 }
  for (const paper of papers) {
    const body = renderPaper(paper, { ...textOnly, buttons: false })
    const piece = { paper, embeds: body.embeds ?? [], content: body.content ?? '' }
    const text = piece.embeds.reduce((sum, embed) => sum + embedLength(embed), 0)
    const content = countCodePoints(piece.content) + 1
    if (piece.embeds.length > room.embeds || text > room.text || content > room.content) {
      groups.push([])
      // One more than the limit: the first line has no line end before it.
      room = { embeds: LIMITS.embeds, text: LIMITS.embedText, content: LIMITS.content + 1 }
    }
    groups.at(-1)?.push(piece)
    room = { embeds: room.embeds - piece.embeds.length, text: room.text - text, content: room.content - content }
  }
  return groups
}

function groupMessage(group: readonly Piece[], options: PaperOptions): PapersMessage {
  const [only] = group
  const papers = group.map(({ paper }) => paper.id)
  if (group.length === 1 && only !== undefined) {
    const { figures: _figures, ...textOnly } = options
    return { body: renderPaper(only.paper, textOnly), papers }
  }
  const rows =
    options.buttons === false
      ? []
      : openMenus(
          group.map(({ paper }) => paper),
          options.language,
        )
  const content = group
    .map((piece) => piece.content)
    .filter((line) => line !== '')
    .join('\n')
  const embeds = withUniqueUrls(group.flatMap((piece) => piece.embeds))
  const parts = { ...(content === '' ? {} : { content }), ...(embeds.length === 0 ? {} : { embeds }) }
  return { body: message({ ...parts, ...(rows.length === 0 ? {} : { components: rows }) }, options), papers }
}
