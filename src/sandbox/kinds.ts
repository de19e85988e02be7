// What the control interface takes is told apart by its `kind`; an unknown one is answered with the
// list of those there are.
import { z } from 'zod'

type Kind = z.ZodObject<{ kind: z.ZodLiteral<string> } & z.ZodRawShape>

export function unionOfKinds<const Kinds extends readonly [Kind, ...Kind[]]>(kinds: Kinds) {
  const known = kinds.map(({ shape }) => shape.kind.value).join(', ')
  return z.discriminatedUnion('kind', kinds, {
    error: ({ code }) => (code === 'invalid_union' ? `must be one of ${known}` : undefined),
  })
}
