// The mark of a delivery inside its message: a send without an answer is found again by it,
// whatever the text became.
import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10'
import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { customIds } from './custom-id.ts'
import type { MessageBody } from './message.ts'

const MARK = /^[A-Za-z0-9._-]{1,30}$/

interface Node {
  readonly custom_id?: string
  readonly components?: readonly Node[]
}

/**
 * Puts the mark into the first thing that can be pressed; a message without one gets a button that
 * leads to the newest papers.
 */
export function withMark(body: MessageBody, mark: string): MessageBody {
  if (!MARK.test(mark)) throw new RangeError(`a mark has 1 to 30 of A-Z a-z 0-9 . _ -, found "${mark}"`)
  const components = (body.components ?? []) as readonly Node[]
  const marked = markFirst(components, mark) ?? [...components, { type: ComponentType.ActionRow, components: [latest(mark)] }]
  return { ...body, components: marked as NonNullable<MessageBody['components']> }
}

const latest = (mark: string): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  emoji: { name: '📰' },
  custom_id: `${customIds.latest()}~${mark}`,
})

/** Null where nothing among them can be pressed. */
function markFirst(nodes: readonly Node[], mark: string): readonly Node[] | null {
  for (const [at, node] of nodes.entries()) {
    const marked = markNode(node, mark)
    if (marked !== null) return nodes.map((other, i) => (i === at ? marked : other))
  }
  return null
}

function markNode(node: Node, mark: string): Node | null {
  if (node.custom_id !== undefined) return { ...node, custom_id: `${node.custom_id.split('~')[0]}~${mark}` }
  const components = node.components === undefined ? null : markFirst(node.components, mark)
  return components === null ? null : { ...node, components }
}

/** The mark of a message read back from Discord. */
export function markOf({ components = [] }: { readonly components?: readonly unknown[] | undefined }): string | null {
  for (const component of components) {
    if (typeof component !== 'object' || component === null) continue
    const { custom_id: customId, components: inner } = component as { custom_id?: unknown; components?: unknown }
    const mark = typeof customId === 'string' ? customId.split('~')[1] : undefined
    if (mark !== undefined && MARK.test(mark)) return mark
    const found = Array.isArray(inner) ? markOf({ components: inner as unknown[] }) : null
    if (found !== null) return found
  }
  return null
}
