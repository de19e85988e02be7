// A line of Markdown as a reader sees it: escapes, emphasis and quote marks gone. Line by line, so that spans stay true.

const ESCAPE = /\\([\\`*_{}[\]()#+\-.!<>|~])/g
const QUOTE = /^\s{0,3}(?:>\s?)+/
const STRONG = /(?<!\\)(\*\*|__)(?=\S)([^*_\n]{1,2000}?\S|\S)\1/g
const EMPHASIS = /(?<![\w*\\])([*_])(?=[^\s*_])([^*_\n]{1,2000}?)(?<=[^\s*_\\])\1(?![\w*])/g
const CODE = /`([^`\n]{1,500})`/g
const COMMENT = /^\s*<!--.*-->\s*$/

export function plainMarkdown(line: string): string {
  if (COMMENT.test(line)) return '---'
  const text = line.replace(QUOTE, '')
  if (!/[*_`\\]/.test(text)) return text
  return text.replace(STRONG, '$2').replace(EMPHASIS, '$2').replace(CODE, '$1').replace(ESCAPE, '$1')
}
