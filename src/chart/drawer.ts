// Has pictures drawn in threads of their own, one at a time. Each thread gives its memory back when
// it is done.
import { Worker } from 'node:worker_threads'
import type { BarChart } from './bars.ts'

export type DrawBars = (chart: BarChart) => Promise<Uint8Array>

/**
 * `module`: the built `chart-worker.ts`; without it this thread draws. Fonts and their decoder are
 * loaded where they are drawn with, for they take ten megabytes.
 */
export function createDrawer(module: URL | undefined): DrawBars {
  if (module === undefined) return async (chart) => await (await import('./bars.ts')).drawBars(chart)
  let last: Promise<unknown> = Promise.resolve()
  return (chart) => {
    const picture = last.then(() => draw(module, chart))
    last = picture.catch(() => undefined)
    return picture
  }
}

const draw = (module: URL, chart: BarChart) =>
  new Promise<Uint8Array>((resolve, reject) => {
    const worker = new Worker(module, { workerData: chart })
    worker.on('message', resolve)
    worker.on('error', reject)
    // After an answer this says nothing any more.
    worker.on('exit', () => reject(new Error('The thread that draws ended without a picture')))
  })
