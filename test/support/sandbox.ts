// The sandbox with the bot's own world, as `paperboy sandbox` opens it. Where Discord's own
// description is at hand, all that a sandbox takes, answers and sends in a test is held against it, and
// the test that finds a difference fails when the sandbox stops.
import { type Sandbox, type SandboxOptions, startSandbox as start } from 'discord-sandbox'
import { sandboxWorld } from '../../src/cli/sandbox-world.ts'
import { createConformance, type Watched, watch } from '../sandbox/conformance/validate.ts'

export { SEED } from '../../src/cli/sandbox-world.ts'

const MAX_SHOWN = 20

export async function startSandbox(options: SandboxOptions = {}, watched: Watched = { requests: true }): Promise<Sandbox> {
  const sandbox = await start({ seed: sandboxWorld, ...options })
  const conformance = process.env.VITEST === undefined ? undefined : await createConformance(watched)
  if (!conformance) return sandbox
  sandbox.feed.listen((change) => watch(conformance, change))
  const stop = async () => {
    await sandbox.stop()
    const lines = conformance.violations.map(({ where, problems }) => `${where}\n  ${problems.join('\n  ')}`)
    if (lines.length > 0) throw new Error(`not as Discord describes it:\n${[...new Set(lines)].slice(0, MAX_SHOWN).join('\n')}`)
  }
  return { ...sandbox, stop, [Symbol.asyncDispose]: stop }
}
