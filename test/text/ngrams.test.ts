import { expect, test } from 'vitest'
import { type CutText, cutAtFrames, cutAtWords, runTerms, wordTerms } from '../../src/text/ngrams.ts'

test('terms are up to three words side by side, without a joint at an end or across a mark', () => {
  const terms = [
    'state',
    'state of art',
    'art',
    'art model',
    'art model sketching',
    'model',
    'model sketching',
    'sketching',
    'widgets',
  ]
  expect(wordTerms('The state of art model sketching (widgets)')).toEqual(terms)
})

test('terms are up to eight characters between those that frame terms', () => {
  expect(runTerms('我们用扩散模型 and 水印')).toEqual([
    '用扩',
    '用扩散',
    '用扩散模',
    '用扩散模型',
    '扩散',
    '扩散模',
    '扩散模型',
    '散模',
    '散模型',
    '模型',
    '水印',
  ])
})

test('terms are visited whose parts at both ends are wanted', () => {
  const visited = (text: CutText) => {
    const terms: string[] = []
    text.visitTerms(
      (part) => ['扩散', '模型', 'state', 'art'].includes(part),
      (term) => terms.push(term),
    )
    return terms
  }
  expect(visited(cutAtFrames('扩散模型'))).toEqual(['扩散', '扩散模型', '模型'])
  expect(visited(cutAtWords('state of art model'))).toEqual(['state', 'state of art', 'art'])
})

test('parts are words but joints, and pairs of characters', () => {
  const parts: string[] = []
  cutAtWords('state of art 3').visitParts((part) => parts.push(part))
  cutAtFrames('扩散模').visitParts((part) => parts.push(part))
  expect(parts).toEqual(['state', 'art', '扩散', '散模'])
})
