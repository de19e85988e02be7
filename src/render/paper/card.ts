// The layout `card`: a container of Discord's second generation of components, with the picture,
// the text and the buttons in one frame.
import type {
  APIComponentInContainer,
  APIContainerComponent,
  APIMediaGalleryItem,
  APITextDisplayComponent,
} from 'discord-api-types/v10'
import { ComponentType } from 'discord-api-types/v10'
import type { Figure } from '../../digest/digest.ts'
import { clip } from '../../text/graphemes.ts'
import { escapeLine, oneLine, safeUrl } from '../../text/markdown.ts'
import { LIMITS, type PaperView } from '../message.ts'
import type { ButtonRow } from '../parts/buttons.ts'
import { categoryColour } from '../parts/colours.ts'
import { linkTitle } from '../parts/link.ts'
import { leadLanguage, mainLink, titleIn } from '../view.ts'
import type { FigureFile } from './figures.ts'
import { type MetadataOptions, metadataOf } from './metadata.ts'
import { skimLines } from './skim.ts'

const MAX_TITLE = 250
// All texts of a message share 4,000 characters, the addresses of links too.
const MAX_LINK = 1000

export interface CardMedia {
  readonly figures: readonly Figure[]
  /** What goes up with the message. */
  readonly files: readonly FigureFile[]
}

/** One picture is next to the text, several are a gallery below it. */
export function cardOf(
  paper: PaperView,
  options: MetadataOptions,
  media: CardMedia,
  rows: readonly ButtonRow[],
): APIContainerComponent {
  const link = mainLink(paper, MAX_LINK)
  const title = `### ${linkTitle(titleIn(paper, leadLanguage(options.language)), link, MAX_TITLE)}`
  const pictures = picturesOf(media)
  const content = textDisplay([title, ...skimLines(paper, options.language)].join('\n'))
  const [only] = pictures
  const head: APIComponentInContainer[] =
    only === undefined
      ? [content]
      : pictures.length === 1
        ? [{ type: ComponentType.Section, components: [content], accessory: { type: ComponentType.Thumbnail, ...only } }]
        : [content, { type: ComponentType.MediaGallery, items: pictures }]
  return {
    type: ComponentType.Container,
    accent_color: categoryColour(paper.categories[0]),
    components: [
      ...head,
      { type: ComponentType.Separator },
      textDisplay(`-# ${escapeLine(metadataOf(paper, options))}`),
      ...rows,
    ],
  }
}

export const textDisplay = (content: string): APITextDisplayComponent => ({ type: ComponentType.TextDisplay, content })

/** Files show only where a component names them. */
function picturesOf({ figures, files }: CardMedia): APIMediaGalleryItem[] {
  const addresses = figures.flatMap((figure) => (figure.kind === 'address' ? (safeUrl(figure.url) ?? []) : []))
  const described = (alt: string | null) => {
    const text = oneLine(alt ?? '')
    return text === '' ? {} : { description: clip(text, LIMITS.attachmentAlt) }
  }
  return [
    ...files.map((file) => ({ media: { url: `attachment://${file.name}` }, ...described(file.alt) })),
    ...[...new Set(addresses)].map((url) => ({ media: { url } })),
  ].slice(0, LIMITS.galleryItems)
}
