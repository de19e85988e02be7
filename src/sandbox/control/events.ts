// GET /sandbox/events: the stream of changes as server-sent events, with a short memory for clients
// that come back.
import type { Faults } from '../faults/faults.ts'
import type { Change } from '../feed.ts'
import type { History } from '../history.ts'
import { clockState } from './state.ts'

/** A reader that lags this far is cut off; it reloads when it comes back. */
const MAX_WAITING_BYTES = 16 * 1_024 * 1_024

export interface EventStream {
  /** A response that never ends by itself. */
  open(lastEventId: string | undefined): Response
  close(): void
}

function wordsOf(change: Change, faults: Faults): { event: string; data: unknown } {
  switch (change.kind) {
    case 'dispatch':
      return { event: 'dispatch', data: { t: change.t, d: change.d } }
    case 'commands':
      return { event: 'commands', data: { scope: change.scope, commands: change.commands } }
    case 'interaction':
      return { event: 'interaction', data: change.interaction }
    case 'request':
      return { event: 'request', data: change.entry }
    case 'gateway':
      return { event: 'gateway', data: change.entry }
    case 'faults':
      return { event: 'faults', data: { faults: faults.list() } }
    case 'clock':
      return { event: 'clock', data: clockState(change.clock) }
  }
}

export function createEventStream(history: History, faults: Faults, now: () => number): EventStream {
  const encoder = new TextEncoder()
  const readers = new Set<ReadableStreamDefaultController<Uint8Array>>()

  const linesOf = (event: string, data: unknown, id?: number) =>
    `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
  const write = (controller: ReadableStreamDefaultController<Uint8Array>, event: string, data: unknown, id?: number) =>
    controller.enqueue(encoder.encode(linesOf(event, data, id)))

  /**
   * What happens in one turn of the loop goes out in one piece: a write for each event would cost
   * more than the event.
   */
  let waiting = ''
  function flush(): void {
    if (waiting === '') return
    const chunk = encoder.encode(waiting)
    waiting = ''
    for (const reader of readers) {
      if ((reader.desiredSize ?? 0) < -MAX_WAITING_BYTES) {
        readers.delete(reader)
        reader.close()
      } else reader.enqueue(chunk)
    }
  }

  const stop = history.listen(({ id, change }) => {
    if (readers.size === 0) return
    if (waiting === '') setImmediate(flush)
    const { event, data } = wordsOf(change, faults)
    waiting += linesOf(event, data, id)
  })

  const beat = setInterval(() => {
    for (const reader of readers) reader.enqueue(encoder.encode(': still here\n\n'))
  }, 20_000).unref()

  function replay(controller: ReadableStreamDefaultController<Uint8Array>, since: number) {
    const missed = history.since(since)
    if (!missed) return write(controller, 'reset', {}, history.last())
    for (const { id, change } of missed) {
      const { event, data } = wordsOf(change, faults)
      write(controller, event, data, id)
    }
  }

  return {
    open(lastEventId) {
      let mine: ReadableStreamDefaultController<Uint8Array> | undefined
      const stream = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            mine = controller
            // What waits was before this reader came, and is in its replay.
            flush()
            write(controller, 'hello', { now: now() }, history.last())
            if (lastEventId !== undefined && /^\d+$/.test(lastEventId)) replay(controller, Number(lastEventId))
            readers.add(controller)
          },
          cancel() {
            if (mine) readers.delete(mine)
          },
        },
        new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
      )
      return new Response(stream, {
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      })
    },
    close() {
      stop()
      clearInterval(beat)
      flush()
      for (const reader of readers) reader.close()
      readers.clear()
    },
  }
}
