// Inputs that a careless reader would take for ever with, by size: bytes grow in step with `n`.
import { strToU8, zipSync } from 'fflate'

export interface Pathological {
  readonly name: string
  /** A size at which reading takes tens of milliseconds. */
  readonly size: number
  readonly file: string
  make(n: number): Uint8Array
}

const text = (name: string, size: number, make: (n: number) => string, file = 'input.txt'): Pathological => ({
  name,
  size,
  file,
  make: (n) => strToU8(make(n)),
})

const lines = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join('\n')

function mailOf(parts: number): string {
  const part = (i: number) =>
    `--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${i + 1}、[CV] Part ${i}\r\nA Jones, B Smith\r\n`
  const head = 'From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="B"\r\n\r\n'
  return `${head}${Array.from({ length: parts }, (_, i) => part(i)).join('')}--B--\r\n`
}

export const PATHOLOGICAL: readonly Pathological[] = [
  text('one line of letters', 2_000_000, (n) => 'a'.repeat(n)),
  text('one line of Chinese', 1_000_000, (n) => '字'.repeat(n)),
  text('one line of blanks between letters', 2_000_000, (n) => `a${' '.repeat(n)}b`),
  text('one heading that never ends', 1_000_000, (n) => `1、[CV] ${'Title '.repeat(n / 6)}`),
  text('one line of names', 200_000, (n) => `1、[CV] T\n${'A Jones, '.repeat(n)}B Smith`),
  text('one line of commas', 2_000_000, (n) => `1、[CV] T\n${','.repeat(n)}`),
  text('one line of full stops', 1_000_000, (n) => `1、[CV] T\n题${'。'.repeat(n)}`),
  text('one line of stars', 2_000_000, (n) => '*'.repeat(n)),
  text('one line of addresses', 60_000, (n) => 'https://example.org/a '.repeat(n)),
  text('one line of figures', 60_000, (n) => 'image.png '.repeat(n)),
  text('one line of ampersands in brackets', 200_000, (n) => `1、[CV] T\nA Jones, B Smith\n[${'MIT & '.repeat(n)}CMU]`),
  text('headings', 5_000, (n) => lines(n, (i) => `${i + 1}、[CV] Title ${i}`)),
  text('headings that all are the same', 10_000, (n) => lines(n, () => '1、[CV] Title')),
  text('headings with bodies that all are the same', 4_000, (n) =>
    lines(n, () => '1、[CV] Title\nA Jones, B Smith\n标题。正文。'),
  ),
  text('headings without categories', 10_000, (n) => lines(n, (i) => `${i + 1}. Title ${i}\n`)),
  text('nested brackets', 500_000, (n) => `${'['.repeat(n)}${']'.repeat(n)}`),
  text('nested brackets line by line', 5_000, (n) => lines(n, (i) => '['.repeat((i % 1000) + 1))),
  text('brackets that stay open', 10_000, (n) => `1、[CV] T\n${lines(n, () => '[MIT')}`),
  text('categories without end', 100_000, (n) => `1、${'[CV] '.repeat(n)}T`),
  text('a paper of wrapped lines', 30_000, (n) => `1、[CV] T\n${lines(n, () => 'words that wrap-')}`),
  text('a paper of names line by line', 30_000, (n) => `1、[CV] T\n${lines(n, () => 'A Jones, B Smith,')}`),
  text('points', 30_000, (n) => `1、[CV] T\n要点:\n${lines(n, (i) => `${i + 1}. point`)}`),
  text('legends', 20_000, (n) => lines(n, () => 'LG - 机器学习 CV - 计算机视觉')),
  text('sections', 30_000, (n) => lines(n, () => '另外几篇值得关注的论文:')),
  text('heads of digests', 2_000, (n) => lines(n, () => '前沿推介(7.10)\n\n1、[CV] T\nA Jones, B Smith\n题。文。\n')),
  text('labels', 20_000, (n) => `1、[CV] T\n${lines(n, () => '作者:')}`),
  text('blank lines', 1_000_000, (n) => '\n'.repeat(n)),
  text('carriage returns and separators', 200_000, (n) => '\r\u2028\u0085'.repeat(n)),
  text('zero-width characters', 500_000, (n) => '\u200b\u200d\u202e'.repeat(n)),
  text('soft hyphens', 500_000, (n) => 'a\u00ad'.repeat(n)),
  text('Markdown emphasis', 100_000, (n) => '*a _b `c '.repeat(n), 'input.md'),
  text('Markdown pictures that stay open', 50_000, (n) => '![a]('.repeat(n), 'input.md'),
  text('HTML blocks', 4_000, (n) => '<div><p>1、[CV] T</p></div>'.repeat(n), 'input.html'),
  text('HTML that nests', 20_000, (n) => '<div>'.repeat(n), 'input.html'),
  text('HTML attributes', 20_000, (n) => `<img ${'alt="a" '.repeat(n)}src="a.png">`, 'input.html'),
  text('HTML tags that stay open', 100_000, (n) => '<a href="'.repeat(n), 'input.html'),
  text('mail of many parts', 500, mailOf, 'input.eml'),
  {
    name: 'archive of many entries',
    size: 200,
    file: 'input.zip',
    make: (n) =>
      zipSync(
        Object.fromEntries(Array.from({ length: n }, (_, i) => [`${i}.txt`, strToU8('1、[CV] T\nA Jones, B Smith\n题。文。')])),
      ),
  },
]
