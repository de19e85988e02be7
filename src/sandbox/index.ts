// What the package gives to tests and programs.
export { type Clock, createClock, createManualClock } from './clock.ts'
export type { WorldAction } from './control/actions.ts'
export type { ClockMove, CommandRun, Control } from './control/control.ts'
export type { GivenFile } from './control/given-files.ts'
export type { InteractionInput } from './control/interactions/invoke.ts'
export type { InteractionResult } from './control/interactions/wait.ts'
export { ControlError } from './control/names.ts'
export type { Fault, FaultInput } from './faults/faults.ts'
export type { BucketState, Change, Feed, GatewayEntry, RequestEntry } from './feed.ts'
export type { RequestLog } from './requests.ts'
export type { Rate } from './rest/rates.ts'
export {
  type Limits,
  type Sandbox,
  type SandboxApplication,
  type SandboxOptions,
  StateFileError,
  startSandbox,
} from './sandbox.ts'
export { DEFAULT_SEED } from './seed/default-seed.ts'
export type { IntentName } from './seed/intents.ts'
export { parseSeed, readSeed, SeedError } from './seed/read.ts'
export type { ChannelType, Seed } from './seed/schema.ts'
export { type StartChoice, startProblem } from './server/start-problem.ts'
export { momentOf, type Snowflake, snowflakeAt } from './snowflake.ts'
export type { MessageLike } from './testing/match.ts'
export type { Habits, MessagePlace, Person, Reply, Target } from './testing/person.ts'
export type { Recorder, Recording } from './testing/recording.ts'
export { ReplayError, type ReplayOptions, type StepDifference } from './testing/replay.ts'
export type { WaitOptions, Watch } from './testing/watch.ts'
export type { PermissionName } from './world/permissions.ts'
export type {
  Application,
  Attachment,
  Channel,
  Command,
  Component,
  Embed,
  Guild,
  Interaction,
  Member,
  Message,
  Role,
  User,
} from './world/types.ts'
export type { World } from './world/world.ts'
