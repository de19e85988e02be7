// The reader is total: any bytes give digests, nothing is lost, and every place named exists.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFileDigests } from '../../../src/digest/index.ts'
import { KNOWN } from '../support/known.ts'
import { PLAIN, printDigest } from '../support/printer.ts'
import { brokenPromises } from '../support/promises.ts'

const encoder = new TextEncoder()
const plain = printDigest(KNOWN, { ...PLAIN, head: 'series and date', contents: 'headings' })
const digest = encoder.encode(plain)

async function check(bytes: Uint8Array, file = 'any.txt'): Promise<void> {
  expect(brokenPromises(await readFileDigests(bytes, { file }))).toEqual([])
}

describe('any input', () => {
  it('of any bytes keeps the promises', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => check(bytes)),
      { numRuns: 400 },
    )
  })

  it('of any bytes under any name keeps the promises', async () => {
    const names = fc.constantFrom('a.eml', 'a.html', 'a.md', 'a.zip', 'a')
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), names, (bytes, name) => check(bytes, name)),
      { numRuns: 200 },
    )
  })

  it('of pieces of digests in any order keeps the promises', async () => {
    const pieces = fc.constantFrom(
      ...plain.split('\n'),
      '1. ',
      '[',
      ']',
      '[CV]',
      '[CV] [LG] ',
      '[MIT',
      '要点:',
      '• a',
      '2) b',
      '目录',
      'https://',
      '作者:',
      '\u202e\u200d',
      '\u200b',
      '。',
      '\ud800',
      'image.png image.png',
      '其他值得关注的论文',
      '第一。第二',
      'and so it',
    )
    const ends = fc.constantFrom('\n', '\n\n', '\r\n', '\r', ' ', '')
    const texts = fc.array(fc.tuple(pieces, ends), { maxLength: 60 }).map((parts) => parts.flat().join(''))
    await fc.assert(
      fc.asyncProperty(texts, (text) => check(encoder.encode(text))),
      { numRuns: 600 },
    )
  })

  it('of a digest with any damage keeps the promises', async () => {
    const damage = fc.array(fc.tuple(fc.nat(digest.length - 1), fc.nat(40), fc.uint8Array({ maxLength: 8 })), {
      minLength: 1,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(damage, async (cuts) => {
        let bytes: Uint8Array = digest
        for (const [at, length, instead] of cuts)
          bytes = Uint8Array.from([...bytes.slice(0, at), ...instead, ...bytes.slice(at + length)])
        await check(bytes)
      }),
      { numRuns: 200 },
    )
  })
})
