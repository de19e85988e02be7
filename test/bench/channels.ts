// Many channels, as a bot has them in many servers.
import type { Sandbox } from 'discord-sandbox'

export function makeChannels(sandbox: Sandbox, count: number): string[] {
  const ids: string[] = []
  for (let left = count; left > 0; left -= 250) {
    const { id } = sandbox.control.act({ action: 'create-guild', name: `Server ${left}`, channels: Math.min(250, left) }) as {
      id: string
    }
    ids.push(
      ...[...sandbox.world.store.channels.values()].filter((channel) => channel.guild_id === id).map((channel) => channel.id),
    )
  }
  return ids
}
