// The category option: codes with their names, suggested while typing.
import { categoryName, KNOWN_CATEGORIES } from '../../src/text/categories.ts'
import type { AutocompleteContext, Choice, Services } from './services.ts'

/** Those that the archive has, the most frequent first. */
export async function commonCategories({ archive }: Pick<Services, 'archive'>): Promise<string[]> {
  const { byCategory } = await archive.counts()
  return Object.keys(byCategory).sort((a, b) => (byCategory[b] ?? 0) - (byCategory[a] ?? 0))
}

export async function suggestCategories({ services, typed, language }: AutocompleteContext): Promise<readonly Choice[]> {
  const codes = await commonCategories(services)
  const all = codes.length > 0 ? codes : KNOWN_CATEGORIES
  const wanted = typed.trim().toLowerCase()
  return all
    .map((code) => ({ code, name: categoryName(code) }))
    .filter(({ code, name }) => [code, name.zh ?? '', name.en ?? ''].some((text) => text.toLowerCase().includes(wanted)))
    .slice(0, 25)
    .map(({ code, name }) => ({ name: [code, name[language]].filter(Boolean).join(' · '), value: code }))
}

/** Longest first: a name may be a part of another. */
const BY_NAME = KNOWN_CATEGORIES.flatMap((code) =>
  Object.values(categoryName(code)).flatMap((name) => (name === null ? [] : [{ code, name: name.toLowerCase() }])),
).sort((a, b) => b.name.length - a.name.length)

/** `cs.CV`, `cv`, `计算机视觉` and `Computer Vision` are `CV`; several may be given. */
export function parseCategories(typed: string | null): string[] {
  let text = ` ${(typed ?? '').toLowerCase()} `
  for (const { code, name } of BY_NAME) {
    const isWord = (at: number) => !/[a-z]/.test(`${text[at - 1]}${text[at + name.length]}`)
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
      if (/[^a-z]/.test(name[0] ?? '') || isWord(at))
        text = `${text.slice(0, at)} ${code.toLowerCase()} ${text.slice(at + name.length)}`
  }
  const codes = text
    .split(/[\s,，、·]+/u)
    .map((code) => code.replace(/^[a-z-]+\./i, '').toUpperCase())
    .filter((code) => code !== '')
  return [...new Set(codes)]
}
