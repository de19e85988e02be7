// The thread that reads files: one that takes too long or too much memory ends alone.
import { readDigests } from '../../digest/index.ts'
import { serve } from '../../threads/serve-calls.ts'
import type { ReadRequest } from '../reader.ts'

serve(() => ({
  calls: { read: ({ bytes, source, limits }: ReadRequest) => readDigests(bytes, source, limits) },
  close: async () => {},
}))
