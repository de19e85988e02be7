// A paper in each layout, for whoever has to choose one.
import { LAYOUTS } from '../ladder.ts'
import type { MessageBody, PaperView } from '../message.ts'
import { type FigureFile, figureFiles } from './figures.ts'
import { type PaperOptions, renderPaper } from './paper.ts'

export interface LayoutPreview {
  readonly layout: (typeof LAYOUTS)[number]
  readonly body: MessageBody
  /** In the order of the body's `attachments`. */
  readonly files: readonly FigureFile[]
}

/** As it would be posted, in the order in which the layouts are offered. */
export function renderLayouts(paper: PaperView, options: Omit<PaperOptions, 'layout'>): LayoutPreview[] {
  return LAYOUTS.map((layout) => {
    const body = renderPaper(paper, { ...options, layout })
    return { layout, body, files: figureFiles(options.figures ?? []).slice(0, body.attachments?.length ?? 0) }
  })
}
