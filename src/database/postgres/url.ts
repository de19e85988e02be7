// What tells a PostgreSQL server's address from the path of a file.

/** `postgres://user:password@host:port/name`, as libpq and every other client writes it. */
export const isPostgresUrl = (address: string): boolean => /^postgres(?:ql)?:\/\//i.test(address)

const PARAMETERS = /^[^=&#]+=[^=&#]*(?:&[^=&#]+=[^=&#]*)*$/

/**
 * For messages and logs. An address that was written wrongly, such as one with an `@` or `/` in its
 * password, loses rather too much than too little.
 */
export function withoutPassword(url: string): string {
  const [, scheme = '', rest = ''] = /^([a-z]+:\/\/)?(.*)$/is.exec(url) ?? []
  const query = rest.indexOf('?')
  const hasParameters = query >= 0 && PARAMETERS.test(rest.slice(query + 1)) && URL.canParse(url)
  const [address, parameters] = hasParameters ? [rest.slice(0, query), rest.slice(query)] : [rest, '']
  return scheme + address.replace(/:.*@/s, '@') + parameters.replace(/([?&]password=)[^&#]*/gi, '$1…')
}
