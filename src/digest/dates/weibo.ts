// A Weibo post tells when it was made: the id at the end of its address is base 62 in groups of
// four characters, each group but the first being seven decimal digits; the number shifted right by
// 22 bits counts seconds from an epoch of Weibo's own. Weibo documents neither. Many public readers
// of its API agree on both, and posts whose time is known prove them: z579Hz9Wr is post
// 3512191498379699 of 14 November 2012.

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const EPOCH = 515_483_463n
const ADDRESS =
  /(?:^|[/.])weibo\.(?:com|cn)\/(?:status\/|detail\/|(?:u\/)?\d{5,12}\/(?:status\/)?)([0-9A-Za-z]{8,16})(?![0-9A-Za-z])/
/** Weibo opened in August 2009; a time before it, or far ahead, means that the id was none. */
const FIRST = Date.UTC(2009, 7, 1)
const LAST = Date.UTC(2100, 0, 1)

/** Milliseconds since 1970, or null where the address is not a post on Weibo. */
export function weiboTime(address: string): number | null {
  const id = ADDRESS.exec(address)?.[1]
  if (id === undefined) return null
  const decimal = /^\d{14,}$/.test(id) ? id : decimalOf(id)
  const time = Number((BigInt(decimal) >> 22n) + EPOCH) * 1000
  return time >= FIRST && time < LAST ? time : null
}

function decimalOf(id: string): string {
  const groups: string[] = []
  for (let end = id.length; end > 0; end -= 4) {
    let value = 0
    for (const digit of id.slice(Math.max(0, end - 4), end)) value = value * 62 + DIGITS.indexOf(digit)
    groups.unshift(end > 4 ? String(value).padStart(7, '0') : String(value))
  }
  return groups.join('')
}
