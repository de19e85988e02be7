// What the owners of the bot are written, in both languages: as many alerts as there are in one
// message.
import { durationText } from '../text/duration.ts'
import { clip } from '../text/graphemes.ts'
import { escapeLine } from '../text/markdown.ts'

/** What stays wrong until it is mended. */
export type Condition = 'disk-full' | 'damaged'

export type Alert =
  | { readonly kind: 'held'; readonly file: string; readonly why: string }
  /** `seen` is Discord's own error. */
  | { readonly kind: 'given-up'; readonly channelId: string; readonly seen: string }
  | { readonly kind: Condition }

export type AlertLine = Alert | { readonly kind: 'mended'; readonly condition: Condition; readonly ms: number }

interface Text {
  readonly zh: string
  readonly en: string
}

/** So many of a kind are named; the others are counted. */
const MAX_NAMED = 3

const MENDED: Readonly<Record<Condition, (ms: number) => Text>> = {
  'disk-full': (ms) => ({
    zh: `✅ 磁盘又有空间了（满了 ${durationText(ms)}）；积压的消息会继续发送。`,
    en: `✅ The disk has room again (it was full for ${durationText(ms)}); what waited is sent.`,
  }),
  damaged: (ms) => ({
    zh: `✅ 档案已恢复（损坏 ${durationText(ms)} 前发现）。`,
    en: `✅ The archive is sound again (damage was found ${durationText(ms)} ago).`,
  }),
}

export function alertText(lines: readonly AlertLine[]): Text {
  const held = lines.filter((line) => line.kind === 'held')
  const givenUp = lines.filter((line) => line.kind === 'given-up')
  const texts: Text[] = []
  if (lines.some(({ kind }) => kind === 'damaged'))
    texts.push({
      zh: '🛑 档案文件已损坏，机器人已停止。请用备份恢复（`paperboy restore`）；日志里有文件名。',
      en: '🛑 The archive is damaged and the bot has stopped. Put a backup back with `paperboy restore`; the log names the file.',
    })
  if (lines.some(({ kind }) => kind === 'disk-full'))
    texts.push({
      zh: '⚠️ 磁盘已满：新的速递无法保存，消息暂停发送。请腾出空间，机器人会自动继续。',
      en: '⚠️ The disk is full: new digests are not stored and messages wait. Make room; the bot then goes on by itself.',
    })
  if (held.length > 0) {
    const named = listed(held.map(({ file, why }) => `${escapeLine(clip(file, 80))} (${escapeLine(clip(why, 160))})`))
    texts.push({
      zh: `⚠️ ${held.length} 份速递已暂缓，没有发送：${named.zh}。用 \`/admin release\` 放行。`,
      en: `⚠️ ${held.length} digest${held.length === 1 ? ' is' : 's are'} held and not posted: ${named.en}. Release with \`/admin release\`.`,
    })
  }
  if (givenUp.length > 0) {
    const named = listed(distinct(givenUp.map(({ channelId, seen }) => `<#${channelId}>: ${escapeLine(clip(seen, 120))}`)))
    texts.push({
      zh: `⚠️ 有 ${givenUp.length} 条消息被 Discord 拒绝，已放弃：${named.zh}。\`/status\` 有详情。`,
      en: `⚠️ ${givenUp.length} message${givenUp.length === 1 ? ' was' : 's were'} refused by Discord and given up: ${named.en}. See \`/status\` there.`,
    })
  }
  for (const line of lines) if (line.kind === 'mended') texts.push(MENDED[line.condition](line.ms))
  return { zh: texts.map(({ zh }) => zh).join('\n'), en: texts.map(({ en }) => en).join('\n') }
}

const distinct = (texts: readonly string[]) => [...new Set(texts)]

function listed(names: readonly string[]): Text {
  const shown = names.slice(0, MAX_NAMED).join('; ')
  const more = names.length - MAX_NAMED
  return more > 0 ? { zh: `${shown}；另有 ${more}`, en: `${shown}; and ${more} more` } : { zh: shown, en: shown }
}
