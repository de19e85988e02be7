// Biological systems perceive the world …      生物系统通过同时处理 …
// What no other construct claimed. Language is all that its looks tell.
import { languageOf } from '../../text/script.ts'
import type { Construct } from '../tokens.ts'

export const prose: Construct = {
  name: 'prose',
  starts: null,
  longest: Number.POSITIVE_INFINITY,
  read: (text) => ({ kind: 'prose', language: languageOf(text) }),
}
