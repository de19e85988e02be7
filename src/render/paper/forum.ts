// A forum has one post a paper: a name, a first message, and tags by category.
import type { Bilingual } from '../../text/bilingual.ts'
import { clip, countCodePoints } from '../../text/graphemes.ts'
import { oneLine } from '../../text/markdown.ts'
import { type LanguageChoice, LIMITS, type MessageBody, type PaperView } from '../message.ts'
import { leadLanguage, titleIn } from '../view.ts'
import { type PaperOptions, renderPaper } from './paper.ts'

export interface ForumPost {
  /** Plain text: a forum shows no markdown in names. */
  readonly name: string
  readonly message: MessageBody
  /** Names of tags, in the order of the paper's categories. */
  readonly tags: readonly string[]
}

export function renderForumPost(paper: PaperView, options: PaperOptions): ForumPost {
  const tags = paper.categories.map((code) => forumTagName(code, paper.categoryNames, options.language))
  return {
    name: clip(titleIn(paper, leadLanguage(options.language)), LIMITS.forumName),
    message: renderPaper(paper, options),
    tags: [...new Set(tags)].filter((tag) => tag !== '').slice(0, LIMITS.forumTags),
  }
}

/**
 * The code and its name where both fit into a tag, else the code: the same for the same category
 * every day.
 */
export function forumTagName(code: string, names: Readonly<Record<string, Bilingual>>, language: LanguageChoice): string {
  const plain = clip(oneLine(code), LIMITS.forumTag)
  const pair = Object.hasOwn(names, code) ? names[code] : undefined
  const name = oneLine((language === 'en' ? pair?.en : pair?.zh) ?? '')
  const both = `${plain} ${name}`
  return name === '' || name === plain || countCodePoints(both) > LIMITS.forumTag ? plain : both
}
