// [UC San Diego & Tsinghua University & UC Berkeley]      【DeepMind】      [MIT] [CMU]      [Google; ETH Zürich
// A line that is nothing but brackets. The bracket may close on a later line.
import { splitAffiliations } from '../affiliations.ts'
import type { Construct } from '../tokens.ts'

const OPEN = /[[【［〔]/
const ONE = /[[【［〔]([^[\]【】［］〔〕]{1,600})[\]】］〕][\s,，;；&＆/、]*/y
const DIGITS = /^[\d\s,，–-]*$/

export const affiliations: Construct = {
  name: 'affiliations',
  starts: OPEN,
  longest: 2000,
  read(text) {
    const names: string[] = []
    let at = 0
    while (at < text.length) {
      ONE.lastIndex = at
      const match = ONE.exec(text)
      if (!match) break
      names.push(match[1] ?? '')
      at = ONE.lastIndex
    }
    if (at === text.length && names.some((name) => !DIGITS.test(name)))
      return { kind: 'affiliations', names: names.flatMap(splitAffiliations), open: false }
    const isOpen = at === 0 && !/[\]】］〕]/.test(text) && text.length <= 400 && !OPEN.test(text.slice(1))
    return isOpen && text.length > 2 ? { kind: 'affiliations', names: [], open: true } : null
  },
}
