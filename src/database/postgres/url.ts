// What tells a PostgreSQL server's address from the path of a file.

/** `postgres://user:password@host:port/name`, as libpq and every other client writes it. */
export const isPostgresUrl = (address: string): boolean => /^postgres(?:ql)?:\/\//i.test(address)

/** For messages and logs. */
export const withoutPassword = (url: string): string =>
  url.replace(/^([a-z]+:\/\/[^:/?#@]*):[^/?#]*@/i, '$1@').replace(/([?&]password=)[^&#]*/gi, '$1…')
