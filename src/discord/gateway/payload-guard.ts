// An event of the gateway that is not as Discord documents it makes discord.js throw, partly where
// only the process could catch it. It is logged and dropped: one odd event must not end the bot.
import type { Client } from 'discord.js'
import type { Log } from '../../log/log.ts'

interface PacketHandler {
  handlePacket(packet?: { readonly t?: unknown }, shard?: unknown): boolean
}

export function guardPayloads(client: Client, log: Log): void {
  const manager = client.ws as unknown as PacketHandler
  const handle = manager.handlePacket.bind(manager)
  manager.handlePacket = (packet, shard) => {
    try {
      return handle(packet, shard)
    } catch (error) {
      log.error({ err: error, event: packet?.t }, 'Discord sent an event that cannot be understood; it is dropped')
      return false
    }
  }
}

/** For all clients of the process. Answers how to take the guard away again. */
export function guardRejections(log: Log): () => void {
  const onRejection = (reason: unknown) => {
    if (!isOfGateway(reason)) throw reason
    log.error({ err: reason }, 'Discord sent a payload that cannot be understood; it is dropped')
  }
  process.on('unhandledRejection', onRejection)
  return () => process.off('unhandledRejection', onRejection)
}

/** Where the gateway's packets are read: nothing else of ours can reject there. */
const isOfGateway = (reason: unknown) =>
  reason instanceof Error && /node_modules[\\/](?:@discordjs[\\/]ws|discord\.js[\\/]src[\\/]client)[\\/]/.test(reason.stack ?? '')
