// A request's body: JSON, or multipart with payload_json and files[n]. Read whole, with Discord's ceilings.
import { ApiError, refusal } from '../errors.ts'
import { LIMITS } from '../validate/limits.ts'
import type { Upload } from '../world/messages.ts'

export interface Body {
  readonly json: unknown
  readonly uploads: readonly Upload[]
}

const EMPTY: Body = { json: {}, uploads: [] }

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refusal(50109)
  }
}

async function readMultipart(request: Request): Promise<Body> {
  const form = await request.formData().catch(() => {
    throw refusal(50109)
  })
  const uploads: Upload[] = []
  let json: unknown = {}
  const loose: Record<string, unknown> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string') {
      const index = /^files?\[?(\d+)\]?$/.exec(name)?.[1] ?? String(uploads.length)
      uploads.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()), index })
    } else if (name === 'payload_json') json = parseJson(value)
    else loose[name] = value
  }
  const merged = typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...loose, ...json } : json
  return { json: merged, uploads }
}

export async function readBody(request: Request): Promise<Body> {
  if (request.method === 'GET' || request.method === 'HEAD') return EMPTY
  if (Number(request.headers.get('content-length') ?? 0) > LIMITS.requestBytes) throw refusal(40005)
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) return readMultipart(request)
  const text = await request.text()
  if (text === '') return EMPTY
  if (text.length > LIMITS.requestBytes) throw refusal(40005)
  if (!type.startsWith('application/json')) {
    throw new ApiError(400, 50035, 'Invalid Form Body', {
      _errors: [
        {
          code: 'CONTENT_TYPE_INVALID',
          message: `Expected "Content-Type" header to be one of {'application/json', 'multipart/form-data'}.`,
        },
      ],
    })
  }
  return { json: parseJson(text), uploads: [] }
}
