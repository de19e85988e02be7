// A server that says of itself that it is an old PostgreSQL, and no more: none that old can be
// installed next to a new one.
import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

const INT4 = 23
const TEXT = 25

const int = (value: number, bytes: 2 | 4) => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeIntBE(value, 0, bytes)
  return buffer
}
const frame = (type: string, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(type), int(body.length + 4, 4), body])
}
const column = (name: string, type: number) =>
  Buffer.concat([Buffer.from(`${name}\0`), int(0, 4), int(0, 2), int(type, 4), int(-1, 2), int(-1, 4), int(0, 2)])
const value = (text: string) => Buffer.concat([int(text.length, 4), Buffer.from(text)])

const READY = frame('Z', Buffer.from('I'))
const AUTHENTICATED = Buffer.concat([frame('R', int(0, 4)), READY])

/** The address of one; `version` is the major one. */
export async function startOldServer(version: number): Promise<string> {
  const answer = Buffer.concat([
    frame('T', int(2, 2), column('version', INT4), column('encoding', TEXT)),
    frame('D', int(2, 2), value(String(version)), value('UTF8')),
    frame('C', Buffer.from('SELECT 1\0')),
    READY,
  ])
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    // The first message has no type: it is the startup.
    socket.once('data', () => {
      socket.write(AUTHENTICATED)
      socket.on('data', (chunk) => {
        if (chunk[0] === 'Q'.charCodeAt(0)) socket.write(answer)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on a port')
  return `postgres://ann:secret@127.0.0.1:${address.port}/paperboy`
}
