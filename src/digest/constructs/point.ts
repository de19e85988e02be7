// • the first point      - another      · 第三点
// Numbered points look like headings without a category; heading.ts reads them.
import type { Construct } from '../tokens.ts'

const BULLET = /^(?:[•·‣▪◦●○►▶✓✔–—-]|[*+](?=\s))\s*(?=\S)/

export const point: Construct = {
  name: 'point',
  starts: /[•·‣▪◦●○►▶✓✔–—\-*+]/,
  maxLength: Number.POSITIVE_INFINITY,
  read(text) {
    const bullet = BULLET.exec(text)
    return bullet ? { kind: 'point', text: text.slice(bullet[0].length) } : null
  },
}
