// `paperboy sandbox`: the local Discord alone, until it is stopped. `paperboy start` opens its own
// the same way.
import { join } from 'node:path'
import { type Limits, type Sandbox, startProblem, startSandbox } from 'discord-sandbox'
import { packageRoot } from '../package-root.ts'
import { sandboxWorld } from './sandbox-world.ts'
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

export async function openSandbox(choice: SandboxChoice): Promise<OpenedSandbox> {
  const { port, statePath, limits } = choice
  const options = {
    port,
    limits,
    seed: sandboxWorld,
    pageFolder: join(packageRoot(), 'dist/page'),
    ...(statePath !== undefined && { statePath }),
  }
  try {
    return { kind: 'open', sandbox: await startSandbox(options) }
  } catch (error) {
    const portHint = 'Take another one with --port or PAPERBOY_SANDBOX_PORT; 0 takes any free one.'
    const why = startProblem(error, { port, statePath, portHint })
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
