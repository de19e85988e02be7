// Digests whose papers are as short or as long as they come, for tests of how tall an answer is.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SUBJECTS = Array.from({ length: 40 }, (_, n) => `otter${'bcdfghklmn'[n % 10]}${'aeio'[Math.floor(n / 10)]}`)
const WEEKS = 8
const PAPERS = 40

/** A word of letters alone for a number, so that no two names are the same. */
const lettersOf = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')

/** One paper of a line. */
export const SHORT_DIGESTS = {
  '2024-05-01': '1、[CV] Diffusion\n\nB Stone\n[KAIST]\n扩散。本文研究扩散。\nWe diffuse.\nhttps://arxiv.org/abs/2405.00001\n',
}

/**
 * Eight weeks of forty papers, each with a title of six lines, sixty authors, twelve institutions
 * and abstracts of two thousand characters. The papers of a subject are alike, and one topic rises.
 */
export const LONG_DIGESTS = Object.fromEntries(
  Array.from({ length: WEEKS }, (_, week) => [
    new Date(Date.UTC(2024, 0, 1 + 7 * week)).toISOString().slice(0, 10),
    Array.from({ length: PAPERS }, (_, at) => longPaper(week, at)).join('\n'),
  ]),
)

function longPaper(week: number, at: number): string {
  const subject = SUBJECTS[at % SUBJECTS.length] ?? ''
  const [en, zh] = week < WEEKS / 2 ? ['graph kernels', '图核方法'] : ['diffusion models', '扩散模型']
  const authors = Array.from({ length: 60 }, (_, n) =>
    n === 0 ? 'M Maximilianova' : `A Longname-Doublename${lettersOf(n)}`,
  ).join(', ')
  const places = Array.from({ length: 12 }, (_, n) => `University of Somewhere Quite Far Away ${lettersOf(n)}`).join(' & ')
  const title = `An ${subject} study of ${en} ${'with very long words of a title '.repeat(8)}${lettersOf(week * 100 + at)}`
  const chinese = `${'很长的标题与更多的字'.repeat(12)}${week}${at}。本文研究${zh}，${'以及很多很多词语，'.repeat(90)}效果很好。`
  const english = `We study ${en} of the ${subject}, the falcon${subject} and the walrus${subject} ${`with considerably many words about the ${subject} `.repeat(40)}and it works.`
  const id = `24${String(week + 1).padStart(2, '0')}.0${1000 + at}`
  return `${at + 1}、[CV] ${title}\n\n${authors}\n[${places}]\n${chinese}\n${english}\nhttps://arxiv.org/abs/${id}\n`
}

/** A folder with a file for each day. */
export function folderOf(days: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-sizes-'))
  for (const [day, text] of Object.entries(days)) writeFileSync(join(folder, `${day}.txt`), text)
  return folder
}
