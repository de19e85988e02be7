// image.png      [image: a chart]      图片      ![a chart](https://host/a.png)
// <img src="a.png">
// One line may hold several. A bare mark is counted; an address is kept.
import type { Figure } from '../digest.ts'
import type { Construct, Token } from '../tokens.ts'

const EXTENSION = 'png|jpe?g|gif|webp|bmp|svg|heic|tiff?|avif'
const PICTURE = new RegExp(
  [
    `!\\[(?<alt>[^\\]\\n]{0,500})\\]\\(\\s*(?:<(?<enclosed>[^>\\n]{1,2000})>|(?<address>[^)\\s>]{0,2000}))(?:\\s+["'][^"'\\n]{0,200}["'])?\\s*\\)`,
    '<img\\b(?<attributes>[^>]{0,4000})/?>',
    `(?<url>https?://[^\\s<>"']{1,2000}\\.(?:${EXTENSION}))(?:[?#][^\\s<>"']{0,500})?(?=\\s|$)`,
    '[[【［(（](?:image|img|figure|fig|图片?|插图|截图|cid)\\s*\\d{0,3}\\s*(?:[:：]\\s*(?<name>[^\\]】］)）\\n]{0,500}))?[\\]】］)）]',
    `(?<file>(?:image|img|图片?|figure|fig|screenshot|截图|屏幕截图)[\\w .()（）-]{0,30}?\\.(?:${EXTENSION}))`,
    '(?:图片|image|截图)(?:\\s?\\d{1,3})?(?=\\s|$)',
    // Names that phones, chats, office programs and web pages give, and numbers of figures.
    `(?:截屏|截图|截圖|螢幕截圖|圖片|下載|屏幕截图|屏幕快照|螢幕快照|屏幕录制|screen ?shot|微信图片|微信截图|QQ截图|QQ图片|WeChat ?Image|mmexport|clip_image|IMG|DSC|PXL|pasted[ _-]?image|未命名|下载|download|unnamed|picture|photo)[^\\n/<>:：,，。]{0,60}?\\.(?:${EXTENSION})(?=\\s|$)`,
    `[\\w@~-]{1,80}(?:\\s?[(（]\\d{1,3}[)）])?\\.(?:${EXTENSION})(?=\\s|$)`,
    // A caption: its text is the figure's.
    '(?:图|圖|fig(?:ure)?\\.?)\\s?\\d{1,3}\\s*[:：.．](?!\\d)[^\\n]{0,300}$',
    '(?:图|圖|fig(?:ure)?\\.?)\\s?(?:\\d{1,3}|[一二三四五六七八九十])(?=\\s*$|\\s+(?:图|圖|fig))',
    '\\ufffc+',
  ].join('|'),
  'iy',
)
const MARK: Figure = { kind: 'mark' }
/** What is left of a picture where only text was copied. */
const MAX_WRITTEN = 'image.png'
const PASTED: Token = { kind: 'figures', figures: [{ kind: 'address', url: MAX_WRITTEN, alt: null }] }
const GAP = /[\s,，、;；|]*/y

export const figure: Construct = {
  name: 'figure',
  starts: /[^\u4e00-\u9fff]|[图圖截屏螢微未下]/,
  maxLength: 4000,
  plain: { starts: /i/, read: (text) => (text === MAX_WRITTEN ? PASTED : null) },
  read(text) {
    if (!mayBePicture(text)) return null
    const figures: Figure[] = []
    let at = 0
    while (at < text.length) {
      PICTURE.lastIndex = at
      const match = PICTURE.exec(text)
      if (!match) return null
      figures.push(figureOf(match.groups ?? {}))
      GAP.lastIndex = PICTURE.lastIndex
      GAP.exec(text)
      at = GAP.lastIndex
    }
    return { kind: 'figures', figures }
  },
}

const SIGN = /\.(?:png|jpe?g|gif|webp|bmp|svg|heic|tiff?|avif)|image|img|cid|fig|图|圖|截|\ufffc/i

/** Names of pictures end before. */
const NEAR = 128

/** A cheap look before the costly one. */
function mayBePicture(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first === 0x21 || first === 0x3c) return true
  // Only an address may be long in front of its ending.
  return SIGN.test(first === 0x68 || first === 0x48 ? text : text.slice(0, NEAR))
}

/** A name alone may be found among a container's pictures; where it is not, it is a mark. */
function figureOf(found: Partial<Record<string, string>>): Figure {
  const alt = found.alt ?? attribute(found.attributes, 'alt')
  const url = found.url ?? found.enclosed ?? found.address ?? attribute(found.attributes, 'src') ?? found.file ?? found.name ?? ''
  return url === '' ? MARK : { kind: 'address', url, alt: alt || null }
}

function attribute(attributes: string | undefined, name: string): string | null {
  const match = attributes?.match(new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i'))
  return match ? (match[1] ?? match[2] ?? match[3] ?? null) : null
}
