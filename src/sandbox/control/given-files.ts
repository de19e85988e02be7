// Files that a person gives: with a command, in a modal, on a message. Written out in the JSON, or
// uploaded and meant by their number.
import { z } from 'zod'
import { imageSize, isImage, safeFilename, typeOf } from '../storage/files.ts'
import { LIMITS } from '../validate/limits.ts'
import type { Attachment } from '../world/types.ts'
import type { World } from '../world/world.ts'
import { ControlError } from './names.ts'

export interface GivenFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export const fileShape = z.union([
  z.number().int().min(0),
  z.object({ name: z.string(), text: z.string() }),
  z.object({ name: z.string(), base64: z.string() }),
])

/** `what` names the place in the error, as in: option "file". */
export function givenFile(what: string, value: unknown, uploads: readonly GivenFile[]): GivenFile {
  const parsed = fileShape.safeParse(value)
  if (!parsed.success) {
    const wanted = 'a file is { name, text } or { name, base64 }, or the number of an uploaded file'
    throw new ControlError(400, `${what}: ${wanted}, but found ${JSON.stringify(value)}`)
  }
  const given = parsed.data
  const file = typeof given === 'number' ? uploads[given] : written(given)
  if (!file) throw new ControlError(400, `${what}: files[${given}] did not come with the request`)
  if (file.bytes.length > LIMITS.fileBytes)
    throw new ControlError(400, `${what}: ${file.name} is larger than ${LIMITS.fileBytes} bytes`)
  return file
}

const written = (given: { name: string } & ({ text: string } | { base64: string })): GivenFile => ({
  name: given.name,
  bytes: 'text' in given ? new TextEncoder().encode(given.text) : new Uint8Array(Buffer.from(given.base64, 'base64')),
})

/** Keeps it as Discord keeps the files of an interaction: for the bot to fetch, on no message. */
export function keepFile(world: World, { name, bytes }: GivenFile): Attachment {
  const id = world.nextId()
  const filename = safeFilename(name)
  const content_type = typeOf(filename)
  const url = `${world.base}/cdn/ephemeral-attachments/${world.botId}/${id}/${encodeURIComponent(filename)}`
  world.files.save(id, bytes)
  return {
    id,
    filename,
    size: bytes.length,
    url,
    proxy_url: url,
    content_type,
    ephemeral: true,
    ...(isImage(content_type) && imageSize(bytes)),
  }
}
