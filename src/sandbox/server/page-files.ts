// Serves the built page and uploaded files, with headers under which nothing foreign runs.
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Files } from '../storage/files.ts'
import { imageType, isImage, typeOf } from '../storage/files.ts'
import { PLAIN_PAGE, PLAIN_SCRIPT } from './plain-page.ts'

export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  // Embedded by this machine's own tools: an editor's browser, a dashboard, the page itself as on a
  // phone.
  "frame-ancestors 'self' http://127.0.0.1:* http://localhost:* https://localhost:* vscode-webview:",
].join('; ')

export const SAFE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const

const PAGE_TYPES = new Map(
  Object.entries({
    html: 'text/html; charset=utf-8',
    js: 'text/javascript; charset=utf-8',
    css: 'text/css; charset=utf-8',
    svg: 'image/svg+xml',
    map: 'application/json',
    json: 'application/json',
    png: 'image/png',
    woff2: 'font/woff2',
  }),
)

function answer(bytes: Uint8Array | string, type: string): Response {
  return new Response(bytes as BodyInit, { headers: { ...SAFE_HEADERS, 'content-type': type, 'cache-control': 'no-cache' } })
}

/** The page that was built with this package, or with the program it is bundled into. */
export function builtPage(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder)
  return join(folder, 'dist/page')
}

/** Files of the page's folder by their bare name, so no path can lead out of it. */
export function pageResponse(folder: string | undefined, path: string): Response | undefined {
  const name = path === '/' ? 'index.html' : path.slice(1)
  const type = PAGE_TYPES.get(name.slice(name.lastIndexOf('.') + 1))
  if (type === undefined || name !== basename(name) || name.includes('\\')) return undefined
  const file = folder === undefined ? undefined : join(folder, name)
  if (file !== undefined && existsSync(file)) return answer(readFileSync(file), type)
  if (folder !== undefined && existsSync(join(folder, 'index.html'))) return undefined
  if (name === 'index.html') return answer(PLAIN_PAGE, 'text/html; charset=utf-8')
  return name === 'plain.js' ? answer(PLAIN_SCRIPT, 'text/javascript; charset=utf-8') : undefined
}

/** The bytes of an emoji or a sticker, `<id>.<extension>`, with the type that they have. */
export function expressionResponse(files: Files, file: string): Response | undefined {
  const [, id, extension] = /^(\d{17,20})\.(png|gif|webp|jpe?g|json)$/.exec(file) ?? []
  const bytes = id === undefined ? undefined : files.read(id)
  if (!bytes) return undefined
  const type = imageType(bytes) ?? (extension === 'json' ? 'application/json' : 'application/octet-stream')
  return new Response(bytes as BodyInit, {
    headers: {
      ...SAFE_HEADERS,
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': type,
      'cache-control': 'no-cache',
    },
  })
}

const SHOWN_INLINE = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** An uploaded file: pictures are shown, everything else is a download of a harmless type. */
export function fileResponse(files: Files, id: string, filename: string): Response | undefined {
  const bytes = files.read(id)
  if (!bytes) return undefined
  const type = typeOf(filename)
  const inline = SHOWN_INLINE.has(type)
  const disposition = `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(basename(filename))}`
  return new Response(bytes as BodyInit, {
    headers: {
      ...SAFE_HEADERS,
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type':
        isImage(type) && inline ? type : type.startsWith('text/') ? 'text/plain; charset=utf-8' : 'application/octet-stream',
      'content-disposition': disposition,
      'cache-control': 'no-cache',
    },
  })
}
