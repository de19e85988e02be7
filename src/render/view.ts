// Papers of a digest that is not in the archive, as render wants them.
import type { Digest } from '../digest/digest.ts'
import type { Bilingual, Language } from '../text/bilingual.ts'
import { categoryName } from '../text/categories.ts'
import { oneLine, safeUrl } from '../text/markdown.ts'
import type { LanguageChoice, PaperView } from './message.ts'

export function viewsOf(digest: Digest): PaperView[] {
  return digest.papers.map(({ figures: _figures, lines: _lines, ...paper }) => ({
    ...paper,
    date: digest.date,
    categoryNames: Object.fromEntries(paper.categories.map((code) => [code, categoryName(code, digest.legend)])),
  }))
}

/**
 * The address that a title links to: arXiv where there is one, else the first that may be a link.
 */
export function mainLink(paper: Pick<PaperView, 'links'>, limit?: number): string | null {
  const usable = paper.links.flatMap((link) => safeUrl(link, limit) ?? [])
  return usable.find((link) => /(^|\.)arxiv\.org$/.test(new URL(link).hostname)) ?? usable[0] ?? null
}

/**
 * The title in the language, in the other one where that is missing, else the paper's id. Never
 * empty, one line.
 */
export function titleIn(paper: Pick<PaperView, 'title' | 'id'>, language: Language): string {
  const first = oneLine(paper.title[language] ?? '')
  return first || oneLine(paper.title[language === 'zh' ? 'en' : 'zh'] ?? '') || paper.id
}

/**
 * The title that leads: English, as the paper itself has it, unless the reader chose Chinese alone.
 */
export function leadLanguage(language: LanguageChoice): Language {
  return language === 'zh' ? 'zh' : 'en'
}

/** `CV · 计算机视觉 / Computer Vision`. A side that says the same or is missing is left out. */
export function categoryLabel(code: string, names: Readonly<Record<string, Bilingual>>, language: LanguageChoice): string {
  const name = Object.hasOwn(names, code) ? names[code] : undefined
  const wanted = language === 'both' ? [name?.zh, name?.en] : [name?.[language] ?? name?.en ?? name?.zh]
  const texts = [...new Set(wanted.flatMap((text) => (text ? [oneLine(text)] : [])))].filter(
    (text) => text !== '' && text !== code,
  )
  return texts.length === 0 ? oneLine(code) : `${oneLine(code)} · ${texts.join(' / ')}`
}
