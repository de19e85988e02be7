// arXiv numbers as people write and paste them: bare, with a version, in an address of arXiv or of
// a site that shows its papers, as a DOI, in a reference.
import { isOnlyAsking } from './fillers.ts'

/** New numbers have a month (2508.15233), old ones an archive and a month (cs.CL/0301012). */
const NUMBER =
  /(?<![a-z\d.])(?:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]{2,9}(?:\.[a-z]{2})?\/\d{2}(?:0[1-9]|1[0-2])\d{3})(?=(?:v\d{1,2})?(?![\d]|\.\d))/iu
const DOI = /10\.48550\/arxiv\.(?=\d)/giu
/** Said of the number and not of the subject. */
const COMPANION =
  /^[([]*(?:arxiv|id|no|number|paper|link|pdf|论文|链接|编号|号|arxiv\s+preprint|corr|abs|preprint|doi|(?:cs|eess|stat|math|q-bio|physics)\.[a-z]{2})[)\].,:：]*$/iu

const EACH_NUMBER = new RegExp(NUMBER, 'giu')

/** The numbers without their versions. */
export const arxivIdsIn = (text: string): string[] => [...text.replace(DOI, ' ').matchAll(EACH_NUMBER)].map(([number]) => number)

/** The first of them; null where the text has none. */
export const arxivIdIn = (text: string): string | null => NUMBER.exec(text.replace(DOI, ' '))?.[0] ?? null

const MONTH_OF_NUMBER = '\\d{2}(?:0[1-9]|1[0-2])'
const BEHIND_ARXIV = new RegExp(
  `(?<=\\barxiv(?:\\s+id)?[\\s:#]*)(${MONTH_OF_NUMBER})[\\s_,，。-]{1,2}(\\d{4,5})(?![\\d.])`,
  'giu',
)
const WITH_ANOTHER_MARK = new RegExp(`(?<![\\p{L}\\d.,-])(${MONTH_OF_NUMBER})[_,，。-](\\d{5})(?![\\d.,-])`, 'gu')
const NOTHING_ELSE = new RegExp(`^\\s*(${MONTH_OF_NUMBER})\\s?(\\d{5})\\s*$`, 'u')

/** "arxiv 2505 13563", "2505-13563", "250513563": numbers whose point was lost. */
export const withPointsInIds = (text: string): string =>
  text.replace(BEHIND_ARXIV, '$1.$2').replace(WITH_ANOTHER_MARK, '$1.$2').replace(NOTHING_ELSE, '$1.$2')

export const isCompanionOfId = (text: string): boolean => COMPANION.test(text) || isOnlyAsking(text)
