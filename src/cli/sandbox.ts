// `paperboy sandbox`: the local Discord alone, until it is stopped. `paperboy start` opens its own
// the same way.
import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'
import { type Limits, type Sandbox, StateFileError, startSandbox } from '../sandbox/sandbox.ts'
import { type ConfigFlags, settingsOrComplain } from './settings.ts'
import { untilStopped } from './signals.ts'

export type OpenedSandbox =
  | { readonly kind: 'open'; readonly sandbox: Sandbox }
  | { readonly kind: 'refused'; readonly why: string }

export interface SandboxChoice {
  readonly port: number
  readonly statePath?: string | undefined
  readonly limits: Limits
}

/**
 * Why it could not be opened, in words for who typed the command; undefined where that is a bug.
 */
function whyNot({ port, statePath }: SandboxChoice, error: unknown): string | undefined {
  if (error instanceof StateFileError) return error.message
  const { code, syscall, message } = error as NodeJS.ErrnoException
  if (syscall === 'listen' && (code === 'EADDRINUSE' || code === 'EACCES')) {
    const reason = code === 'EADDRINUSE' ? 'is in use by another program' : 'may not be opened by this user'
    return `Port ${port} on 127.0.0.1 ${reason}. Take another one with --port or PAPERBOY_SANDBOX_PORT; 0 takes any free one.`
  }
  if (code === undefined || statePath === undefined) return undefined
  return `The sandbox's state cannot be kept in ${statePath}: ${message}. Choose another file, or make this one writable.`
}

export async function openSandbox(choice: SandboxChoice): Promise<OpenedSandbox> {
  const { port, statePath, limits } = choice
  const options = { port, limits, pageFolder: join(packageRoot(), 'dist/page'), ...(statePath !== undefined && { statePath }) }
  try {
    return { kind: 'open', sandbox: await startSandbox(options) }
  } catch (error) {
    const why = whyNot(choice, error)
    if (why === undefined) throw error
    return { kind: 'refused', why }
  }
}

export interface SandboxFlags extends ConfigFlags {
  readonly port?: string
  readonly state?: string
  readonly limits?: SandboxChoice['limits']
}

export async function sandbox(options: SandboxFlags): Promise<number> {
  const config = settingsOrComplain(options, { 'sandbox.port': options.port })
  if (config === null) return 2
  const { port } = config.sandbox
  const opened = await openSandbox({ port, statePath: options.state, limits: options.limits ?? 'discord' })
  if (opened.kind === 'refused') {
    process.stderr.write(`${opened.why}\n`)
    return 2
  }
  const { url, apiUrl, token } = opened.sandbox
  process.stdout.write(`The sandbox is open: ${url}\nA bot logs in with DISCORD_API=${apiUrl} DISCORD_TOKEN=${token}\n`)
  await untilStopped().reason
  await opened.sandbox.stop()
  return 0
}
