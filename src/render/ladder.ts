// What to try when Discord refuses a message as malformed: less of it, down to one line, never
// nothing.
import type { Layout } from './message.ts'

export interface Step {
  readonly layout: Layout
  readonly images: boolean
}

/** The next simpler way to show the same paper; null behind the last. */
export function nextStep(step: Step): Step | null {
  if (step.images) return { layout: step.layout, images: false }
  switch (step.layout) {
    case 'full':
    case 'standard':
      return { layout: 'compact', images: false }
    case 'compact':
      return { layout: 'link', images: false }
    case 'link':
      return null
  }
}
