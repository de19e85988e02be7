// Why Discord refused a body, for people: the page and failed tests show the same lines.

/**
 * Discord's nested errors as lines: `embeds.0.title: BASE_TYPE_MAX_LENGTH Must be 256 or fewer in
 * length.`
 */
export function errorLines(tree: unknown, path: readonly string[] = []): string[] {
  if (typeof tree !== 'object' || tree === null) return []
  const { _errors = [], ...rest } = tree as { _errors?: readonly { code: string; message: string }[] }
  const own = _errors.map(({ code, message }) => `${path.join('.') || 'body'}: ${code} ${message}`)
  return [...own, ...Object.entries(rest).flatMap(([key, value]) => errorLines(value, [...path, key]))]
}
