// Where the address of a linked word goes in plain text: behind a short word, below the paragraph
// of longer ones, so that no sentence is torn.

export interface LinkText {
  /** Where the linked words begin in their paragraph. */
  readonly start: number
  readonly address: string
}

const MAX_SHORT = 12

export function addressesBelow(words: string, address: string): { readonly inline: string; readonly below: string | null } {
  const label = words.trim()
  if (label === address || label === '') return { inline: label === '' ? address : '', below: null }
  return label.length <= MAX_SHORT ? { inline: `: ${address} `, below: null } : { inline: '', below: address }
}
