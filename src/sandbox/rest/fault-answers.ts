// What a scripted fault says instead of the route, in the shapes in which Discord and the proxies
// before it say it.
import { type ApiError, type ErrorCode, refusal } from '../errors.ts'
import type { RequestFault } from '../faults/faults.ts'

interface FaultAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Record<string, string>
}

const page = (title: string) => `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`

const NAMES: Record<number, string> = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** 20028 and its like: a limit with its own code. */
const limited = (error: ApiError, retryAfter: number): FaultAnswer => ({
  status: 429,
  body: { message: error.message, retry_after: retryAfter, global: false, code: error.code },
  headers: { 'retry-after': String(retryAfter), 'x-ratelimit-scope': 'shared' },
})

/** Undefined for faults that let the route act. */
export function faultAnswer(fault: RequestFault): FaultAnswer | undefined {
  switch (fault.kind) {
    case 'rate-limit': {
      const isGlobal = fault.scope === 'global'
      const message = fault.scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.'
      return {
        status: 429,
        body: { message, retry_after: fault.retry_after, global: isGlobal },
        headers: {
          'retry-after': String(fault.retry_after),
          'x-ratelimit-scope': fault.scope,
          ...(isGlobal && { 'x-ratelimit-global': 'true' }),
        },
      }
    }
    case 'rate-limit-bare':
      return {
        status: 429,
        body: fault.html
          ? page('error code: 1015')
          : {
              code: 0,
              message: 'You are being blocked from accessing our API temporarily due to exceeding our rate limits frequently.',
            },
      }
    case 'server-error': {
      const name = `${fault.status}: ${NAMES[fault.status]}`
      return { status: fault.status, body: fault.html ? page(name) : { message: name, code: 0 } }
    }
    case 'forbidden-page':
      return { status: 403, body: page('403 Forbidden') }
    case 'refuse': {
      const error = refusal(fault.code as ErrorCode)
      return error.status === 429 ? limited(error, 1) : { status: error.status, body: error.body() }
    }
    case 'lost-answer':
    case 'cut':
    case 'slow':
      return undefined
  }
}
