// A request of the bot as a line for the shell, to be sent once more by hand.
import type { RequestEntry } from '../../feed.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

export function curlOf(entry: RequestEntry, origin: string, token: string): string {
  const { method, path, query, body, files } = entry
  const parts = [`curl -X ${method} ${quoted(`${origin}${path}${query && `?${query}`}`)}`]
  // The token of an interaction is in the path and needs no other.
  if (!/^\/api(?:\/v\d+)?\/(?:interactions|webhooks\/\d+\/)/.test(path)) parts.push(`-H ${quoted(`Authorization: Bot ${token}`)}`)
  const hasBody = method !== 'GET' && body !== null && (typeof body !== 'object' || Object.keys(body).length > 0)
  const json = JSON.stringify(body)
  if (files.length > 0) {
    if (hasBody) parts.push(`-F ${quoted(`payload_json=${json};type=application/json`)}`)
    for (const [index, { name }] of files.entries()) parts.push(`-F ${quoted(`files[${index}]=@${name}`)}`)
  } else if (hasBody) parts.push(`-H 'Content-Type: application/json'`, `-d ${quoted(json)}`)
  return parts.join(' \\\n  ')
}
