// The mark of a delivery inside its message: a send without an answer is found again by it,
// whatever the text became. Behind it a trace may follow, which says what the message shows: by
// that it is found where the mark is not known any more.
import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10'
import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { customIds, parseCustomId } from './custom-id.ts'
import { LIMITS, type MessageBody } from './message.ts'

const MARK = /^[A-Za-z0-9._-]{1,30}$/
const TRACE = /^[A-Za-z0-9_-]*$/

interface Node {
  readonly custom_id?: string
  readonly components?: readonly Node[]
}

interface Read {
  readonly components?: readonly unknown[] | undefined
}

/**
 * Puts the mark into the first thing that can be pressed; a message without one gets a button that
 * leads to the newest papers. Of the trace's parts as many follow as there is room for.
 */
export function withMark(body: MessageBody, mark: string, trace: readonly string[] = []): MessageBody {
  if (!MARK.test(mark)) throw new RangeError(`a mark has 1 to 30 of A-Z a-z 0-9 . _ -, found "${mark}"`)
  const components = (body.components ?? []) as readonly Node[]
  const put = (customId: string) => markedId(customId, mark, trace)
  const marked = markFirst(components, put) ?? [...components, { type: ComponentType.ActionRow, components: [latest(put)] }]
  return { ...body, components: marked as NonNullable<MessageBody['components']> }
}

function markedId(customId: string, mark: string, trace: readonly string[]): string {
  const id = `${customId.split('~')[0]}~${mark}`
  let room = LIMITS.customId - id.length - 1
  const fits = (part: string) => {
    room -= part.length
    return room >= 0
  }
  const end = trace.findIndex((part) => !fits(part))
  const parts = end < 0 ? trace : trace.slice(0, end)
  return parts.length === 0 ? id : `${id}~${parts.join('')}`
}

const latest = (put: (customId: string) => string): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  emoji: { name: '📰' },
  custom_id: put(customIds.latest()),
})

/** Null where nothing among them can be pressed. */
function markFirst(nodes: readonly Node[], put: (customId: string) => string): readonly Node[] | null {
  for (const [at, node] of nodes.entries()) {
    const marked = markNode(node, put)
    if (marked !== null) return nodes.map((other, i) => (i === at ? marked : other))
  }
  return null
}

function markNode(node: Node, put: (customId: string) => string): Node | null {
  if (node.custom_id !== undefined) return { ...node, custom_id: put(node.custom_id) }
  const components = node.components === undefined ? null : markFirst(node.components, put)
  return components === null ? null : { ...node, components }
}

interface Pressable {
  readonly customId: string
  /** Values of a menu. */
  readonly values: readonly string[]
}

/** All that can be pressed in a message read back from Discord. */
function pressableOf(components: readonly unknown[]): readonly Pressable[] {
  return components.flatMap((component): readonly Pressable[] => {
    if (typeof component !== 'object' || component === null) return []
    const { custom_id: customId, components: inner, options } = component as Record<string, unknown>
    const values = (Array.isArray(options) ? options : []).flatMap((option: { value?: unknown } | null) =>
      typeof option?.value === 'string' ? [option.value] : [],
    )
    return [
      ...(typeof customId === 'string' ? [{ customId, values }] : []),
      ...(Array.isArray(inner) ? pressableOf(inner as unknown[]) : []),
    ]
  })
}

/** The mark of a message read back from Discord. */
export const markOf = (message: Read): string | null => readMark(message)?.mark ?? null

export interface MarkRead {
  readonly mark: string
  /** Empty where none is in it. */
  readonly trace: string
  /** The papers of its menus. */
  readonly listed: readonly string[]
}

export function readMark({ components = [] }: Read): MarkRead | null {
  const pressable = pressableOf(components)
  for (const { customId } of pressable) {
    const [, mark, trace = ''] = customId.split('~')
    if (mark === undefined || !MARK.test(mark)) continue
    const menus = pressable.filter((one) => parseCustomId(one.customId)?.name === 'open')
    return { mark, trace: TRACE.test(trace) ? trace : '', listed: menus.flatMap(({ values }) => values) }
  }
  return null
}
