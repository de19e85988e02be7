// The category option: codes with their names, suggested while typing.
import { categoryName, KNOWN_CATEGORIES } from '../src/text/categories.ts'
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

/** `cs.CV` and `cv` are `CV`; several may be given. */
export function parseCategories(typed: string | null): string[] {
  return (typed ?? '')
    .split(/[\s,，、]+/u)
    .map((code) => code.replace(/^[a-z-]+\./i, '').toUpperCase())
    .filter((code) => code !== '')
}
