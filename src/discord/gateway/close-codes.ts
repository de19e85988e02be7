// With which the gateway is closed for good: discord.js does not come back after them.

export const TOO_FEW_SHARDS = 4011

export const CLOSE_CODES: Readonly<Record<number, string>> = {
  4004: 'the token is not valid',
  4010: 'invalid shard',
  [TOO_FEW_SHARDS]: 'too many servers for one shard',
  4012: 'this version of the API is gone',
  4013: 'invalid intents',
  4014: 'an intent is not switched on for this application',
}

/** A remedy for settings that name a number. */
export const moreShards = (shards: number) => `discord.shards (PAPERBOY_SHARDS) is ${shards}: take more, or auto.`
