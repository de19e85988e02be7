// Time zones as people name them: an IANA name, a city, a country with one zone, an abbreviation,
// or an offset from UTC.
import { isZone } from '../../../src/schedule/zone.ts'

export interface NamedZone {
  /** What it may mean: more than one where only its reader can tell. */
  readonly zones: readonly string[]
  /** The length of the name in the text. */
  readonly length: number
}

/**
 * Cities that are not in the names of IANA, countries and regions with one zone, and Chinese names.
 */
const PLACES: Readonly<Record<string, string>> = {
  'Asia/Shanghai':
    'beijing|china|shenzhen|guangzhou|hangzhou|nanjing|wuhan|chengdu|xian|tianjin|suzhou|hefei|prc|bjt|北京|上海|深圳|广州|廣州|杭州|南京|武汉|武漢|成都|西安|天津|苏州|蘇州|合肥|中国|中國',
  'Asia/Hong_Kong': 'hong kong|hongkong|hkt|hk|香港',
  'Asia/Macau': 'macao|澳门|澳門',
  'Asia/Taipei': 'taiwan|hsinchu|台北|臺北|台湾|台灣|臺灣|新竹',
  'Asia/Tokyo': 'japan|jst|osaka|kyoto|nagoya|东京|東京|日本|大阪|京都',
  'Asia/Seoul': 'korea|south korea|kst|busan|daejeon|首尔|首爾|韩国|韓國',
  'Asia/Singapore': 'sgt|新加坡',
  'Asia/Kuala_Lumpur': 'malaysia|myt|吉隆坡|马来西亚|馬來西亞',
  'Asia/Bangkok': 'thailand|曼谷|泰国|泰國',
  'Asia/Jakarta': 'wib|雅加达|雅加達',
  'Asia/Manila': 'philippines|pht|马尼拉|馬尼拉',
  'Asia/Ho_Chi_Minh': 'ho chi minh city|ho chi minh|saigon|hanoi|vietnam|ict|河内|河內|胡志明市|越南',
  'Asia/Kolkata':
    'india|indian|kolkata|calcutta|delhi|new delhi|mumbai|bombay|bangalore|bengaluru|hyderabad|chennai|pune|印度|新德里|孟买|孟買',
  'Asia/Karachi': 'pakistan|pkt|lahore|islamabad',
  'Asia/Dhaka': 'bangladesh',
  'Asia/Kathmandu': 'nepal|npt|kathmandu',
  'Asia/Yangon': 'yangon|rangoon',
  'Asia/Dubai': 'uae|gst|abu dhabi|迪拜|杜拜',
  'Asia/Riyadh': 'saudi arabia|jeddah|利雅得',
  'Asia/Jerusalem': 'israel|tel aviv|haifa|耶路撒冷|以色列',
  'Europe/Istanbul': 'turkey|ankara|伊斯坦布尔|伊斯坦堡',
  'Europe/Berlin':
    'germany|cet|cest|central european|mez|mesz|munich|münchen|hamburg|frankfurt|cologne|köln|stuttgart|tübingen|heidelberg|柏林|慕尼黑|德国|德國|法兰克福|法蘭克福',
  'Europe/Paris': 'france|lyon|grenoble|toulouse|巴黎|法国|法國',
  'Europe/London':
    'uk|united kingdom|england|britain|british|great britain|cambridge|oxford|edinburgh|manchester|伦敦|倫敦|英国|英國',
  'Europe/Dublin': 'ireland|都柏林',
  'Europe/Zurich': 'switzerland|zürich|geneva|lausanne|basel|苏黎世|蘇黎世|瑞士',
  'Europe/Vienna': 'austria|wien|维也纳|維也納',
  'Europe/Rome': 'italy|milan|milano|roma|罗马|羅馬|意大利',
  'Europe/Madrid': 'spain|barcelona|马德里|馬德里|西班牙',
  'Europe/Lisbon': 'portugal|wet|west|porto|里斯本',
  'Europe/Amsterdam': 'netherlands|holland|eindhoven|delft|阿姆斯特丹|荷兰|荷蘭',
  'Europe/Brussels': 'belgium|leuven|布鲁塞尔|布魯塞爾',
  'Europe/Copenhagen': 'denmark|哥本哈根',
  'Europe/Stockholm': 'sweden|斯德哥尔摩|斯德哥爾摩',
  'Europe/Oslo': 'norway|奥斯陆|奧斯陸',
  'Europe/Helsinki': 'finland|eet|eest|eastern european|espoo|赫尔辛基|赫爾辛基',
  'Europe/Warsaw': 'poland|krakow|kraków|华沙|華沙',
  'Europe/Prague': 'czechia|czech republic|praha|布拉格',
  'Europe/Budapest': 'hungary|布达佩斯|布達佩斯',
  'Europe/Athens': 'greece|雅典',
  'Europe/Kyiv': 'ukraine|kiev|kyiv|基辅|基輔',
  'Europe/Moscow': 'msk|莫斯科',
  'Africa/Cairo': 'egypt|开罗|開羅',
  'Africa/Johannesburg': 'south africa|sast|cape town|约翰内斯堡',
  'Africa/Lagos': 'nigeria|wat',
  'Africa/Nairobi': 'kenya|eat',
  'America/New_York':
    'est|edt|et|eastern|us eastern|us east|nyc|new york city|boston|washington|washington dc|philadelphia|pittsburgh|atlanta|miami|princeton|纽约|紐約|波士顿|波士頓|美东|美東|美国东部|美國東部|华盛顿|華盛頓',
  'America/Chicago': 'cdt|ct|central|us central|houston|dallas|austin|芝加哥|美国中部|美國中部',
  'America/Denver': 'mst|mdt|mt|mountain|us mountain|boulder|salt lake city|丹佛',
  'America/Los_Angeles':
    'pst|pdt|pt|pacific|us pacific|us west|la|california|san francisco|sf|bay area|silicon valley|palo alto|stanford|berkeley|san jose|san diego|seattle|洛杉矶|洛杉磯|旧金山|舊金山|西雅图|西雅圖|硅谷|美西|美国西部|美國西部',
  'America/Anchorage': 'akst|akdt|alaska',
  'Pacific/Honolulu': 'hst|hawaii|夏威夷',
  'America/Toronto': 'montreal|montréal|ottawa|waterloo|多伦多|多倫多|蒙特利尔',
  'America/Vancouver': '温哥华|溫哥華',
  'America/Edmonton': 'calgary',
  'America/Sao_Paulo': 'brt|sao paulo|são paulo|rio de janeiro|圣保罗|聖保羅',
  'America/Argentina/Buenos_Aires': 'argentina|buenos aires',
  'America/Bogota': 'colombia|bogotá',
  'America/Santiago': 'chile',
  'Australia/Sydney': 'aest|aedt|canberra|悉尼|雪梨',
  'Australia/Melbourne': '墨尔本|墨爾本',
  'Australia/Adelaide': 'acst|acdt',
  'Australia/Perth': 'awst',
  'Pacific/Auckland': 'new zealand|nzst|nzdt|wellington|奥克兰|奧克蘭|新西兰|紐西蘭',
  UTC: 'utc|gmt|greenwich mean|greenwich|z|zulu|协调世界时|協調世界時|世界时|格林尼治',
}

/** Abbreviations that two large groups of people read in two ways. */
const AMBIGUOUS: Readonly<Record<string, readonly string[]>> = {
  cst: ['Asia/Shanghai', 'America/Chicago', 'America/Havana'],
  ist: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  bst: ['Europe/London', 'Asia/Dhaka'],
  ast: ['America/Halifax', 'Asia/Riyadh'],
  amt: ['America/Manaus', 'Asia/Yerevan'],
}

/**
 * `Intl` of every supported Node has no zone for an offset with minutes; these never change theirs.
 */
const OFFSETS_WITH_MINUTES: Readonly<Record<string, string>> = {
  '+3:30': 'Asia/Tehran',
  '+4:30': 'Asia/Kabul',
  '+5:30': 'Asia/Kolkata',
  '+5:45': 'Asia/Kathmandu',
  '+6:30': 'Asia/Yangon',
  '+8:45': 'Australia/Eucla',
  '+9:30': 'Australia/Darwin',
  '-9:30': 'Pacific/Marquesas',
}

const CHINESE_HOURS = '零一二三四五六七八九十'

const NAMES: ReadonlyMap<string, readonly string[]> = zoneNames()
const MAX_NAME = Math.max(...[...NAMES.keys()].map((name) => name.length))
const CANONICAL = new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone]))

function zoneNames(): Map<string, readonly string[]> {
  const names = new Map<string, readonly string[]>()
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const city = zone.split('/').at(-1)?.replaceAll('_', ' ').toLowerCase()
    if (zone.includes('/') && !zone.startsWith('Etc/') && city !== undefined) names.set(city, [zone])
  }
  for (const [zone, written] of Object.entries(PLACES)) for (const name of written.split('|')) names.set(name, [zone])
  for (const [name, zones] of Object.entries(AMBIGUOUS)) names.set(name, zones)
  return names
}

/** The zone that a text begins with, the longest name first. */
export function zoneAt(text: string): NamedZone | null {
  return ianaAt(text) ?? offsetAt(text) ?? nameAt(text)
}

function ianaAt(text: string): NamedZone | null {
  const name = /^[A-Za-z_]+(?:\/[A-Za-z_]+(?:[+-]?\d{1,2})?(?:-[A-Za-z_]+)*)+/.exec(text)?.[0]
  if (name === undefined || !isZone(name)) return null
  return { zones: [CANONICAL.get(name.toLowerCase()) ?? name], length: name.length }
}

function offsetAt(text: string): NamedZone | null {
  const eastern = /^(东|東|西)([零一二三四五六七八九十]{1,2}|\d{1,2})[区區]/u.exec(text)
  if (eastern !== null) {
    const [whole, side, hours = ''] = eastern
    return offsetZone(side === '西' ? '-' : '+', chineseHours(hours), 0, whole.length)
  }
  const written = /^(?:UTC|GMT)\s*([+\-−])\s*(\d{1,2})(?::?([0-5]\d))?(?!\d)|^([+\-−])(\d{1,2}):?([0-5]\d)(?!\d)/i.exec(text)
  if (written === null) return null
  const [whole, sign, hours, minutes = '0', bareSign, bareHours, bareMinutes = '0'] = written
  const isNamed = sign !== undefined
  const side = (isNamed ? sign : bareSign) === '+' ? '+' : '-'
  return offsetZone(side, Number(isNamed ? hours : bareHours), Number(isNamed ? minutes : bareMinutes), whole.length)
}

function chineseHours(written: string): number {
  if (/^\d/.test(written)) return Number(written)
  const [first = '', second] = written
  if (second === undefined) return CHINESE_HOURS.indexOf(first)
  return first === '十' ? 10 + CHINESE_HOURS.indexOf(second) : Number.NaN
}

function offsetZone(side: '+' | '-', hours: number, minutes: number, length: number): NamedZone | null {
  if (hours === 0 && minutes === 0) return { zones: ['UTC'], length }
  if (minutes !== 0) {
    const zone = OFFSETS_WITH_MINUTES[`${side}${hours}:${String(minutes).padStart(2, '0')}`]
    return zone === undefined ? null : { zones: [zone], length }
  }
  // The sign of these names is the other way round: `Etc/GMT-8` is eight hours ahead of UTC.
  const zone = `Etc/GMT${side === '+' ? '-' : '+'}${hours}`
  return isZone(zone) ? { zones: [zone], length } : null
}

function nameAt(text: string): NamedZone | null {
  const head = text.slice(0, MAX_NAME).toLowerCase().replaceAll('_', ' ')
  for (let length = head.length; length > 0; length--) {
    const zones = NAMES.get(head.slice(0, length))
    const next = head[length] ?? ''
    const isWord = /[a-zà-ÿ]$/u.test(head.slice(0, length))
    if (zones !== undefined && !(isWord && /[a-zà-ÿ0-9/+]/u.test(next))) return { zones, length }
  }
  return null
}

/** A zone as it is shown, which `zoneAt` reads back. */
export function zoneLabel(zone: string): string {
  const [, sign, hours] = /^Etc\/GMT([+-])(\d{1,2})$/.exec(zone) ?? []
  return sign === undefined ? zone : `UTC${sign === '-' ? '+' : '-'}${hours}`
}

/** Likely zones for somebody who reads Discord in a language, the likeliest first. */
export function likelyZones(discordLocale: string): readonly string[] {
  const own = BY_LOCALE[discordLocale] ?? []
  return [...new Set([...own, ...COMMON_ZONES])]
}

const BY_LOCALE: Readonly<Record<string, readonly string[]>> = {
  'zh-CN': ['Asia/Shanghai'],
  'zh-TW': ['Asia/Taipei', 'Asia/Hong_Kong'],
  ja: ['Asia/Tokyo'],
  ko: ['Asia/Seoul'],
  de: ['Europe/Berlin'],
  fr: ['Europe/Paris'],
  it: ['Europe/Rome'],
  'es-ES': ['Europe/Madrid'],
  'pt-BR': ['America/Sao_Paulo'],
  ru: ['Europe/Moscow'],
  tr: ['Europe/Istanbul'],
  hi: ['Asia/Kolkata'],
  'en-GB': ['Europe/London'],
  'en-US': ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'],
}

const COMMON_ZONES = [
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Asia/Singapore',
  'Asia/Kolkata',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Helsinki',
  'Europe/Moscow',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Australia/Sydney',
  'UTC',
] as const
