// <details><summary>1. Title</summary> … </details>
// Papers that were collapsed under their titles.
import { createHeadingLayout } from '../markdown/read.ts'

export const details = createHeadingLayout('details', 'collapsed blocks, each under its title', 'summary')
