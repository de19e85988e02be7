// A proxy before a PostgreSQL server, as a folder with a socket of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openProxy as openBareProxy, type TcpProxy } from '../../support/proxy.ts'

export interface PostgresProxy extends Omit<TcpProxy, 'server' | 'lead'> {
  /** The same address by this way. */
  urlOf(url: string): string
  /** Connections are lost, and new ones lead to that server. */
  leadTo(server: string): void
}

/** As the server names its socket. */
const SOCKET = '.s.PGSQL.5432'
const ADDRESS = /^(postgres:\/\/[^@]*@)([^/]+)\//

const socketOf = (server: string) => join(decodeURIComponent(ADDRESS.exec(server)?.[2] ?? ''), SOCKET)

export async function openProxy(server: string): Promise<PostgresProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-proxy-'))
  const { server: _, lead, ...proxy } = await openBareProxy({ path: join(folder, SOCKET) }, { path: socketOf(server) })
  return {
    ...proxy,
    urlOf: (url) => url.replace(ADDRESS, `$1${encodeURIComponent(folder)}/`),
    leadTo: (other) => lead({ path: socketOf(other) }),
    async close() {
      await proxy.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
