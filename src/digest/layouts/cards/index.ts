// <article><h3><a href="https://…">Title</a></h3><p class="authors">A, B</p></article>
// Papers in blocks of HTML, as sites put them inside Markdown.
import { createHeadingLayout } from '../markdown/read.ts'

export const cards = createHeadingLayout('cards', 'blocks of HTML with a heading each', 'tag')
