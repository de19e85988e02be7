// NeurIPS 2023 Oral      Accepted by ICRA 2024      (CVPR 2021, Best Paper)      已被 ACL 2023 接收
// Where a paper appeared, on a line of its own. No field of a paper has it; it is no text either.
import type { Construct, Token } from '../tokens.ts'

/** Conferences and journals by the names that people write; others count behind 'Accepted by'. */
const KNOWN =
  'neurips|nips|icml|iclr|cvpr|iccv|eccv|accv|wacv|bmvc|3dv|acl|emnlp|naacl|eacl|aacl|coling|conll|tacl|colm|aaai|ijcai|ecai|uai|aistats|colt|alt|automl|jmlr|tmlr|mlsys|' +
  'tpami|pami|ijcv|tip|tmm|tvcg|tnnls|rss|icra|iros|corl|ra-l|t-ro|hri|humanoids|kdd|sigir|www|the web conference|cikm|wsdm|recsys|ecir|vldb|sigmod|icde|siggraph(?: asia)?|tog|chi|uist|cscw|' +
  'interspeech|icassp|asru|slt|taslp|ismir|acm mm|mm|miccai|midl|isbi|osdi|sosp|nsdi|asplos|isca|micro|hpca|eurosys|atc|icse|fse|ase|issta|pldi|popl|oopsla|usenix security|s&p|ccs|ndss|' +
  'stoc|focs|soda|lrec(?:-coling)?|semeval|nature(?: [a-z]+){0,3}|science(?: [a-z]+){0,2}|cell|pnas|patterns|arxiv(?: preprint)?|corr'
const LEAD =
  '(?:(?:accepted|to appear|appears|published|presented|appearing|submitted|in submission|under review)(?:\\s+(?:as|for)\\s+(?:an?\\s+)?[\\w-]+(?:\\s+paper)?)?(?:\\s+(?:at|by|to|in|for|on))?|in proceedings of|proceedings of)\\s+(?:the\\s+)?|(?:已?被|已|发表于|发表在|收录于|录用于|投稿于|入选|中稿)\\s*'
const KIND =
  '(?:oral|spotlight|poster|highlight(?:ed)?|award|finalist|candidate|nominee|best|outstanding|student|honou?rable|mention|paper|papers|main|conference|findings|workshops?|long|short|demo|demonstrations?|track|datasets?|benchmarks?|and|industry|journal|presentation|camera[- ]ready|accepted|talk|notable|top|\\d{1,2}(?:\\.\\d)?\\s?%|口头报告|口头|报告|海报|亮点|最佳论文|论文|奖|提名|候选|接收|录用|收录|主会|长文|短文|workshop|发表)'
const YEAR = "(?:['’]\\s?\\d{2}|(?:19|20)\\d{2})"
/** An acronym that no list has: `XYZW 2023 Oral`. */
const ACRONYM = /^[A-Z][A-Za-z&-]{0,3}[A-Z][A-Za-z&-]{0,8}$/
const GAP = '[\\s,，:：;；()（）·|–—-]*'
const OPEN = '^[[【(（`*_\\s]*(?:(?:venue|conference|journal|会议|期刊)\\s*[:：]\\s*)?'
const CLOSE = '[\\])）】`*_\\s.。!！]*$'
const behind = (kinds: string) => `${GAP}(?:${KIND}${GAP})${kinds}${CLOSE}`
const BY_NAME = new RegExp(
  `${OPEN}(?:${LEAD}|in\\s+)?(?:the\\s+)?(?:findings of\\s+|ieee(?:/cvf)?\\s+|acm\\s+|international conference on\\s+)?(?:${KNOWN})${GAP}${YEAR}${behind('{0,8}')}`,
  'i',
)
const BY_ACRONYM = new RegExp(`${OPEN}(?:${LEAD}|in\\s+)?(?<name>[a-z&-]{2,13})${GAP}${YEAR}${behind('{0,8}')}`, 'i')
const BY_LEAD = new RegExp(
  `${OPEN}(?:${LEAD})(?:[\\p{L}\\d&.-]{1,30}\\s){0,8}?[\\p{L}\\d&.-]{1,30}${GAP}${YEAR}${behind('{0,8}')}`,
  'iu',
)
/** A name without a year counts behind words that only a venue follows. */
const WITHOUT_YEAR = new RegExp(
  `${OPEN}(?:accepted|to appear|published|已?被|发表于|收录于|录用于|入选)(?:\\s*(?:at|by|to|in|for|on)(?:\\s+the)?)?\\s*(?:${KNOWN})${behind('{0,8}')}`,
  'i',
)
const MAX_LINE = 120
const SIGN = /(?:19|20)\d{2}|['’]\s?\d{2}|accepted|appear|published|被|发表|收录|录用|入选/i

export const venue: Construct = {
  name: 'venue',
  starts: /[A-Za-z1-3[【(（`*_已被发收录投入中会期]/,
  maxLength: MAX_LINE,
  read: (text): Token | null => (isVenue(text) ? { kind: 'label', field: 'note', rest: text } : null),
}

/** `2022`, `(2022)` */
const YEAR_ALONE = /^[(（[]?\s?(?:19|20)\d{2}\s?[)）\]]?$/

/** A cheap look before the costly ones, at a text that may hold a venue. */
export function mayHoldVenue(text: string): boolean {
  return SIGN.test(text)
}

export function isVenue(text: string): boolean {
  if (text.length > MAX_LINE || !SIGN.test(text) || text.includes('://')) return false
  return (
    YEAR_ALONE.test(text) ||
    BY_NAME.test(text) ||
    ACRONYM.test(BY_ACRONYM.exec(text)?.groups?.name ?? '') ||
    BY_LEAD.test(text) ||
    WITHOUT_YEAR.test(text)
  )
}
