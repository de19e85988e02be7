// Discord's errors: one table of code → status and wording, and the exception with which a route
// refuses. Codes and wording: docs, topics/opcodes-and-status-codes, but where a third entry names
// where another wording has been seen on the wire; statuses: seen in reports of libraries' users.
// Codes that no route refuses with are there for the fault "refuse".

export interface ErrorTree {
  [key: string]: ErrorTree | { code: string; message: string }[]
}

export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: number
  readonly errors: ErrorTree | undefined

  constructor(status: number, code: number, message: string, errors?: ErrorTree) {
    super(message)
    this.status = status
    this.code = code
    this.errors = errors
  }

  body(): object {
    return { message: this.message, code: this.code, ...(this.errors && { errors: this.errors }) }
  }
}

const ERRORS = {
  10002: [404, 'Unknown Application'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10005: [404, 'Unknown Integration'],
  10006: [404, 'Unknown Invite'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10009: [404, 'Unknown Overwrite', 'discord-api-docs#61'],
  10011: [404, 'Unknown Role'],
  10013: [404, 'Unknown User'],
  10014: [404, 'Unknown Emoji'],
  10015: [404, 'Unknown Webhook'],
  10026: [404, 'Unknown Ban'],
  10029: [404, 'Unknown Entitlement'],
  10057: [404, 'Unknown Guild Template'],
  10060: [404, 'Unknown Sticker'],
  10061: [404, 'Unknown Sticker Pack'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  10065: [404, 'Unknown Voice State'],
  10066: [404, 'Unknown application command permissions'],
  10067: [404, 'Unknown Stage Instance'],
  10068: [404, 'Unknown Guild Member Verification Form'],
  10069: [404, 'Unknown Guild Welcome Screen'],
  10070: [404, 'Unknown Guild Scheduled Event'],
  10097: [404, 'Unknown sound'],
  20001: [403, 'Bots cannot use this endpoint'],
  20009: [403, 'Explicit content cannot be sent to the desired recipient(s)'],
  20012: [403, 'You are not authorized to perform this action on this application'],
  20016: [429, 'This action cannot be performed due to slowmode rate limit.'],
  20022: [429, 'This message cannot be edited due to announcement rate limits'],
  20028: [429, 'The write action you are performing on the channel has hit the write rate limit.'],
  20029: [429, 'The write action you are performing on the server has hit the write rate limit.'],
  30003: [400, 'Maximum number of pins reached for the channel (250)'],
  30005: [400, 'Maximum number of guild roles reached (250)'],
  30007: [400, 'Maximum number of webhooks reached (15)'],
  30008: [400, 'Maximum number of emojis reached (50)'],
  30010: [400, 'Maximum number of reactions reached (20)'],
  30013: [400, 'Maximum number of guild channels reached (500)'],
  30015: [400, 'Maximum number of attachments in a message reached (10)'],
  30016: [400, 'Maximum number of invites reached (1000)'],
  30018: [400, 'Maximum number of animated emojis reached (50)'],
  30031: [400, 'Guild already has a template'],
  30032: [400, 'Maximum number of application commands reached (100)'],
  30033: [400, 'Maximum number of thread participants has been reached (1000)'],
  30034: [400, 'Max number of daily application command creates has been reached (200)', 'discord-api-docs#6188'],
  30038: [400, 'Maximum number of uncompleted guild scheduled events reached (100)'],
  30039: [400, 'Maximum number of stickers reached (5)'],
  30046: [429, 'Maximum number of edits to messages older than 1 hour reached. Try again later.'],
  30048: [400, 'Maximum number of tags in a forum channel has been reached (20)'],
  30058: [400, 'Maximum number of webhooks per guild reached (1000)'],
  40001: [401, 'Unauthorized. Provide a valid token and try again'],
  40005: [413, 'Request entity too large', '413 reports of discord.py'],
  40006: [400, 'This feature has been temporarily disabled server-side'],
  40007: [403, 'The user is banned from this guild.'],
  40032: [400, 'Target user is not connected to voice.'],
  40033: [400, 'This message has already been crossposted.'],
  40041: [400, 'An application command with that name already exists'],
  40058: [400, 'Cannot send a message in a forum channel'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40061: [400, 'Tag names must be unique'],
  40062: [503, 'Service resource is being rate limited.'],
  40066: [400, 'There are no tags available that can be set by non-moderators'],
  40067: [400, 'A tag is required to create a forum post in this channel'],
  40094: [400, 'This interaction has hit the maximum number of follow up messages'],
  40333: [403, 'Cloudflare is blocking your request. This can often be resolved by setting a proper User Agent.'],
  50001: [403, 'Missing Access'],
  50003: [403, 'Cannot execute action on a DM channel'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions', 'discord-api-docs#61'],
  50016: [400, 'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete.'],
  50019: [400, 'A message can only be pinned to the channel it was sent in'],
  50020: [400, 'Invite code was either invalid or taken'],
  50021: [403, 'Cannot execute action on a system message'],
  50024: [400, 'Cannot execute action on this channel type'],
  50025: [401, 'Invalid OAuth2 access token provided'],
  50027: [401, 'Invalid Webhook Token', 'thesleax/ticket-bot#2'],
  50028: [400, 'Invalid role'],
  50033: [400, 'Invalid Recipient(s)'],
  50034: [400, 'You can only bulk delete messages that are under 14 days old.', 'CSSS/wall_e#509'],
  50035: [400, 'Invalid Form Body', 'docs: reference, error messages'],
  50036: [403, "An invite was accepted to a guild the application's bot is not in"],
  50041: [400, 'Invalid API version provided'],
  50045: [413, 'File uploaded exceeds the maximum size'],
  50046: [400, 'Invalid file uploaded'],
  50055: [400, 'Invalid Guild'],
  50068: [400, 'Invalid message type'],
  50074: [400, 'Cannot delete a channel required for Community guilds'],
  50081: [400, 'Invalid sticker sent'],
  50083: [400, 'Thread is archived', 'reports of discord.js'],
  50101: [400, 'This server needs more boosts to perform this action'],
  50109: [400, 'The request body contains invalid JSON.'],
  50132: [400, 'Ownership cannot be transferred to a bot user'],
  50144: [400, 'Cannot mix subscription and non subscription roles for an emoji'],
  50159: [400, 'Voice messages do not support additional content.'],
  50160: [400, 'Voice messages must have a single audio attachment.'],
  50161: [400, 'Voice messages must have supporting metadata.'],
  50163: [400, 'Cannot delete guild subscription integration.'],
  50173: [400, 'You cannot send voice messages in this channel.'],
  50278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  50600: [403, 'You do not have permission to send this sticker.'],
  130000: [503, 'API resource is currently overloaded. Try again a little later.'],
  150006: [400, 'The Stage is already open.'],
  160002: [400, 'Cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [403, 'Thread is locked'],
  160006: [400, 'Maximum number of active threads reached'],
  160007: [400, 'Maximum number of active announcement threads reached'],
  180000: [400, 'Cannot update a finished event'],
  200000: [400, 'Message was blocked by automatic moderation'],
  220001: [400, 'Webhooks posted to forum channels must have a thread_name or thread_id'],
  220002: [400, 'Webhooks posted to forum channels cannot have both a thread_name and thread_id'],
  220003: [400, 'Webhooks can only create threads in forum channels'],
  240000: [400, 'Message blocked by harmful links filter'],
  500000: [400, 'Failed to ban users'],
  520000: [403, 'Poll voting blocked'],
  520001: [400, 'Poll expired'],
  520002: [400, 'Invalid channel type for poll creation'],
  520003: [400, 'Cannot edit a poll message'],
  520006: [400, 'Cannot expire a non-poll message'],
} as const satisfies Record<number, readonly [status: number, message: string, seen?: string]>

export type ErrorCode = keyof typeof ERRORS

export const errorCodes = (): ErrorCode[] => Object.keys(ERRORS).map((code) => Number(code) as ErrorCode)

export const isErrorCode = (code: number): code is ErrorCode => Object.hasOwn(ERRORS, code)

export function refusal(code: ErrorCode): ApiError {
  const [status, message] = ERRORS[code]
  return new ApiError(status, code, message)
}

export const unauthorized = (): ApiError => new ApiError(401, 0, '401: Unauthorized')
/**
 * A documented operation that is out of the sandbox's scope: it is refused by name, never answered
 * with a made-up success.
 */
export const notImplemented = (what: string): ApiError => new ApiError(501, 0, `501: ${what}`)
export const notFound = (): ApiError => new ApiError(404, 0, '404: Not Found')
