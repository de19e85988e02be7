// What this browser remembers of the last visit. A browser that forbids it just starts again.

type Key = 'viewer' | 'locale' | 'theme' | 'panel'

export function recall(key: Key): string | undefined {
  try {
    return localStorage.getItem(`sandbox.${key}`) ?? undefined
  } catch {
    return undefined
  }
}

export function remember(key: Key, value: string): void {
  try {
    localStorage.setItem(`sandbox.${key}`, value)
  } catch {
    // Nothing is lost but the choice of the next visit.
  }
}
