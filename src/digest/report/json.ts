// The shape that `paperboy check --json` prints, one object a digest. Scripts depend on these keys.
import type { Digest, Paper } from '../digest.ts'
import type { Reading, RecognisedLayout } from '../parse.ts'

const MAX_SIGNS = 5

/**
 * A digest with how sure each paper's shape is, the layout it was recognised by and the first of
 * the lines that speak for it.
 */
export function readingToJson({ digest, layout, confidence }: Reading) {
  const json = digestToJson(digest)
  const papers = json.papers.map((paper, i) => ({ ...paper, confidence: confidence[i] ?? 'medium' }))
  return { ...json, papers, layout: layout && layoutToJson(layout) }
}

function layoutToJson({ name, title, signs }: RecognisedLayout) {
  return { name, title, lines: signs.length, signs: signs.slice(0, MAX_SIGNS).map(({ line, what }) => ({ line, what })) }
}

export function digestToJson(digest: Digest) {
  const { file, encoding, date, dateFrom, title, legend, papers, diagnostics } = digest
  return {
    file,
    encoding,
    date,
    dateFrom,
    title,
    legend,
    papers: papers.map(paperToJson),
    diagnostics: diagnostics.map(({ severity, code, span, message }) => ({
      severity,
      code,
      line: span.line,
      column: span.column,
      message,
    })),
  }
}

function paperToJson(paper: Paper) {
  const { id, position, section, starred, categories, title, authors, affiliations } = paper
  const { abstract, points, takeaway, links, figures, lines } = paper
  return {
    id,
    position,
    section,
    starred,
    categories,
    title: { en: title.en, zh: title.zh },
    authors,
    affiliations,
    abstract: { en: abstract.en, zh: abstract.zh },
    points,
    takeaway,
    links,
    figures: figures.length,
    lines: { start: lines.start, end: lines.end },
  }
}
