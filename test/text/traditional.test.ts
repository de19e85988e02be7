// The table is generated: `UPDATE=1 npx vitest run --project main test/text/traditional.test.ts`
// writes it again.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Converter } from 'opencc-js'
import { describe, expect, it } from 'vitest'
import { simplified } from '../../src/text/traditional.ts'

const FILE = join(import.meta.dirname, '../../src/text/traditional.ts')
const PAIRS_A_LINE = 50

/**
 * Each traditional character and its simplified form, from the tables of OpenCC for the mainland,
 * Taiwan and Hong Kong.
 */
function pairs(): string[] {
  const converters = (['t', 'tw', 'hk'] as const).map((from) => Converter({ from, to: 'cn' }))
  const found: string[] = []
  for (let code = 0x3400; code <= 0x9fff; code++) {
    const character = String.fromCharCode(code)
    const other = converters.map((convert) => convert(character)).find((form) => form !== character && form.length === 1)
    if (other !== undefined) found.push(character + other)
  }
  // A character that is itself the simplified form of another (么 of 麼) stands for itself.
  const simplifiedForms = new Set(found.map((pair) => pair.charAt(1)))
  return found.filter((pair) => !simplifiedForms.has(pair.charAt(0)))
}

describe('traditional characters', () => {
  it('the table in the source is the one that OpenCC gives', () => {
    const all = pairs()
    const lines = Array.from({ length: Math.ceil(all.length / PAIRS_A_LINE) }, (_, line) =>
      all.slice(line * PAIRS_A_LINE, (line + 1) * PAIRS_A_LINE).join(''),
    )
    const source = readFileSync(FILE, 'utf8')
    const generated = source.replace(/const PAIRS = `[^`]*`/, `const PAIRS = \`\n${lines.join('\n')}\n\``)
    if (process.env.UPDATE === '1') writeFileSync(FILE, generated)
    expect(generated === source || process.env.UPDATE === '1').toBe(true)
    expect(all.length).toBeGreaterThan(2_500)
  })

  it('folds each to its simplified form and leaves the rest alone', () => {
    const fold = (text: string) => [...text].map((character) => String.fromCharCode(simplified(character.charCodeAt(0)))).join('')
    expect(fold('機器學習與電腦視覺')).toBe('机器学习与电脑视觉')
    expect(fold('注意力 attention')).toBe('注意力 attention')
  })
})
