// A socket as the gateway uses it: JSON text frames, or one compressed stream where the client
// asked for it.
import * as zlib from 'node:zlib'
import type { WebSocket } from 'ws'
import type { Link, Sent } from './session.ts'

interface Compressor {
  write(text: string): void
  flush(done: () => void): void
  on(event: 'data', listener: (chunk: Buffer) => void): void
}

/** Node has Zstandard since 22.15 only. */
const { createZstdCompress } = zlib as {
  createZstdCompress?: () => zlib.Deflate & { flush(kind: number, done: () => void): void }
}
const ZSTD_FLUSH = 1

function createCompressor(kind: 'zlib-stream' | 'zstd-stream'): Compressor | undefined {
  if (kind === 'zlib-stream') {
    const deflate = zlib.createDeflate()
    return {
      write: (text) => void deflate.write(text),
      flush: (done) => deflate.flush(zlib.constants.Z_SYNC_FLUSH, done),
      on: (event, listener) => void deflate.on(event, listener),
    }
  }
  const zstd = createZstdCompress?.()
  return (
    zstd && {
      write: (text) => void zstd.write(text),
      flush: (done) => zstd.flush(ZSTD_FLUSH, done),
      on: (event, listener) => void zstd.on(event, listener),
    }
  )
}

function sendCompressed(socket: WebSocket, compressor: Compressor): (text: string) => void {
  const chunks: Buffer[] = []
  compressor.on('data', (chunk) => chunks.push(chunk))
  return (text) => {
    compressor.write(text)
    compressor.flush(() => {
      if (chunks.length > 0 && socket.readyState === socket.OPEN) socket.send(Buffer.concat(chunks.splice(0)))
    })
  }
}

/** Why a client's choice of transport cannot be served; undefined where it can. */
export function transportFault(query: URLSearchParams): string | undefined {
  const encoding = query.get('encoding') ?? 'json'
  if (encoding !== 'json') return `encoding=${encoding} is not supported by the sandbox: use json`
  const compress = query.get('compress')
  if (compress === null || compress === 'zlib-stream') return undefined
  if (compress !== 'zstd-stream') return `compress=${compress} is unknown: use zlib-stream or leave it out`
  return createZstdCompress ? undefined : 'compress=zstd-stream needs Node 22.15 for the sandbox: use zlib-stream'
}

export function createLink(socket: WebSocket, compress: string | null, label: () => string, note: (packet: Sent) => void): Link {
  const compressor = compress === 'zlib-stream' || compress === 'zstd-stream' ? createCompressor(compress) : undefined
  const send = compressor ? sendCompressed(socket, compressor) : (text: string) => socket.send(text)
  return {
    socket,
    label,
    send(packet) {
      if (socket.readyState !== socket.OPEN) return
      send(JSON.stringify(packet))
      note(packet)
    },
  }
}
