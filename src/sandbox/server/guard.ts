// Only this machine's own pages and programs may talk to the sandbox: a web site that points its
// name at 127.0.0.1 is refused.

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

const hostOf = (value: string): string | undefined => {
  try {
    return new URL(value.includes('://') ? value : `http://${value}`).hostname
  } catch {
    return undefined
  }
}

/**
 * Why a request is foreign; undefined where it is not. `host` is where the sandbox listens: another
 * address may be chosen on purpose.
 */
export function foreignReason(
  headers: { host?: string | undefined; origin?: string | undefined },
  host: string,
  port: number,
): string | undefined {
  const allowed = (name: string | undefined) => name !== undefined && (LOCAL.has(name) || (name === host && host !== '0.0.0.0'))
  if (headers.host === undefined || !allowed(hostOf(headers.host)))
    return `the Host header "${headers.host ?? ''}" is not this machine`
  if (headers.origin === undefined) return undefined
  const origin = hostOf(headers.origin)
  const originPort = URL.canParse(headers.origin) ? new URL(headers.origin).port : ''
  return allowed(origin) && originPort === String(port) ? undefined : `the Origin "${headers.origin}" is not the sandbox's page`
}
