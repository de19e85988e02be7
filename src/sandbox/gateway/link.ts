// A socket as the gateway uses it: JSON text frames, or one zlib stream where the client asked for it.
import { constants, createDeflate, type Deflate } from 'node:zlib'
import type { WebSocket } from 'ws'
import type { Link, Sent } from './session.ts'

function sendCompressed(socket: WebSocket, deflate: Deflate): (text: string) => void {
  const chunks: Buffer[] = []
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk))
  return (text) => {
    deflate.write(text)
    deflate.flush(constants.Z_SYNC_FLUSH, () => {
      if (chunks.length > 0 && socket.readyState === socket.OPEN) socket.send(Buffer.concat(chunks.splice(0)))
    })
  }
}

export function createLink(socket: WebSocket, compress: boolean, label: () => string, note: (packet: Sent) => void): Link {
  const send = compress ? sendCompressed(socket, createDeflate()) : (text: string) => socket.send(text)
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
