// `paperboy sandbox`: the local Discord alone, until it is stopped. `paperboy start` opens its own the same way.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packageRoot } from '../package-root.ts'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { type ConfigFlags, settingsOrComplain } from './settings.ts'
import { untilStopped } from './signals.ts'

export type OpenedSandbox =
  | { readonly kind: 'open'; readonly sandbox: Sandbox }
  | { readonly kind: 'refused'; readonly why: string }

export async function openSandbox(port: number, statePath?: string): Promise<OpenedSandbox> {
  if (statePath !== undefined) mkdirSync(dirname(statePath), { recursive: true })
  const options = { port, pageFolder: join(packageRoot(), 'dist/page'), ...(statePath === undefined ? {} : { statePath }) }
  try {
    return { kind: 'open', sandbox: await startSandbox(options) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    const reason = code === 'EADDRINUSE' ? 'is in use by another program' : 'may not be opened by this user'
    return {
      kind: 'refused',
      why: `Port ${port} on 127.0.0.1 ${reason}. Take another one with --port or PAPERBOY_SANDBOX_PORT; 0 takes any free one.`,
    }
  }
}

export async function sandbox(options: ConfigFlags & { readonly port?: string; readonly state?: string }): Promise<number> {
  const config = settingsOrComplain(options, { 'sandbox.port': options.port })
  if (config === null) return 2
  const stopping = untilStopped()
  const opened = await openSandbox(config.sandbox.port, options.state)
  if (opened.kind === 'refused') {
    process.stderr.write(`${opened.why}\n`)
    return 2
  }
  const { url, apiUrl, token } = opened.sandbox
  process.stdout.write(`The sandbox is open: ${url}\nA bot logs in with DISCORD_API=${apiUrl} DISCORD_TOKEN=${token}\n`)
  await stopping.reason
  await opened.sandbox.stop()
  return 0
}
