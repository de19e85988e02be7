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
  text(
    'mailbox',
    500,
    (n) => lines(n, (i) => `From a@b.c Sat Jul 10 07:30:00 2021\nFrom: a@b.c\nSubject: x\n\n1、[CV] Part ${i}\n`),
    'a.mbox',
  ),
  text(
    'quoted lines of a mailbox',
    30_000,
    (n) => `From a@b.c Sat Jul 10 07:30:00 2021\nSubject: x\nTo: b\n\n${'\n>From x'.repeat(n)}`,
    'a.mbox',
  ),
  text('headers of forwarded mails', 3_000, (n) =>
    lines(
      n,
      (i) =>
        `---------- Forwarded message ---------\nFrom: a@b.c\nDate: 2021-07-10\nSubject: x\n\n1、[CV] Title ${i}\nA Jones, B Smith\n题。文。\n`,
    ),
  ),
  text('words above forwarded mails', 10_000, (n) => lines(n, () => '---------- Forwarded message ---------\n')),
  text('one header of a forwarded mail', 20_000, (n) => `From: a@b.c\n${lines(n, () => 'To: a@b.c, d@e.f')}`),
  text('front matter that stays open', 50_000, (n) => `---\n${lines(n, () => 'title: x')}`, 'input.md'),
  text('entities', 100_000, (n) => `1、[CV] T\n${'&amp;amp;lt;&#39;'.repeat(n)}`),
  text('accents apart', 200_000, (n) => `1、[CV] T\n${'e\u0301\u0302'.repeat(n)}`),
  text('redirectors in each other', 2_000, (n) =>
    lines(n, () => `https://link.zhihu.com/?target=${'https%3A//link.zhihu.com/%3Ftarget%3D'.repeat(40)}`),
  ),
  text('identifiers', 20_000, (n) => `1、[CV] T\n${lines(n, () => 'arXiv:2107.03107 10.1145/3292500.3330701 P19-1001')}`),
  text('lines of posting', 20_000, (n) => `1、[CV] T\n${lines(n, () => '编辑于 2021-07-10 08:30')}`),
  text('groups of RTF', 200_000, (n) => `{\\rtf1 ${'{\\b x}'.repeat(n)}}`, 'input.rtf'),
  text('groups of RTF that stay open', 500_000, (n) => `{\\rtf1 ${'{'.repeat(n)}`, 'input.rtf'),
  text(
    'fields of RTF in each other',
    5_000,
    (n) => `{\\rtf1 ${'{\\field{\\*\\fldinst HYPERLINK "https://a.b/"}{\\fldrslt x'.repeat(n)}${'}}'.repeat(n)}}`,
    'input.rtf',
  ),
  {
    name: 'quotes of Windows in GBK',
    size: 500_000,
    file: 'input.txt',
    make: (n) =>
      Buffer.concat([
        Buffer.from('1\xa1\xa2[CV] T\n\xb5\xc4\xb5\xc4\xb5\xc4\n', 'latin1'),
        Buffer.alloc(n, '\x93a\xb5\xc4', 'latin1'),
      ]),
  },
  {
    name: 'document of many paragraphs',
    size: 5_000,
    file: 'input.docx',
    make: (n) =>
      zipSync({
        'word/document.xml': strToU8(`<w:document>${'<w:p><w:r><w:t>words of a paragraph</w:t></w:r></w:p>'.repeat(n)}`),
      }),
  },
  {
    name: 'document of elements in each other',
    size: 20_000,
    file: 'input.docx',
    make: (n) => zipSync({ 'word/document.xml': strToU8(`<w:document>${'<w:tbl><w:tr><w:tc>'.repeat(n)}`) }),
  },
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
