// Discord's errors: one table of code → status and wording, and the exception with which a route refuses.

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
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10011: [404, 'Unknown Role'],
  10013: [404, 'Unknown User'],
  10014: [404, 'Unknown Emoji'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  20012: [403, 'You are not authorized to perform this action on this application'],
  20016: [429, 'This action cannot be performed due to slowmode rate limit.'],
  20022: [429, 'This message cannot be edited due to announcement rate limits'],
  20028: [429, 'The write action you are performing on the channel has hit the write rate limit.'],
  20029: [429, 'The write action you are performing on the server has hit the write rate limit.'],
  30003: [400, 'Maximum number of pins reached (250)'],
  30005: [400, 'Maximum number of guild roles reached (250)'],
  30007: [400, 'Maximum number of webhooks reached (15)'],
  30010: [400, 'Maximum number of reactions reached (20)'],
  30013: [400, 'Maximum number of server channels reached (500)'],
  30015: [400, 'Maximum number of attachments in a message reached (10)'],
  30032: [400, 'Maximum number of application commands reached (100)'],
  30033: [400, 'Maximum number of thread participants has been reached (1000)'],
  30034: [400, 'Max number of daily application command creates has been reached (200)'],
  30046: [429, 'Maximum number of edits to messages older than 1 hour reached. Try again later.'],
  40001: [401, 'Unauthorized. Provide a valid token and try again'],
  40005: [413, 'Request entity too large'],
  40033: [400, 'This message has already been crossposted.'],
  40058: [400, 'Cannot send a message in a forum channel'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40062: [503, 'Service resource is being rate limited.'],
  40094: [400, 'Maximum number of follow-up messages reached'],
  40333: [403, 'Cloudflare is blocking your request. This can often be resolved by setting a proper User Agent.'],
  40067: [400, 'A tag is required to create a forum post in this channel'],
  50001: [403, 'Missing Access'],
  50003: [403, 'Cannot execute action on a DM channel'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50016: [400, 'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete.'],
  50021: [403, 'Cannot execute action on a system message'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50033: [400, 'Invalid Recipient(s)'],
  50034: [400, 'You can only bulk delete messages that are under 14 days old.'],
  50035: [400, 'Invalid Form Body'],
  50041: [400, 'Invalid API version'],
  50045: [413, 'File uploaded exceeds the maximum size'],
  50055: [400, 'Invalid Guild'],
  50068: [400, 'Invalid message type'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  50278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  130000: [503, 'API resource is currently overloaded. Try again a little later.'],
  160002: [400, 'Cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [403, 'Thread is locked'],
  160006: [400, 'Maximum number of active threads reached'],
  160007: [400, 'Maximum number of active announcement threads reached'],
  200000: [400, 'Message was blocked by automatic moderation'],
  240000: [400, 'Message blocked by harmful links filter'],
} as const satisfies Record<number, readonly [number, string]>

export type ErrorCode = keyof typeof ERRORS

export const isErrorCode = (code: number): code is ErrorCode => code in ERRORS

export function refusal(code: ErrorCode): ApiError {
  const [status, message] = ERRORS[code]
  return new ApiError(status, code, message)
}

export const unauthorized = (): ApiError => new ApiError(401, 0, '401: Unauthorized')
export const notFound = (): ApiError => new ApiError(404, 0, '404: Not Found')
