// ### 1. [Title](https://…)      # Title      ## 论文1：Title
// Papers under headings of Markdown, their fields in labels, lists and paragraphs below.
import { createHeadingLayout } from './read.ts'

export const markdown = createHeadingLayout('markdown', 'headings of Markdown, fields behind labels', 'hashes')
