// The row under a posted paper, and the menu under the short list.
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIButtonComponentWithCustomId,
  APIComponentInMessageActionRow,
  APIStringSelectComponent,
} from 'discord-api-types/v10'
import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { clip } from '../../text/graphemes.ts'
import { customIds } from '../custom-id.ts'
import { type LanguageChoice, LIMITS, label, type PaperView } from '../message.ts'
import { leadLanguage, mainLink, titleIn } from '../view.ts'
import { WORDS } from '../wording.ts'

export type ButtonRow = APIActionRowComponent<APIComponentInMessageActionRow>

/**
 * What can be done with a posted paper. `shown` says whether the message has all of its text: then
 * there is nothing more to read, but for the other language.
 */
export function paperButtons(paper: PaperView, language: LanguageChoice, shown: 'part' | 'whole'): ButtonRow {
  const link = mainLink(paper, LIMITS.buttonUrl)
  const reading = shown === 'part' ? readButton(paper, language) : otherLanguageButton(paper, language)
  const components: APIButtonComponent[] = [
    ...(reading === null ? [] : [reading]),
    button(language === 'both' ? '≈' : WORDS.similar[language], customIds.similar(paper.id)),
    either(WORDS.save, '🔖', language, customIds.save(paper.id)),
  ]
  if (link !== null) {
    components.push({ type: ComponentType.Button, style: ButtonStyle.Link, label: linkName(link, language), url: link })
  }
  return { type: ComponentType.ActionRow, components }
}

/** Nothing where the paper has no text beyond its title. */
function readButton(paper: PaperView, language: LanguageChoice): APIButtonComponent | null {
  const { abstract, points, takeaway } = paper
  const texts = [abstract.zh, abstract.en, takeaway, ...points]
  return texts.some((text) => (text ?? '').trim() !== '')
    ? button(label(WORDS.readAll, language), customIds.read(paper.id))
    : null
}

function otherLanguageButton({ id, abstract }: PaperView, language: LanguageChoice): APIButtonComponent | null {
  if (language === 'both' || !abstract.zh?.trim() || !abstract.en?.trim()) return null
  return button(LANGUAGE_NAMES[language === 'zh' ? 'en' : 'zh'], customIds.text(language, id))
}

export const LANGUAGE_NAMES = { zh: '中文', en: 'English' } as const

/** Where a link leads. */
export function linkName(link: string, language: LanguageChoice): string {
  const { hostname, pathname } = new URL(link)
  const isAt = (host: string) => hostname === host || hostname.endsWith(`.${host}`)
  if (isAt('arxiv.org')) return 'arXiv'
  if (isAt('openreview.net')) return 'OpenReview'
  if (isAt('github.com') || isAt('gitlab.com') || isAt('huggingface.co')) return label(WORDS.code, language)
  if (isAt('weibo.com') || isAt('weibo.cn')) return label(WORDS.weibo, language)
  return /\.pdf$/i.test(pathname) ? 'PDF' : label(WORDS.paper, language)
}

export function row(components: ButtonRow['components']): ButtonRow {
  return { type: ComponentType.ActionRow, components }
}

export function button(
  text: string,
  customId: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label: text, custom_id: customId }
}

export function iconButton(emoji: string, customId: string): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, emoji: { name: emoji }, custom_id: customId }
}

/** In a bilingual channel an icon says what two labels would. */
const either = (pair: Bilingual, icon: string, language: LanguageChoice, customId: string) =>
  language === 'both' ? iconButton(icon, customId) : button(pair[language], customId)

type Bilingual = Readonly<Record<'zh' | 'en', string>>

export const latestButton = (language: LanguageChoice) => either(WORDS.latest, '📰', language, customIds.latest())

/** Under the index of a day: what a reader does next. */
export const dayButtons = (language: LanguageChoice) => [
  either(WORDS.search, '🔍', language, customIds.ask()),
  latestButton(language),
  either(WORDS.subscribe, '🔔', language, customIds.subscribe()),
]

/**
 * Menus that open one of the papers; Discord has 25 options a menu and five rows a message, the
 * rest stays without.
 */
export function openMenus(papers: readonly PaperView[], language: LanguageChoice, mostMenus = 5): ButtonRow[] {
  const unique = [...new Map(papers.map((paper) => [paper.id, paper])).values()]
  const rows: ButtonRow[] = []
  for (let i = 0; i < unique.length && rows.length < mostMenus; i += LIMITS.selectOptions) {
    rows.push(openMenu(unique.slice(i, i + LIMITS.selectOptions), language, rows.length))
  }
  return rows
}

function openMenu(papers: readonly PaperView[], language: LanguageChoice, part: number): ButtonRow {
  const lead = leadLanguage(language)
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: customIds.open(part),
    placeholder: label(WORDS.openOne, language),
    options: papers.map((paper) => {
      const title = titleIn(paper, lead)
      const other = titleIn(paper, lead === 'en' ? 'zh' : 'en')
      return {
        label: clip(title, LIMITS.optionText),
        value: paper.id,
        ...(other === title ? {} : { description: clip(other, LIMITS.optionText) }),
      }
    }),
  }
  return { type: ComponentType.ActionRow, components: [menu] }
}
