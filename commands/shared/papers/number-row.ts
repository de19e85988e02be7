// A button for each paper of a short list: its number opens it.

import type { PaperId } from '../../../src/digest/digest.ts'
import { customIds } from '../../../src/render/custom-id.ts'
import { type ButtonRow, button, row } from '../../../src/render/parts/buttons.ts'

export function numberRow(papers: readonly { readonly number: number; readonly paper: { readonly id: PaperId } }[]): ButtonRow {
  return row(papers.map(({ number, paper }) => button(String(number), customIds.read(paper.id))))
}
