// The layouts of a paper, and what to try when Discord refuses a message as malformed: less of it,
// down to one line, never nothing.

/** The layouts of a paper that may be chosen, in the order in which they are shown. */
export const LAYOUTS = ['standard', 'full', 'compact', 'card'] as const

/**
 * `link` is one line of text without an embed, the last step of the ladder; `card-link` is the same
 * for a message that was sent as a card and has to stay one. Neither is ever chosen.
 */
export type Layout = (typeof LAYOUTS)[number] | 'link' | 'card-link'

export interface Step {
  readonly layout: Layout
  readonly images: boolean
}

/**
 * The next simpler way to show the same paper; null behind the last. A card that was sent can not
 * become anything else: what changes it stays within cards.
 */
export function nextStep(step: Step, isSent = false): Step | null {
  if (step.images) return { layout: step.layout, images: false }
  switch (step.layout) {
    case 'card':
      return { layout: isSent ? 'card-link' : 'compact', images: false }
    case 'full':
    case 'standard':
      return { layout: 'compact', images: false }
    case 'compact':
      return { layout: 'link', images: false }
    case 'link':
    case 'card-link':
      return null
  }
}

/** Whether a message of this layout is a card, and has to remain one. */
export const isCardLayout = (layout: Layout) => layout === 'card' || layout === 'card-link'
