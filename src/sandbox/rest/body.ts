// A request's body: JSON, a form, or multipart with payload_json and files[n]. Read whole, with
// Discord's ceilings.
import { ApiError, refusal } from '../errors.ts'
import { parseJson } from '../validate/json.ts'
import { LIMITS } from '../validate/limits.ts'
import type { Upload } from '../world/message/media.ts'

export interface Body {
  readonly json: unknown
  /** Of the JSON, in bytes. */
  readonly size: number
  readonly uploads: readonly Upload[]
}

const EMPTY: Body = { json: {}, size: 0, uploads: [] }
/**
 * The bytes, as long as they stay within the ceiling: a body without a length is counted as it
 * comes.
 */
async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > LIMITS.requestBytes) throw refusal(40005)
  if (announced !== null) return new Uint8Array(await request.arrayBuffer())
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

/** The fields of a form: `payload_json` is the body, the others are laid under it. */
function bodyOfFields(fields: ReadonlyMap<string, string>): unknown {
  const { payload_json, ...loose } = Object.fromEntries(fields)
  const json = payload_json === undefined ? {} : parseJson(payload_json)
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...loose, ...json } : json
}

async function readMultipart(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Body> {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => {
    throw refusal(50109)
  })
  const uploads: Upload[] = []
  const fields = new Map<string, string>()
  let size = 0
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      size += value.length
      fields.set(name, value)
    } else {
      const index = /^files?\[?(\d+)\]?$/.exec(name)?.[1] ?? String(uploads.length)
      uploads.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()), index })
    }
  }
  return { json: bodyOfFields(fields), size, uploads }
}

export async function readBody(request: Request): Promise<Body> {
  if (request.method === 'GET' || request.method === 'HEAD') return EMPTY
  const bytes = await readBytes(request)
  if (bytes.length === 0) return EMPTY
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) return readMultipart(bytes, type)
  const text = new TextDecoder().decode(bytes)
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { json: bodyOfFields(new Map(new URLSearchParams(text))), size: bytes.length, uploads: [] }
  }
  if (!type.startsWith('application/json')) {
    throw new ApiError(400, 50035, 'Invalid Form Body', {
      _errors: [
        {
          code: 'CONTENT_TYPE_INVALID',
          message: `Expected "Content-Type" header to be one of {'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'}.`,
        },
      ],
    })
  }
  return { json: parseJson(text), size: bytes.length, uploads: [] }
}
