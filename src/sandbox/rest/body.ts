// A request's body: JSON, or multipart with payload_json and files[n]. Read whole, with Discord's ceilings.
import { ApiError, refusal } from '../errors.ts'
import { LIMITS } from '../validate/limits.ts'
import type { Upload } from '../world/media.ts'

export interface Body {
  readonly json: unknown
  /** Of the JSON, in bytes. */
  readonly size: number
  readonly uploads: readonly Upload[]
}

const EMPTY: Body = { json: {}, size: 0, uploads: [] }
/** Far more than any body of Discord's has, far less than what a recursive function bears. */
const MAX_DEPTH = 100

function isTooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (inString) {
      if (char === 0x5c) at += 1
      else if (char === 0x22) inString = false
    } else if (char === 0x22) inString = true
    else if (char === 0x5b || char === 0x7b) {
      depth += 1
      if (depth > MAX_DEPTH) return true
    } else if (char === 0x5d || char === 0x7d) depth -= 1
  }
  return false
}

export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw refusal(50109)
  try {
    return JSON.parse(text)
  } catch {
    throw refusal(50109)
  }
}

/** The bytes, as long as they stay within the ceiling: a body without a length is counted as it comes. */
async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const told = request.headers.get('content-length')
  if (Number(told ?? 0) > LIMITS.requestBytes) throw refusal(40005)
  if (told !== null) return new Uint8Array(await request.arrayBuffer())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > LIMITS.requestBytes) throw refusal(40005)
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

async function readMultipart(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Body> {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => {
    throw refusal(50109)
  })
  const uploads: Upload[] = []
  let json: unknown = {}
  let size = 0
  const loose: Record<string, unknown> = {}
  for (const [name, value] of form) {
    if (typeof value === 'string') size += value.length
    if (typeof value !== 'string') {
      const index = /^files?\[?(\d+)\]?$/.exec(name)?.[1] ?? String(uploads.length)
      uploads.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()), index })
    } else if (name === 'payload_json') json = parseJson(value)
    else loose[name] = value
  }
  const merged = typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...loose, ...json } : json
  return { json: merged, size, uploads }
}

export async function readBody(request: Request): Promise<Body> {
  if (request.method === 'GET' || request.method === 'HEAD') return EMPTY
  const bytes = await readBytes(request)
  if (bytes.length === 0) return EMPTY
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) return readMultipart(bytes, type)
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
  return { json: parseJson(new TextDecoder().decode(bytes)), size: bytes.length, uploads: [] }
}
