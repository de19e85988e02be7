// Institutions by all the names that digests and readers give them.
import { describe, expect, it } from 'vitest'
import { isAffiliationMeant, keysMeant, keysOfAffiliation } from '../../src/names/affiliations.ts'

const means = (typed: string, written: string) => isAffiliationMeant(typed, keysOfAffiliation(written))

describe('an institution', () => {
  it('is found by each of its names, official, short or abbreviated', () => {
    const same: readonly (readonly string[])[] = [
      ['Tsinghua University', 'Tsinghua Univ.', '清华大学', '清华', 'Dept. of Computer Science, Tsinghua Univ.'],
      ['中国科学院自动化研究所', '中科院自动化所', 'CASIA', 'State Key Lab, CASIA'],
      ['University of Toronto', 'U of Toronto', 'Univ. of Toronto', '多伦多大学'],
      ['Zhipu AI', '智谱', '智谱AI', 'Z.ai'],
      ['Allen Institute for AI', 'AI2', 'Allen AI'],
      ['UC Berkeley', 'BAIR', 'Berkeley AI Research', '加州大学伯克利分校'],
      ['Shanghai AI Lab', 'Shanghai AI Laboratory', '上海人工智能实验室'],
      ['HKUST(GZ)', 'HKUST (Guangzhou)', '香港科技大学(广州)', '港科大（广州）'],
      ['CUHK-Shenzhen', 'CUHK(SZ)', '香港中文大学（深圳）'],
    ]
    for (const names of same)
      for (const typed of names.filter((name) => !name.includes(',')))
        for (const written of names) expect(means(typed, written), `${typed} means ${written}`).toBe(true)
  })

  it('has the papers of its branches, and a branch has its own alone', () => {
    for (const [branch, whole] of [
      ['HKUST(GZ)', 'HKUST'],
      ['CUHK-Shenzhen', 'CUHK'],
      ['国科大', '中科院'],
      ['CASIA', 'Chinese Academy of Sciences'],
      ['MIT-IBM Watson AI Lab', 'MIT'],
      ['MIT-IBM Watson AI Lab', 'IBM'],
    ] as const) {
      expect(means(whole, branch), `${whole} has ${branch}`).toBe(true)
      expect(means(branch, whole), `${branch} is not all of ${whole}`).toBe(false)
      expect(keysMeant(branch)).toHaveLength(1)
    }
  })

  it('is no part of another that has its name in it', () => {
    for (const [typed, written] of [
      ['Duke', 'Duke Energy'],
      ['Oxford', 'Oxford Instruments'],
      ['国科大', '中国科学技术大学'],
      ['清华大学', '台湾清华大学'],
    ] as const)
      expect(means(typed, written), `${typed}, ${written}`).toBe(false)
  })
})
