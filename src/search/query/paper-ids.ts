// arXiv numbers as people write and paste them: bare, with a version, in an address of arXiv or of
// a site that shows its papers, as a DOI, in a reference.

/** New numbers have a month (2508.15233), old ones an archive and a month (cs.CL/0301012). */
const NUMBER =
  /(?<![\p{L}\d.])(?:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]{2,9}(?:\.[a-z]{2})?\/\d{2}(?:0[1-9]|1[0-2])\d{3})(?=(?:v\d{1,2})?(?![\d]|\.\d))/iu
const DOI = /10\.48550\/arxiv\.(?=\d)/giu
/** Said of the number and not of the subject. */
const COMPANION =
  /^[([]*(?:arxiv|arxiv\s+preprint|corr|abs|preprint|doi|(?:cs|eess|stat|math|q-bio|physics)\.[a-z]{2})[)\].,:：]*$/iu

/** The number without its version; null where the text has none. */
export const arxivIdIn = (text: string): string | null => NUMBER.exec(text.replace(DOI, ' '))?.[0] ?? null

export const isCompanionOfId = (text: string): boolean => COMPANION.test(text)
