// A server for bots of any library: everything is allowed to them, and one of each kind of channel
// and some people are there.
import type { Sandbox, SandboxOptions } from 'discord-sandbox'
import { startSandbox } from '../../support/sandbox.ts'
import type { Watched } from '../conformance/validate.ts'

/** A PNG of one pixel, as a data URI and as bytes. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
export const pixelUri = `data:image/png;base64,${PIXEL}`

const seed: NonNullable<SandboxOptions['seed']> = {
  applications: [{ name: 'Tester', token: 'sandbox', intents: 'all', permissions: ['ADMINISTRATOR'] }],
  users: [{ name: 'olga' }, { name: 'mark', display_name: 'Mark the Member' }, { name: 'nina' }, { name: 'guest' }],
  servers: [
    {
      name: 'Library Yard',
      owner: 'olga',
      members: ['olga', 'mark', 'nina'],
      channels: [
        { name: 'talk', type: 'text' },
        { name: 'news', type: 'announcement' },
        { name: 'posts', type: 'forum', tags: ['Help', 'Done'] },
        { name: 'room', type: 'voice' },
        { name: 'stage', type: 'stage' },
        { name: 'shelf', type: 'category' },
      ],
    },
  ],
}

export interface Yard {
  readonly sandbox: Sandbox
  readonly guildId: string
  channel(name: string): string
  user(name: string): string
}

export async function openYard(options: SandboxOptions = {}, watched?: Watched): Promise<Yard> {
  const sandbox = await startSandbox({ seed, limits: 'off', ...options }, watched)
  const { store } = sandbox.world
  const [guild] = store.guilds.values()
  const idOf = (name: string, found: { id: string } | undefined) => {
    if (!found) throw new Error(`there is no ${name}`)
    return found.id
  }
  return {
    sandbox,
    guildId: idOf('server', guild),
    channel: (name) =>
      idOf(
        name,
        [...store.channels.values()].find((each) => each.name === name),
      ),
    user: (name) =>
      idOf(
        name,
        [...store.users.values()].find((each) => each.username === name),
      ),
  }
}
