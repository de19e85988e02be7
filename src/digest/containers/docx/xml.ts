// XML, element by element. The parser builds no tree and knows no entities of a document's own, so
// that none can expand.
import { Parser } from 'htmlparser2'

export interface Attributes {
  readonly [name: string]: string
}

/**
 * The parser's time for an element grows with its depth; no program writes documents as deep as
 * this.
 */
const MAX_DEPTH = 1000

/**
 * Calls back for every element; damaged XML is read as far as it goes. False where it was left
 * because of its depth.
 */
export function scanXml(
  xml: string,
  handler: { open(name: string, attributes: Attributes): void; close?(name: string): void; text?(text: string): void },
): boolean {
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth++
        if (depth > MAX_DEPTH) parser.pause()
        else handler.open(name, attributes)
      },
      onclosetag(name) {
        depth--
        handler.close?.(name)
      },
      ontext: (text) => handler.text?.(text),
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  return depth <= MAX_DEPTH
}
