// What the parts of the program say of their work while it is measured. Without a health port
// it goes nowhere.

export interface Observations {
  /** An answer of Discord's API; `status` is null where none came. */
  request(answer: { readonly method: string; readonly route: string; readonly status: number | null }): void
  /** What a person was answered, by the command, button or form. */
  answer(answer: { readonly command: string; readonly outcome: 'answered' | 'failed' | 'too-late'; readonly ms: number }): void
  /** A digest that was read, and its diagnostics. */
  digest(report: {
    readonly outcome: 'new' | 'corrected' | 'known' | 'unread' | 'held'
    readonly diagnostics: readonly { readonly severity: string; readonly code: string }[]
  }): void
  delivery(outcome: 'sent' | 'refused' | 'unknown' | 'rate-limited'): void
  /** How long a message was owed when it was sent. */
  lateness(ms: number): void
}

export const UNOBSERVED: Observations = {
  request: () => {},
  answer: () => {},
  digest: () => {},
  delivery: () => {},
  lateness: () => {},
}
