// All measurements of `npm run bench`, in the order in which they run.
import { answers } from './answers.ts'
import type { Bench } from './bench.ts'
import { fanOut } from './fan-out.ts'
import { footprint } from './footprint.ts'
import { growth } from './growth.ts'
import { page } from './page.ts'
import { parse } from './parse.ts'
import { sandbox } from './sandbox.ts'
import { scale } from './scale.ts'
import { strangers } from './strangers.ts'

export const BENCHES: readonly Bench[] = [fanOut, answers, parse, growth, strangers, footprint, scale, sandbox, page]
