// The /sandbox/* routes over the control's functions.
import { type Context, Hono } from 'hono'
import { ZodError, z } from 'zod'
import { MAX_WAIT_MS } from '../clock.ts'
import { ApiError } from '../errors.ts'
import { type FaultInput, faultShape } from '../faults/faults.ts'
import { readBody } from '../rest/body.ts'
import { messageLikeShape } from '../testing/match.ts'
import type { Recorder } from '../testing/recording.ts'
import { ReplayError, type ReplayOptions } from '../testing/replay.ts'
import { isRefusal, type Watch } from '../testing/watch.ts'
import type { WorldAction } from './actions.ts'
import { type Control, type ControlParts, clockShape, commandShape } from './control.ts'
import type { EventStream } from './events.ts'
import { type InteractionInput, interactionShape } from './interactions/invoke.ts'
import { ControlError } from './names.ts'
import { clockState } from './state.ts'

/** Every problem of a body in one line: where, and what. */
const wording = (error: ZodError): string =>
  error.issues
    .map((issue) => `${issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : ''}${issue.message}`)
    .join('; ')

export function errorAnswer(error: unknown): Response {
  if (error instanceof ControlError) return Response.json({ error: error.message }, { status: error.status })
  if (error instanceof ZodError) return Response.json({ error: wording(error) }, { status: 400 })
  if (error instanceof ApiError) return Response.json({ error: error.message, discord: error.body() }, { status: error.status })
  if (error instanceof ReplayError)
    return Response.json({ error: error.message, differences: error.differences }, { status: 409 })
  throw error
}

const sinceShape = z.coerce.number().int().min(0).optional()
const waitShape = z.object({
  message: messageLikeShape,
  since: sinceShape,
  timeout_ms: z.number().int().min(0).max(MAX_WAIT_MS).optional(),
})
const replayShape = z.object({ recording: z.unknown(), timeout_ms: z.number().int().min(0).max(MAX_WAIT_MS).optional() })

export interface ControlDesk {
  readonly control: Control
  readonly events: EventStream
  readonly watch: Watch
  readonly recorder: Omit<Recorder, 'control'>
  readonly replay: (recording: unknown, options?: ReplayOptions) => Promise<void>
}

export function createControlRoutes(parts: ControlParts, { control, events, watch, recorder, replay }: ControlDesk): Hono {
  const routes = new Hono()
  routes.onError((error) => errorAnswer(error))
  const body = async (context: Context) => readBody(context.req.raw)
  const number = (text: string | undefined) => (text === undefined || text === '' ? undefined : Number(text))

  routes.get('/state', (context) => context.json(control.state({ messages: context.req.query('messages') !== '0' })))
  routes.get('/channels/:id/messages', (context) => {
    const { before, after, around, limit } = context.req.query()
    return context.json(control.messages(context.req.param('id'), { before, after, around, limit: number(limit) ?? 50 }))
  })
  routes.get('/channels/:id/messages/:message', (context) =>
    context.json(control.message(context.req.param('id'), context.req.param('message'))),
  )
  routes.get('/search', (context) => {
    const given = Object.entries(context.req.queries()).map(([name, values]) => [name, values.length > 1 ? values : values[0]])
    return context.json(control.search(Object.fromEntries(given)))
  })
  routes.get('/events', (context) => events.open(context.req.header('last-event-id') ?? context.req.query('lastEventId')))
  routes.get('/requests', (context) => {
    const since = sinceShape.parse(context.req.query('since'))
    if (since !== undefined) return context.json(watch.requestsSince(since))
    const after = number(context.req.query('after'))
    const limit = number(context.req.query('limit'))
    return context.json(parts.log.list({ ...(after !== undefined && { after }), ...(limit !== undefined && { limit }) }))
  })
  routes.get('/mark', (context) => context.json({ mark: watch.mark() }))
  routes.get('/refusals', (context) =>
    context.json(watch.requestsSince(sinceShape.parse(context.req.query('since'))).filter(isRefusal)),
  )
  routes.post('/wait', async (context) => {
    const { message, since, timeout_ms } = waitShape.parse((await body(context)).json)
    return context.json(await watch.waitForMessage(message, { since, timeoutMs: timeout_ms }))
  })
  routes.get('/recording', (context) => {
    const recorded = recorder.recorded()
    if (!recorded) throw new ControlError(404, 'nothing is being recorded; POST /sandbox/recording begins')
    return context.json(recorded)
  })
  routes.post('/recording', (context) => {
    recorder.start()
    return context.json({ recording: true })
  })
  routes.delete('/recording', (context) => context.json(recorder.stop() ?? null))
  routes.post('/replay', async (context) => {
    const { recording, timeout_ms } = replayShape.parse((await body(context)).json)
    await replay(recording, timeout_ms === undefined ? {} : { timeoutMs: timeout_ms })
    return context.json({ same: true })
  })
  routes.get('/permissions', (context) =>
    context.json(control.permissions(context.req.query('channel') ?? '', context.req.query('user') ?? 'bot')),
  )
  routes.post('/commands', async (context) => {
    const { json, uploads } = await body(context)
    return context.json(await control.command(commandShape.parse(json), uploads))
  })
  routes.post('/interactions', async (context) => {
    const { json, uploads } = await body(context)
    return context.json(await control.interact(interactionShape.parse(json) as InteractionInput, uploads))
  })
  routes.get('/faults', (context) => context.json(parts.faults.list()))
  routes.post('/faults', async (context) =>
    context.json(control.fault(faultShape.parse((await body(context)).json) as FaultInput)),
  )
  routes.delete('/faults', (context) => {
    parts.faults.clear()
    return context.json([])
  })
  routes.delete('/faults/:id', (context) => {
    if (!parts.faults.remove(Number(context.req.param('id'))))
      throw new ControlError(404, `there is no fault ${context.req.param('id')}`)
    return context.json(parts.faults.list())
  })
  routes.get('/clock', (context) => context.json(clockState(parts.clock)))
  routes.post('/clock', async (context) => context.json(control.moveClock(clockShape.parse((await body(context)).json))))
  routes.post('/world', async (context) => {
    const { json, uploads } = await body(context)
    const act = (action: unknown) => control.act(action as WorldAction, uploads)
    const result = Array.isArray(json) ? json.map(act) : act(json)
    return context.json({ result })
  })
  routes.all('*', (context) => {
    throw new ControlError(
      404,
      `there is no ${context.req.method} ${context.req.path}; the README of discord-sandbox leads to the list of routes`,
    )
  })
  return routes
}
