// British spellings → American ones, so that "behaviour modelling" and "behavior modeling" meet. A
// result is for comparing only; words in -ise that are not verbs in -ize are kept, since others of
// their family end in -ision or -isal.

const OUR =
  /(behavi|col|fav|neighb|lab|flav|arm|harb|hon|hum|rum|vap|tum|od|vig|rig|cand|endeav|splend|sav|ferv|parl|cl|succ|val|dem)our(?=$|s$|ed$|ing$|able|al|ful|ite|ist|less|hood|i[sz]|ly$)/
const KEPT_IN_ISE =
  /^(?:.*(?:no|ra|w|prec|conc|circumc|superv|rev|dev|telev|improv|adv|advert|appra|compr|comprom|enterpr|surpr|prom|prem|desp|repr|exerc|expert|franch|disgu|pract|parad|treat|bru|cru|pra|po|surm|dem)|inc|exc|ar|gu)$/
const ISE = /^(.{3,})is(e|ed|es|ing|er|ers|able|ability|ation|ations|ational)$/
const RE = /^(.*(?:cent|fib|theat|calib|lit|lust|spect|^met|(?:centi|kilo|milli|micro|nano)met))re(s|d)?$/
const ELL = /(mod|lab|canc|trav|chann|tunn|lev|fu|du|shov|parc)ell(ed|ing|er|ers)$/
const ALL = /(sign|tot|equ|spir|marsh|riv|di|initi)all(ed|ing|er|ers)$/

/** Parts of words, each with what it becomes; tried in turn. */
const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/(anal|paral|catal|dial|hydrol|electrol)ys(e|ed|er|ers|ing)$/, '$1yz$2'],
  [/(anal|catal|dial|monol|homol)ogue(s?)$/, '$1og$2'],
  [/(def|off|pret|lic)ence(s?)$/, '$1ense$2'],
  [/^practis(e|ed|es|ing)$/, 'practic$1'],
  [/^grey/, 'gray'],
  [/^programme(s?)$/, 'program$1'],
  [/artefact/, 'artifact'],
  [/^ageing/, 'aging'],
  [/^sceptic/, 'skeptic'],
  [/^mould/, 'mold'],
  [/^plough/, 'plow'],
  [/manoeuvr(?=e)/, 'maneuver'],
  [/judgement/, 'judgment'],
  [/aluminium/, 'aluminum'],
  [/^(.*)aem(?=i|o|a|$)/, '$1em'],
  [/anaesth/, 'anesth'],
  [/paed(?=i|o)/, 'ped'],
  [/gynaec/, 'gynec'],
  [/^foet/, 'fet'],
  [/^oe(?=dema|soph|stro)/, 'e'],
  [/rrhoea/, 'rrhea'],
  [/sulph/, 'sulf'],
  [/^focuss(?=e|i)/, 'focus'],
  [/^(fulfil|enrol|instil|distil)(?=$|s$|ment)/, '$1l'],
  [/^skilful/, 'skillful'],
  [/^learnt$/, 'learned'],
  [/parameteri(?=z)/, 'parametri'],
]
/** Few words have any of these letters, and to look for them costs less than the expressions. */
const MAY_BE_BRITISH =
  /our|ise|isi|isa|re$|re[sd]$|ell|all|ys|ogue|ence|grey|mme|ae|oe|rte|ageing|scep|oul|oug|noe|judge|nium|lph|cuss|fil|rol|til|skil|learnt|eteri|practis/

export function american(word: string): string {
  if (!MAY_BE_BRITISH.test(word)) return word
  let result = word.replace(OUR, '$1or').replace(RE, '$1er$2').replace(ELL, '$1el$2').replace(ALL, '$1al$2')
  const ise = ISE.exec(result)
  if (ise?.[1] !== undefined && !KEPT_IN_ISE.test(ise[1])) result = `${ise[1]}iz${ise[2]}`
  for (const [pattern, replacement] of REPLACED) result = result.replace(pattern, replacement)
  return result
}

/** American endings → British ones. */
const BRITISH: readonly (readonly [RegExp, string])[] = [
  [/iz(?=e|ed|es|ing|er|ers|able|ability|ation|ations|ational)/g, 'is'],
  [/yz(?=e|ed|es|ing|er)/g, 'ys'],
  [/or(?=$|s$|ed$|ing$|al$|less$|ful$)/g, 'our'],
  [/l(?=ed$|ing$|er$|ers$)/g, 'll'],
  [/er(?=s?$)/g, 're'],
  [/ered$/g, 'red'],
  [/og(?=s?$)/g, 'ogue'],
  [/ense(?=s?$)/g, 'ence'],
  [/artifact/g, 'artefact'],
  [/em(?=i|o|a)/g, 'aem'],
]

/** Other spellings of a word, American or British; none for most words. */
export function spellingsOf(word: string): string[] {
  const own = american(word)
  const british = BRITISH.map(([ending, other]) => word.replace(ending, other))
  return [own, ...british].filter((other, at, all) => other !== word && all.indexOf(other) === at && american(other) === own)
}
