// What each of Discord's errors means for delivery. Codes, with their wording, are those of
// https://docs.discord.com/developers/topics/opcodes-and-status-codes#json.
import type { Refusal } from '../../delivery/port.ts'

/** The routes in use: messages, threads, posts, crossposts, channels, servers, conversations. */
export const REFUSALS: Readonly<Record<number, Refusal>> = {
  // The channel, or all of its server.
  10003: 'channel-gone', // Unknown Channel
  10004: 'channel-gone', // Unknown Guild
  50001: 'access', // Missing Access
  50013: 'permissions', // You lack permissions to perform that action
  50055: 'channel-gone', // Invalid Guild
  50095: 'access', // This server is not available in your location
  50017: 'permissions', // Invalid MFA level
  60003: 'permissions', // Two factor is required for this operation
  50009: 'permissions', // Channel verification level is too high for you to gain access
  50008: 'wrong-type', // Cannot send messages in a non-text channel
  50024: 'wrong-type', // Cannot execute action on this channel type
  50003: 'wrong-type', // Cannot execute action on a DM channel
  40058: 'wrong-type', // Cannot send a message in a forum channel
  50068: 'wrong-type', // Invalid message type

  // Tags of a forum.
  40067: 'tags', // A tag is required to create a forum post in this channel
  10087: 'tags', // Unknown tag
  40061: 'tags', // Tag names must be unique
  30048: 'tags', // Maximum number of tags in a forum channel has been reached (20)
  40066: 'tags', // There are no tags available that can be set by non-moderators

  // One thread.
  50083: 'thread-archived', // Tried to perform an operation on an archived thread
  160005: 'thread-locked', // Thread is locked

  // One message.
  10008: 'message-gone', // Unknown Message
  50005: 'message-gone', // Cannot edit a message authored by another user
  50021: 'message-gone', // Cannot execute action on a system message
  50034: 'message-gone', // You can only bulk delete messages that are under 14 days old
  40033: 'already', // This message has already been crossposted
  160004: 'already', // A thread has already been created for this message

  // This content, whoever sends it.
  50006: 'invalid', // Cannot send an empty message
  20009: 'invalid', // Explicit content cannot be sent to the desired recipient(s)
  20031: 'invalid', // Channel names contain words that aren't allowed
  50035: 'invalid', // Invalid form body
  50109: 'invalid', // The request body contains invalid JSON
  30015: 'invalid', // Maximum number of attachments in a message reached (10)
  160002: 'invalid', // Cannot reply without permission to read message history
  200000: 'invalid', // Message was blocked by automatic moderation
  200001: 'invalid', // Title was blocked by automatic moderation
  240000: 'invalid', // Message blocked by harmful links filter
  // Pictures: the message is sent without them.
  50046: 'invalid', // Invalid file uploaded
  50110: 'invalid', // The provided file is invalid
  50123: 'invalid', // The provided file type is invalid
  50138: 'invalid', // Failed to resize asset below the maximum size
  50146: 'invalid', // Uploaded file not found
  400001: 'invalid', // Access to file uploads has been limited for this guild
  40005: 'too-large', // Request entity too large
  50045: 'too-large', // File uploaded exceeds the maximum size

  // Passes by itself: a count that goes down, or a fault of Discord's.
  20016: 'passing', // This action cannot be performed due to slowmode rate limit
  20022: 'passing', // This message cannot be edited due to announcement rate limits
  20028: 'passing', // The write action you are performing on the channel has hit the write rate limit
  20029: 'passing', // The write action you are performing on the server has hit the write rate limit
  30007: 'passing', // Maximum number of webhooks reached (15)
  30010: 'passing', // Maximum number of reactions reached (20)
  30013: 'passing', // Maximum number of guild channels reached (500)
  30033: 'passing', // Maximum number of thread participants has been reached (1000)
  30046: 'passing', // Maximum number of edits to messages older than 1 hour reached. Try again later
  40003: 'passing', // You are opening direct messages too fast
  40004: 'passing', // Send messages has been temporarily disabled
  40006: 'passing', // This feature has been temporarily disabled server-side
  40062: 'passing', // Service resource is being rate limited
  110000: 'passing', // Index not yet available. Try again later
  110001: 'passing', // Application not yet available. Try again later
  130000: 'passing', // API resource is currently overloaded. Try again a little later
  160006: 'passing', // Maximum number of active threads reached
  160007: 'passing', // Maximum number of active announcement threads reached

  // One person.
  10013: 'dm-blocked', // Unknown User
  50007: 'dm-blocked', // Cannot send messages to this user
  50033: 'dm-blocked', // Invalid Recipient(s)
  50278: 'dm-blocked', // Cannot send messages to this user: no mutual servers

  // The bot itself.
  40001: 'unauthorised', // Unauthorized. Provide a valid token and try again
  50014: 'unauthorised', // Invalid authentication token provided
  40002: 'passing', // You need to verify your account in order to perform this action
}

/**
 * Where the code is not in the table the status decides; what neither tells waits and is reported.
 */
export function refusalFor(status: number, code: number): Refusal {
  const known = REFUSALS[code]
  if (known !== undefined) return known
  if (status === 401) return 'unauthorised'
  if (status === 413) return 'too-large'
  return 'unclear'
}
