// A Jaegle, F Gimeno, A Brock      V H. Pong and A Nair, et al.      张三、李四
import { looksLikePeople, splitPeople } from '../people.ts'
import type { Construct } from '../tokens.ts'

/** Sentences have long stretches without a comma; lists of names have not. */
const LONGEST_STRETCH = 60
const SENTENCE = /[。！？:：]|[.!?]$|\p{Ll}{4,}\.\s/u

export const people: Construct = {
  name: 'people',
  starts: /[\p{Lu}\u3400-\u9fffdl'’]/u,
  read(text) {
    if (text.length > 20_000 || !isDense(text)) return null
    if (SENTENCE.test(text) && !/(?:et al|\b\p{Lu}|Jr|Sr)\.$/u.test(text)) return null
    const looks = looksLikePeople(text)
    return looks ? { kind: 'people', names: splitPeople(text), sure: looks === 'several' } : null
  },
}

function isDense(text: string): boolean {
  let last = -1
  for (let at = firstComma(text, 0); at !== -1; at = firstComma(text, at + 1)) {
    if (at - last > LONGEST_STRETCH) return false
    last = at
  }
  return text.length - last <= LONGEST_STRETCH + 1
}

function firstComma(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x2c || code === 0xff0c || code === 0x3001 || code === 0x3b || code === 0xff1b) return i
    if (i - from > LONGEST_STRETCH) return i
  }
  return -1
}
