// Prints a known digest in each layout, in any of the styles that the layout has. The tests read
// the print back.
import type { PrintedPaper } from './printer.ts'

/** Choices by their number, so that any stream of numbers is a style. */
export type Choose = <T>(...choices: readonly [T, ...T[]]) => T

export interface PrintedLayout {
  readonly name: string
  /** The fields of a paper that the layout has room for. */
  readonly fields: readonly (keyof PrintedPaper)[]
  print(papers: readonly PrintedPaper[], choose: Choose): string
}

const posts: PrintedLayout = {
  name: 'posts',
  fields: ['starred', 'title.en' as keyof PrintedPaper, 'authors', 'affiliations', 'links'],
  print(papers, choose) {
    const [between, tail, cut] = [choose('\n', '\n\n'), choose('', ' [组图共4张] 原图 ', ' 网页链接'), choose('', '...', '…')]
    const [year, counters] = [
      choose('(2021)', '(ICML 2021)'),
      choose('', '\n微博位置：无\n发布时间：2021-07-10 05:10\n点赞数：7\n转发数：3'),
    ]
    return papers
      .map(({ starred, title, authors, affiliations, links }) => {
        const addresses = links.map((link, i) => (i === 0 ? link : `${choose('view:', 'GitHub: ', '')}${link}`)).join(' ')
        return `${starred ? '*' : ''}《${title.en}》${authors.join(', ')}${cut} [${affiliations.join(' & ')}] ${year} ${addresses}${tail}${counters}`
      })
      .join(between)
  },
}

const points: PrintedLayout = {
  name: 'series',
  fields: ['title', 'authors', 'affiliations', 'points', 'takeaway', 'links'],
  print(papers, choose) {
    const number = choose('', '、', '. ')
    const [glue, gap] = [choose('\n', ' '), choose('\n', '\n\n')]
    const [list, mark] = [choose('要点：', '要点:', '【要点】'), choose('', '- ', '• ')]
    const last = choose('一句话总结：', '一句话总结：\n', '【一句话总结】')
    const quote = choose('', '> ')
    const text = papers
      .map((paper, i) =>
        [
          `${number === '' ? '' : `${i + 1}${number}`}[${paper.categories.join('/')}] ${paper.title.en}`,
          `${paper.authors.join(', ')}${glue}[${paper.affiliations.join(' & ')}]`,
          paper.title.zh,
          ...(paper.points.length === 0 ? [] : [list, ...paper.points.map((point) => `${mark}${point}`)]),
          ...(paper.takeaway === null ? [] : [`${last}${paper.takeaway}`]),
          ...paper.links,
        ].join('\n'),
      )
      .join(gap)
    return quote === ''
      ? text
      : text
          .split('\n')
          .map((line) => `${quote}${line}`)
          .join('\n')
  },
}

const markdown: PrintedLayout = {
  name: 'markdown',
  fields: ['title.en' as keyof PrintedPaper, 'authors', 'links'],
  print(papers, choose) {
    const hashes = choose('#', '##', '###', '####')
    const [isLinked, numbered] = [choose(true, false), choose(true, false)]
    const label = choose(
      (word: string) => `**${word}**: `,
      (word: string) => `**${word}：** `,
      (word: string) => `- ${word}: `,
    )
    const [authors, abstract, link] = choose(['Authors', 'Abstract', 'Link'], ['作者', '摘要', '链接'])
    const rule = choose('', '\n---')
    return papers
      .map(({ title, authors: names, links, abstract: text }, i) => {
        const [first = '', ...others] = links
        const heading = `${hashes} ${numbered ? `${i + 1}. ` : ''}${isLinked ? `[${title.en}](${first})` : title.en}`
        const written = (isLinked ? others : links).map((address) => `[${address}](${address})`)
        return [
          heading,
          `${label(authors ?? '')}${names.join(', ')}`,
          ...(written.length === 0 ? [] : [`${label(link ?? '')}${written.join(' ')}`]),
          `${label(abstract ?? '')}${text.en ?? 'An abstract that says what the paper does.'}${rule}`,
        ].join('\n\n')
      })
      .join('\n\n')
  },
}

const rows: PrintedLayout = {
  name: 'rows',
  fields: ['title.en' as keyof PrintedPaper, 'authors', 'links'],
  print(papers, choose) {
    const heads = choose(
      ['序号', '标题', '作者', '链接'],
      ['#', 'Title', 'Authors', 'PDF'],
      ['编号', '论文标题', '作者', '论文链接'],
    )
    const [edge, isLinked] = [choose('|', '| '), choose(true, false)]
    const row = (cells: readonly string[]) => `${edge}${cells.join(' | ')} |`
    return [
      row(heads),
      row(['---', ':--', '---', '---']),
      ...papers.map(({ title, authors, links }, i) =>
        row([String(i + 1), title.en, authors.join(', '), links.map((link) => (isLinked ? `[link](${link})` : link)).join(' ')]),
      ),
    ].join('\n')
  },
}

const listRows: PrintedLayout = {
  name: 'list-rows',
  fields: ['title.en' as keyof PrintedPaper, 'links'],
  print(papers, choose) {
    const [mark, day] = [choose('- ', '* '), choose('2021-07-10', '2021-07-09')]
    return papers
      .map(({ title, authors, links }) => {
        const addresses = links.map((link, i) => (i === 0 ? `Paper: [${link}](${link})` : `Code: **[${link}](${link})**`))
        return `${mark}${day}, **${title.en}**, ${authors[0]} et.al., ${addresses.join(', ')}`
      })
      .join('\n')
  },
}

const cards: PrintedLayout = {
  name: 'cards',
  fields: ['title.en' as keyof PrintedPaper, 'authors', 'links'],
  print(papers, choose) {
    const [level, block] = [choose(2, 3, 4), choose('div class="card"', 'article', 'section class="paper"')]
    const [isOneLine, isLabelled] = [choose(true, false), choose(true, false)]
    const glue = isOneLine ? '' : '\n\n'
    return papers
      .map(({ title, authors, links, abstract }) => {
        const [first = '', ...others] = links
        const words = first === '' ? title.en : `<a href="${first}">${title.en}</a>`
        const names = isLabelled
          ? `<p><b>Authors:</b> ${authors.join(', ')}</p>`
          : `<div class="paper-authors">${authors.join(', ')}</div>`
        return [
          `<${block}>`,
          `<h${level}>${words}</h${level}>`,
          names,
          `<p><b>Abstract:</b> ${abstract.en ?? 'An abstract that says what the paper does.'}</p>`,
          ...others.map((link) => `<p><a href="${link}">Code</a></p>`),
          `</${block.split(' ')[0]}>`,
        ].join(glue)
      })
      .join('\n\n')
  },
}

const details: PrintedLayout = {
  name: 'details',
  fields: ['title.en' as keyof PrintedPaper, 'authors', 'links'],
  print(papers, choose) {
    const [numbered, isBold, isOpen] = [choose(true, false), choose(true, false), choose('', ' open')]
    const [authors, abstract, link] = choose(['Authors', 'Abstract', 'Link'], ['作者', '摘要', '链接'])
    return papers
      .map(({ title, authors: names, links, abstract: text }, i) => {
        const words = `${numbered ? `${i + 1}. ` : ''}${title.en}`
        return [
          `<details${isOpen}>\n<summary>${isBold ? `<b>${words}</b>` : words}</summary>`,
          `**${authors}**: ${names.join(', ')}`,
          `**${abstract}**: ${text.en ?? 'An abstract that says what the paper does.'}`,
          ...links.map((address) => `**${link}**: [${address}](${address})`),
          '</details>',
        ].join('\n\n')
      })
      .join('\n\n')
  },
}

const labelled: PrintedLayout = {
  name: 'labelled',
  fields: ['title.en' as keyof PrintedPaper, 'authors', 'affiliations', 'links'],
  print(papers, choose) {
    const [title, authors, places, link, abstract] = choose(
      ['Title', 'Authors', 'Affiliations', 'Link', 'Abstract'],
      ['标题', '作者', '机构', '链接', '摘要'],
      ['題目', '作者', '單位', '鏈接', '摘要'],
    )
    const [colon, mark, gap] = [choose(': ', '：'), choose('', '- ', '**'), choose('\n\n', '\n\n---\n\n')]
    const label = (word = '') => (mark === '**' ? `**${word}**${colon}` : `${mark}${word}${colon}`)
    return papers
      .map((paper) =>
        [
          `${label(title)}${paper.title.en}`,
          `${label(authors)}${paper.authors.join(', ')}`,
          `${label(places)}${paper.affiliations.join(' & ')}`,
          ...paper.links.map((address) => `${label(link)}${address}`),
          `${label(abstract)}${paper.abstract.en ?? 'An abstract that says what the paper does.'}`,
        ].join('\n'),
      )
      .join(gap)
  },
}

export const PRINTED_LAYOUTS: readonly PrintedLayout[] = [points, posts, markdown, rows, listRows, cards, details, labelled]
