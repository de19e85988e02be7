import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexedText, pairsOf, scan, termOf } from '../../src/text/terms.ts'

/** Everything a text can be found by: its terms, words of its other readings among them. */
const terms = (text: string) => new Set(indexedText(text).split(' ').filter(Boolean))

/**
 * Whether a text that has `written` is found by `typed`: one reading of each unit is in it side
 * by side.
 */
function finds(written: string, typed: string): boolean {
  const indexed = ` ${indexedText(written).replace(/\s+/g, ' ')} `
  return scan(typed).every((unit) => {
    const readings =
      unit.kind === 'run'
        ? [pairsOf(unit.folded).length > 1 ? pairsOf(unit.folded).slice(0, -1) : [unit.folded]]
        : [unit.parts, ...unit.readings].map((words) => words.map(termOf))
    return readings.some((words) => indexed.includes(` ${words.join(' ')} `))
  })
}

describe('terms of Latin words', () => {
  it.each([
    ['gpt-4', 'GPT4'],
    ['GPT4', 'gpt-4'],
    ['GPT-4', 'gpt 4'],
    ['GPT4', 'gpt 4'],
    ['GPT‑4', 'gpt-4'],
    ['ＧＰＴ－４', 'gpt4'],
    ['GPT-4o', 'gpt4o'],
    ['self-supervised learning', 'selfsupervised'],
    ['self-supervised learning', 'self supervised'],
    ['selfsupervised', 'self-supervised'],
    ['Self–Supervised', 'self-supervised'],
    ['ImageNet', 'imagenet'],
    ['ImageNet', 'image net'],
    ['YOLOv8', 'yolov8'],
    ['ResNet-50', 'resnet50'],
    ['ResNet-50', 'resnet 50'],
    ['３Ｄ reconstruction', '3d'],
    ['3D', '３ｄ'],
    ['Qwen2.5-VL', 'qwen2.5 vl'],
    ['C++', 'c++'],
    ['Ｃ＋＋', 'C++'],
    ['C#', 'c#'],
    ['Services in .NET, compared', '.net'],
    ['(.NET)', 'dotnet'],
    ['networks', 'network'],
    ['network', 'networks'],
    ['segmenting', 'segments'],
    ['modelling behaviour', 'modeling behavior'],
    ['possibly assembled', 'possible assembly'],
    ['visualisations', 'visualize'],
    ['Müller', 'muller'],
    ['ﬁne-tuning', 'finetuning'],
    ["Xi'an", 'xian'],
    ['soft\u00adhyphen zero\u200bwidth', 'softhyphen zerowidth'],
  ])('a text with %j is found by %j', (written, typed) => {
    expect(finds(written, typed)).toBe(true)
  })

  it('keeps C, C++ and C# apart', () => {
    expect(terms('C++')).toEqual(new Set(['c++']))
    expect(terms('C#')).toEqual(new Set(['c#']))
    expect(finds('C++', 'c#')).toBe(false)
    expect(terms('a+b')).not.toContain('a+')
  })

  it('keeps .NET apart from nets', () => {
    expect(finds('U-Net', '.NET')).toBe(false)
    expect(finds('It is a net. Nets are', '.NET')).toBe(false)
    expect(finds('Services in .NET', 'net')).toBe(false)
    expect(finds('ASP.NET', 'asp.net')).toBe(true)
    expect(indexedText('.NET')).toBe('dotnet ')
  })

  it('keeps words apart that fall on the same place in memory', () => {
    // In a hash by 31 these two are the same number.
    expect(indexedText('Aa BB Aa BB')).toBe('aa bb aa bb ')
  })

  it('keeps every word of a title that is all little words', () => {
    expect([...terms('Attention Is All You Need')]).toEqual(['attent', 'is', 'all', 'you', 'need'])
  })

  it('keeps a decimal number and an arXiv number in one piece', () => {
    expect(terms('2107.00652 and 95.5')).toEqual(new Set(['2107.00652', 'and', '95.5']))
  })
})

describe('terms of characters written without spaces', () => {
  it('cuts them into overlapping pairs, the last character alone', () => {
    expect(indexedText('扩散模型').trim().split(' ')).toEqual(['扩散', '散模', '模型', '型'])
  })

  it.each([
    ['圖神經網路', '图神经网路'],
    ['深度學習', '深度学习'],
    ['强化学习', '強化學習'],
  ])('folds traditional characters: %s is found by %s', (written, typed) => {
    expect(finds(written, typed)).toBe(true)
  })

  it('knows halfwidth kana and decomposed marks for the same', () => {
    expect(scan('ｶﾞﾝﾏ')[0]?.folded).toBe('ガンマ')
    expect(scan('か\u3099')[0]?.folded).toBe('が')
  })

  it('parts characters from Latin words beside them', () => {
    expect(scan('基于Transformer的3D重建').map(({ folded }) => folded)).toEqual(['基于', 'transformer', '的', '3d', '重建'])
  })

  it('cuts a run of any length', () => {
    const run = '深度'.repeat(50_000)
    expect(indexedText(run).trimEnd().split(' ')).toEqual(pairsOf(run))
  })

  it('cuts rare characters whole and passes over variation marks', () => {
    expect(pairsOf('𠮷野家')).toEqual(['𠮷野', '野家', '家'])
    expect(scan('葛\u{e0100}城').map(({ folded }) => folded)).toEqual(['葛城'])
  })
})

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom(..."abZ019-.+#'_&·，。 的扩散學圖ｶﾞ\u0301\u200b\u3099\ufeff\u{1f600}\ud800", '𠮷', 'ß', 'ﬁ'),
      maxLength: 60,
    }),
  )

  it('has units that lie in it, in order, none empty', () => {
    fc.assert(
      fc.property(text, (given) => {
        let at = 0
        for (const { start, end, folded, parts } of scan(given)) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          expect(folded).not.toBe('')
          expect(parts.every((part) => part !== '')).toBe(true)
          at = end
        }
        expect(at).toBeLessThanOrEqual(given.length)
      }),
      { numRuns: 400 },
    )
  })

  it('is indexed by the very terms that its units are asked by', () => {
    fc.assert(
      fc.property(text, (given) => {
        const indexed = terms(given)
        for (const unit of scan(given)) {
          const asked = unit.kind === 'run' ? pairsOf(unit.folded) : unit.parts.map(termOf)
          for (const term of asked.flatMap((one) => one.split(' ')).filter(Boolean)) expect(indexed).toContain(term)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is indexed as its units say, other readings behind', () => {
    fc.assert(
      fc.property(text, (given) => {
        const units = scan(given)
        const joined = (words: readonly string[]) => words.map(termOf).join(' ')
        const inOrder = units.map((unit) => (unit.kind === 'run' ? pairsOf(unit.folded).join(' ') : joined(unit.parts)))
        const behind = units.flatMap(({ readings }) => readings.map(joined))
        const indexed = indexedText(given).split(' ').filter(Boolean)
        expect(indexed).toEqual([...inOrder, ...behind].join(' ').split(' ').filter(Boolean))
      }),
      { numRuns: 400 },
    )
  })

  it('is found by itself in other letter case and width', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9]{1,12}$/), (word) => {
        const wide = [...word].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join('')
        expect(scan(wide)[0]?.folded).toBe(word.toLowerCase())
      }),
    )
  })
})
