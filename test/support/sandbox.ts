// The sandbox with the bot's own world, as `paperboy sandbox` opens it.
import { type Sandbox, type SandboxOptions, startSandbox as start } from 'discord-sandbox'
import { sandboxWorld } from '../../src/cli/sandbox-world.ts'

export { SEED } from '../../src/cli/sandbox-world.ts'

export const startSandbox = (options: SandboxOptions = {}): Promise<Sandbox> => start({ seed: sandboxWorld, ...options })
