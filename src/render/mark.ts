// The mark of a delivery inside its message: a send without an answer is found again by it,
// whatever the text became.
import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord-api-types/v10'
import { customIds } from './custom-id.ts'
import type { MessageBody } from './message.ts'

type MessageRow = APIActionRowComponent<APIComponentInMessageActionRow>

const MARK = /^[A-Za-z0-9._-]{1,30}$/

/**
 * Puts the mark into the first thing that can be pressed; a message without one gets a small
 * button.
 */
export function withMark(body: MessageBody, mark: string): MessageBody {
  if (!MARK.test(mark)) throw new RangeError(`a mark has 1 to 30 of A-Z a-z 0-9 . _ -, found "${mark}"`)
  const rows = (body.components ?? []) as MessageRow[]
  const at = rows.findIndex((row) => row.components.some((component) => 'custom_id' in component))
  if (at === -1) {
    const button: MessageRow = {
      type: 1,
      components: [{ type: 2, style: 2, label: 'Paperboy', custom_id: `${customIds.about()}~${mark}` }],
    }
    return { ...body, components: [...rows, button] }
  }
  return { ...body, components: rows.map((row, i) => (i === at ? markRow(row, mark) : row)) }
}

function markRow(row: MessageRow, mark: string): MessageRow {
  const first = row.components.findIndex((component) => 'custom_id' in component)
  const components = row.components.map((component, i) =>
    i === first && 'custom_id' in component
      ? { ...component, custom_id: `${component.custom_id.split('~')[0]}~${mark}` }
      : component,
  )
  return { ...row, components }
}

/** The mark of a message read back from Discord. */
export function markOf(message: { readonly components?: readonly unknown[] | undefined }): string | null {
  for (const row of message.components ?? []) {
    const inner =
      typeof row === 'object' && row !== null && 'components' in row && Array.isArray(row.components) ? row.components : []
    for (const component of inner as unknown[]) {
      const customId =
        typeof component === 'object' && component !== null && 'custom_id' in component ? component.custom_id : null
      const mark = typeof customId === 'string' ? customId.split('~')[1] : undefined
      if (mark !== undefined && MARK.test(mark)) return mark
    }
  }
  return null
}
