// All measurements of `npm run bench`, in the order in which they run. Each is loaded when it is run:
// the memory of its processes is measured, and those of others bring a browser's driver and more.
import type { Bench } from './bench.ts'

export const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  delivery: async () => (await import('./fan-out.ts')).fanOut,
  answers: async () => (await import('./answers.ts')).answers,
  parse: async () => (await import('./parse.ts')).parse,
  growth: async () => (await import('./growth.ts')).growth,
  strangers: async () => (await import('./strangers.ts')).strangers,
  footprint: async () => (await import('./footprint.ts')).footprint,
  scale: async () => (await import('./scale.ts')).scale,
  sandbox: async () => (await import('./sandbox.ts')).sandbox,
  page: async () => (await import('./page.ts')).page,
}
