// Mails that carry digests: forwarded in the forms of the usual programs, attached, and kept in
// mailboxes.
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readFileDigests } from '../../../src/digest/index.ts'
import { brokenPromises } from '../support/promises.ts'

const encoder = new TextEncoder()
const paper = (title = 'Seeing by Touch', number = 1) => `${number}、[CV] ${title}

A Jones, B Smith
[Rice University]
以触代视。本文以触觉替代视觉。
https://arxiv.org/abs/1706.03762
`
const SUBJECT = '爱可可AI前沿推介(7.10)'

const mail = (body: string, { subject = 'Fwd: digest', type = 'text/plain', date = 'Wed, 14 Jul 2021 09:00:00 +0800' } = {}) =>
  `From: Me <me@example.org>
To: you@example.org
Subject: ${subject}
Date: ${date}
MIME-Version: 1.0
Content-Type: ${type}; charset=utf-8
Content-Transfer-Encoding: 8bit

${body}`

async function read(text: string | Uint8Array, file = 'mail.eml') {
  const readings = await readFileDigests(typeof text === 'string' ? encoder.encode(text) : text, { file })
  if (readings.every(({ lines }) => lines === readings[0]?.lines)) expect(brokenPromises(readings)).toEqual([])
  return readings.map(({ digest }) => digest)
}

const FORMS: readonly (readonly [string, string])[] = [
  [
    'Gmail',
    `---------- Forwarded message ---------\nFrom: Li Lei <lilei@example.org>\nDate: Sat, Jul 10, 2021 at 7:30 AM\nSubject: ${SUBJECT}\nTo: <me@example.org>\n\n`,
  ],
  [
    'Gmail in Chinese',
    `---------- Forwarded message ---------\n发件人： Li Lei <lilei@example.org>\nDate: 2021年7月10日周六 07:30\nSubject: ${SUBJECT}\nTo: <me@example.org>\n\n`,
  ],
  [
    'Outlook',
    `________________________________\nFrom: Li Lei <lilei@example.org>\nSent: Saturday, July 10, 2021 7:30 AM\nTo: Me <me@example.org>\nCc: Han Meimei <hmm@example.org>; Jim Green <jim@example.org>\nSubject: ${SUBJECT}\n\n`,
  ],
  [
    'Outlook of old',
    `-----Original Message-----\nFrom: Li Lei [mailto:lilei@example.org]\nSent: 2021年7月10日 7:30\nTo: Me\nSubject: Fw: ${SUBJECT}\n\n`,
  ],
  [
    'Outlook in Chinese',
    `发件人: Li Lei <lilei@example.org>\n发送时间: 2021年7月10日 7:30\n收件人: Me <me@example.org>\n抄送: Han Meimei\n主题: 转发: ${SUBJECT}\n\n`,
  ],
  [
    'QQ',
    `------------------ 原始邮件 ------------------\n发件人: "Li Lei" <lilei@example.org>;\n发送时间: 2021年7月10日(星期六) 上午7:30\n收件人: "Me"<me@example.org>;\n主题: ${SUBJECT}\n\n`,
  ],
  [
    '163',
    `-------- 转发邮件信息 --------\n发件人："Li Lei" <lilei@example.org>\n发送日期：2021-07-10 07:30:00\n收件人："me" <me@example.org>\n主题：${SUBJECT}\n\n`,
  ],
  [
    '163 in a table',
    `---- 转发的邮件 ----\n| 发件人 | Li Lei<lilei@example.org> |\n| 发送日期 | 2021年07月10日 07:30 |\n| 收件人 | <me@example.org> |\n| 主题 | ${SUBJECT} |\n\n`,
  ],
  ['Foxmail', `发件人： Li Lei\n发送时间： 2021-07-10 07:30\n收件人： me@example.org\n主题： ${SUBJECT}\n\n`],
  [
    'Apple Mail',
    `Begin forwarded message:\n\n> From: Li Lei <lilei@example.org>\n> Subject: ${SUBJECT}\n> Date: July 10, 2021 at 7:30:00 AM GMT+8\n> To: Me <me@example.org>\n\n`,
  ],
  [
    'Apple Mail in Chinese',
    `下面是被转发的邮件：\n\n发件人: Li Lei <lilei@example.org>\n主题: ${SUBJECT}\n日期: 2021年7月10日 GMT+8 上午7:30:00\n收件人: Me <me@example.org>\n\n`,
  ],
  [
    'Thunderbird',
    `-------- Forwarded Message --------\nSubject: \t${SUBJECT}\nDate: \tFri, 9 Jul 2021 23:30:00 +0000\nFrom: \tLi Lei <lilei@example.org>\nTo: \tMe <me@example.org>\n\n`,
  ],
  [
    'Thunderbird in Chinese',
    `-------- 转发的消息 --------\n主题： ${SUBJECT}\n日期： Sat, 10 Jul 2021 07:30:00 +0800\n发件人： Li Lei <lilei@example.org>\n收件人： me@example.org\n\n`,
  ],
  [
    'a program in traditional characters',
    `---------- 轉寄的郵件 ----------\n寄件者: Li Lei <lilei@example.org>\n寄件日期: 2021年7月10日 07:30\n收件者: me@example.org\n主旨: ${SUBJECT}\n\n`,
  ],
  [
    'bold Markdown',
    `**From:** Li Lei <lilei@example.org>\n**Sent:** Saturday, July 10, 2021 7:30 AM\n**To:** Me\n**Subject:** ${SUBJECT}\n\n`,
  ],
]

describe('a digest forwarded by', () => {
  it.each(FORMS)('%s has the subject and the day of its own mail', async (_, header) => {
    for (const note of ['', '请看。\n\n', 'FYI\nworth reading\n\n']) {
      const digests = await read(mail(`${note}${header}${paper()}`))
      expect(digests).toMatchObject([{ title: SUBJECT, date: '2021-07-10', dateFrom: 'head', diagnostics: [] }])
      expect(digests[0]?.papers).toMatchObject([
        { title: { en: 'Seeing by Touch', zh: '以触代视' }, authors: ['A Jones', 'B Smith'] },
      ])
    }
  })

  it.each(FORMS)('%s is the same in HTML and in a file of its text', async (_, header) => {
    const html = (header + paper()).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>\n')
    for (const digests of [
      await read(mail(`<div>${html}</div>`, { type: 'text/html' })),
      await read(header + paper(), 'copy.txt'),
    ]) {
      expect(digests).toMatchObject([{ title: SUBJECT, date: '2021-07-10' }])
      expect(digests[0]?.papers).toHaveLength(1)
    }
  })

  it('two persons in turn has the day of the first mail', async () => {
    const outer =
      '---------- Forwarded message ---------\nFrom: A <a@example.org>\nDate: Mon, Jul 12, 2021 at 8:00 AM\nSubject: Fwd: look\nTo: <b@example.org>\n\nInteresting!\n\n'
    expect(await read(mail(`${outer}${FORMS[0]?.[1]}${paper()}`))).toMatchObject([
      { title: SUBJECT, date: '2021-07-10', diagnostics: [] },
    ])
  })

  it('one person together with another day is two digests', async () => {
    const second = `---------- Forwarded message ---------\nFrom: Li Lei <lilei@example.org>\nDate: Sun, Jul 11, 2021 at 7:30 AM\nSubject: 爱可可AI前沿推介(7.11)\nTo: <me@example.org>\n\n`
    const digests = await read(mail(`${FORMS[0]?.[1]}${paper()}\n${second}${paper('Hearing by Touch')}`))
    expect(digests).toMatchObject([
      { title: SUBJECT, date: '2021-07-10', papers: [{ title: { en: 'Seeing by Touch' } }] },
      { title: '爱可可AI前沿推介(7.11)', date: '2021-07-11', papers: [{ title: { en: 'Hearing by Touch' } }] },
    ])
  })

  it('as an answer that quotes an older mail without papers is one digest', async () => {
    const [digest, ...more] = await read(
      mail(
        `${paper()}\n-----Original Message-----\nFrom: Li Lei <l@example.org>\nSent: 2021年7月1日 7:30\nTo: Me\nSubject: please\n`,
      ),
    )
    expect(more).toEqual([])
    expect(digest?.papers).toHaveLength(1)
    expect(digest?.papers[0]?.abstract.zh).toBe('本文以触觉替代视觉。')
  })
})

describe('a mail', () => {
  it('attached to another is read with its own subject and day', async () => {
    const inner = mail(paper(), { subject: 'AI Daily', date: 'Sat, 10 Jul 2021 07:30:00 +0800' })
    const outer = `From: Me <me@example.org>\nSubject: Fwd: AI Daily\nDate: Mon, 12 Jul 2021 09:00:00 +0800\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/plain; charset=utf-8\n\nsee below\n--B\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n${inner}\n--B--\n`
    for (const text of [outer, outer.replace('Content-Disposition: attachment\n', '')])
      expect(await read(text)).toMatchObject([
        { title: 'AI Daily', date: '2021-07-10', papers: [{ title: { en: 'Seeing by Touch' } }] },
      ])
  })

  it('that was forwarded as such has no Fwd: in its title', async () => {
    for (const subject of ['Fwd: AI Daily', 'Re: FW: AI Daily', '转发：AI Daily', 'Fwd[2]: AI Daily'])
      expect((await read(mail(paper(), { subject })))[0]?.title).toBe('AI Daily')
  })

  it('with the labels of a paper has no header in them', async () => {
    const text = mail(
      '1、[CV] Seeing by Touch\n\n标题: 以触代视\n作者: A Jones, B Smith\n日期: 2021-07-10\n摘要: 本文以触觉替代视觉。\n',
    )
    const [digest] = await read(text)
    expect(digest?.papers[0]).toMatchObject({ title: { zh: '以触代视' }, authors: ['A Jones', 'B Smith'] })
  })
})

describe('a mailbox', () => {
  const from = 'From lilei@example.org Sat Jul 10 07:30:00 2021\n'
  const day = (n: number, body = paper(`Touch ${n}`)) =>
    from +
    mail(body, { subject: `AI Daily (7.${9 + n})`, date: `${['Sat', 'Sun', 'Mon'][n - 1]}, ${9 + n} Jul 2021 07:30:00 +0800` })

  it.each(['days.mbox', 'Inbox', 'days.mbox/mbox', '2021-07-10.mbox'])('called %s gives a digest for each mail', async (file) => {
    const digests = await read([day(1), day(2), day(3)].join('\n'), file)
    expect(digests.map((digest) => [digest.file, digest.date, digest.papers.map(({ title }) => title.en)])).toEqual([
      [file, '2021-07-10', ['Touch 1']],
      [`${file}#2`, '2021-07-11', ['Touch 2']],
      [`${file}#3`, '2021-07-12', ['Touch 3']],
    ])
  })

  it('with line ends of Windows, without blanks at its end, or with one mail alone is read too', async () => {
    const text = [day(1), day(2)].join('\n')
    expect(await read(text.replaceAll('\n', '\r\n'), 'a.mbox')).toHaveLength(2)
    expect(await read(text.trimEnd(), 'a.mbox')).toHaveLength(2)
    expect(await read(day(1), 'a.mbox')).toMatchObject([{ file: 'a.mbox', date: '2021-07-10' }])
  })

  it('takes back the mark before a line that begins with From, however deep it was quoted', async () => {
    const body = (line: string) => paper().replace('https:', `${line}\nhttps:`)
    const [digest] = await read(day(1, body('>From touch we learn to see.')), 'a.mbox')
    expect(digest?.papers[0]?.abstract.en).toBe('From touch we learn to see.')
    const [deep] = await read(day(1, body('>>From touch we learn to see.')), 'a.mbox')
    expect(deep?.papers[0]?.abstract.en).toMatch(/^>?From touch we learn to see\.$/)
  })

  it('is not parted at a sentence that begins with From', async () => {
    const body = `${paper()}\nFrom touch we learn to see, at 7:30.\nIt works.\n`
    expect(await read(day(1, body), 'a.mbox')).toHaveLength(1)
  })

  it('in an archive is read with the folders of others', async () => {
    const bytes = zipSync({
      'mails/Inbox': encoder.encode([day(1), day(2)].join('\n')),
      'mails/Sent.mbox': encoder.encode(day(3)),
      'cur/1625873400.M1.host:2,S': encoder.encode(mail(paper(), { date: 'Tue, 13 Jul 2021 07:30:00 +0800' })),
    })
    const digests = await read(bytes, 'mails.zip')
    expect(digests.map(({ file, date }) => [file, date])).toEqual([
      ['mails.zip/mails/Inbox', '2021-07-10'],
      ['mails.zip/mails/Inbox#2', '2021-07-11'],
      ['mails.zip/mails/Sent.mbox', '2021-07-12'],
      ['mails.zip/cur/1625873400.M1.host:2,S', '2021-07-13'],
    ])
  })
})
