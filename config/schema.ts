// Every setting there is: one zod schema. A key has a default, or its description says why it has
// none. `env` names the environment variable that sets it; the table in README.md is printed from
// here.
import { z } from 'zod'
import { isPostgresUrl } from '../src/database/postgres/url.ts'
import { deliverySettingsSchema } from '../src/delivery/settings.ts'
import { wishSchema } from '../src/delivery/subscriptions/subscription.ts'

const setting = <T extends z.ZodType>(schema: T, meta: { about: string; env?: string }): T => schema.meta(meta)

/**
 * The environment has only text: digits become a number, anything else is left for the schema to
 * refuse.
 */
const numeric = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value), schema)

const snowflake = z.string('a Discord id: 17 to 20 digits').regex(/^\d{17,20}$/, 'a Discord id: 17 to 20 digits')
const wholeNumber = (min: number, max: number, what: string) =>
  numeric(
    z
      .int(`${what}, a whole number from ${min} to ${max}`)
      .min(min, `${what}, a whole number from ${min} to ${max}`)
      .max(max, `${what}, a whole number from ${min} to ${max}`),
  )
const folder = z.string('the path of a folder').min(1, 'the path of a folder')
const webAddress = z.url({ protocol: /^https?$/, error: 'an http or https address' })
const DATABASE =
  'the address of a PostgreSQL database, postgres://user:password@host:5432/name, with %40 for @, %2F for / and %23 for # in the password'

/** Comma-separated in the environment, a list in the file. */
const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split(',')
            .map((part) => part.trim())
            .filter(Boolean)
        : value,
    z.array(item),
  )

/**
 * One subscription of the file: a channel by id or `#name` (in every server that has one), and its
 * wish.
 */
const subscriptionSchema = wishSchema.extend({
  channel: z.string('a channel: its id, or #name').regex(/^(?:#\S{1,100}|\d{17,20})$/, 'a channel: its id, or #name'),
  /** Digests of so many days before it was made are posted too. */
  backfill: z.union([z.literal('all'), z.int().min(0).max(3650)], 'a number of days, or "all"').default(0),
})

export type ConfiguredSubscription = z.infer<typeof subscriptionSchema>

const delivery = deliverySettingsSchema.shape
const deliveryDefaults = deliverySettingsSchema.parse({})

export const configSchema = z.strictObject({
  discord: z
    .strictObject({
      token: setting(
        z
          .string('the token of a Discord bot, without spaces')
          .regex(/^\S+$/, 'the token of a Discord bot, without spaces')
          .nullable()
          .default(null),
        {
          env: 'DISCORD_TOKEN',
          about: "The bot's token. No default: it is a secret. Without it the sandbox, a local Discord, is started instead.",
        },
      ),
      api: setting(webAddress.default('https://discord.com/api'), {
        env: 'DISCORD_API',
        about: "Base address of Discord's API, without the version: for a proxy or a sandbox that runs elsewhere.",
      }),
      shards: setting(
        z
          .union([z.literal('auto'), wholeNumber(1, 1_000, 'shards')], 'auto, or a whole number of shards from 1 to 1000')
          .default('auto'),
        {
          env: 'PAPERBOY_SHARDS',
          about:
            'How many connections the servers are spread over. `auto`: as many as Discord recommends, one for about 1,000 servers.',
        },
      ),
      owners: setting(listOf(snowflake).default([]), {
        env: 'PAPERBOY_OWNERS',
        about: 'User ids that may use /admin. Empty: the owner of the Discord application, or its team.',
      }),
    })
    .prefault({}),
  digests: z
    .strictObject({
      folder: setting(folder.default('digests'), {
        env: 'PAPERBOY_DIGESTS',
        about: 'The folder that is watched for digest files.',
      }),
      settleSeconds: setting(wholeNumber(0, 3600, 'seconds').default(5), {
        env: 'PAPERBOY_SETTLE_SECONDS',
        about: 'How long the size and time of a file must be unchanged before it is read.',
      }),
      maxFileMiB: setting(wholeNumber(1, 2047, 'MiB').default(64), {
        env: 'PAPERBOY_MAX_FILE_MIB',
        about: 'A larger file is not read.',
      }),
      maxTextMiB: setting(wholeNumber(1, 256, 'MiB').default(8), {
        env: 'PAPERBOY_MAX_TEXT_MIB',
        about: 'How much text a digest may have, pictures not counted.',
      }),
      maxUnpackedMiB: setting(wholeNumber(1, 2047, 'MiB').default(64), {
        env: 'PAPERBOY_MAX_UNPACKED_MIB',
        about: 'How much may come out of a file in all, over archives in archives, mails and their attachments.',
      }),
      maxEntries: setting(wholeNumber(1, 100_000, 'entries').default(2000), {
        env: 'PAPERBOY_MAX_ENTRIES',
        about: 'How many entries and attachments a file may have in all.',
      }),
      maxSeconds: setting(wholeNumber(1, 3600, 'seconds').default(20), {
        env: 'PAPERBOY_MAX_SECONDS',
        about: 'How long reading a file may take; the bot answers and delivers meanwhile.',
      }),
      maxMemoryMiB: setting(wholeNumber(64, 16_384, 'MiB').default(512), {
        env: 'PAPERBOY_MAX_MEMORY_MIB',
        about: 'How much memory reading a file may take, beyond its bytes.',
      }),
    })
    .prefault({}),
  data: z
    .strictObject({
      folder: setting(folder.default('data'), {
        env: 'PAPERBOY_DATA',
        about: 'Where the archive (`paperboy.sqlite`) and the state of the sandbox are kept.',
      }),
      database: setting(
        z
          .string(DATABASE)
          .refine((text) => isPostgresUrl(text) && URL.canParse(text), DATABASE)
          .nullable()
          .default(null),
        {
          env: 'PAPERBOY_DATABASE',
          about:
            'The address of a PostgreSQL database that keeps the archive in the place of `paperboy.sqlite`: `postgres://user:password@host:5432/name`. No default: it is a secret, and one process needs none. See [docs/scaling.md](docs/scaling.md).',
        },
      ),
    })
    .prefault({}),
  sandbox: z
    .strictObject({
      port: setting(wholeNumber(0, 65_535, 'a port').default(4545), {
        env: 'PAPERBOY_SANDBOX_PORT',
        about: 'Port of the sandbox on 127.0.0.1; 0 takes any free one.',
      }),
      limits: setting(z.enum(['discord', 'relaxed', 'off'], 'discord, relaxed or off').default('relaxed'), {
        env: 'PAPERBOY_SANDBOX_LIMITS',
        about:
          "Rate limits of the sandbox that `paperboy start` opens: `discord`'s own (5 messages in 5 s a channel), `relaxed` (ten times as many, so that a first digest is there at once), or `off`.",
      }),
    })
    .prefault({}),
  subscriptions: setting(z.array(subscriptionSchema).nullable().default(null), {
    about:
      'Subscriptions kept in the file: see docs/subscriptions.md. None given: `#papers` of the sandbox gets the newest two days, and all that comes.',
  }),
  delivery: z
    .strictObject({
      catchUpHours: setting(numeric(delivery.catchUpHours.unwrap()).default(deliveryDefaults.catchUpHours), {
        env: 'PAPERBOY_CATCH_UP_HOURS',
        about: 'How long after its time a missed slot is still posted.',
      }),
      requestsPerSecond: setting(numeric(delivery.requestsPerSecond.unwrap()).default(deliveryDefaults.requestsPerSecond), {
        env: 'PAPERBOY_REQUESTS_PER_SECOND',
        about: 'Maximum requests a second over all channels; Discord allows a bot 50.',
      }),
      invalidRequestBudget: setting(
        numeric(delivery.invalidRequestBudget.unwrap()).default(deliveryDefaults.invalidRequestBudget),
        {
          env: 'PAPERBOY_INVALID_REQUEST_BUDGET',
          about: 'Refusals (401, 403, 429) in ten minutes before all sending pauses; Discord blocks an address at 10,000.',
        },
      ),
      probeMinutes: setting(numeric(delivery.probeMinutes.unwrap()).default(deliveryDefaults.probeMinutes), {
        env: 'PAPERBOY_PROBE_MINUTES',
        about: 'How soon a channel that refused is tried again; each failure doubles it, up to a day.',
      }),
      backlogDays: setting(numeric(delivery.backlogDays.unwrap()).default(deliveryDefaults.backlogDays), {
        env: 'PAPERBOY_BACKLOG_DAYS',
        about: 'Days of the past that a channel gets at once; more are held until the owner says which are wanted.',
      }),
      backlogMessages: setting(numeric(delivery.backlogMessages.unwrap()).default(deliveryDefaults.backlogMessages), {
        env: 'PAPERBOY_BACKLOG_MESSAGES',
        about: 'The same, counted in messages.',
      }),
      removedPapers: setting(delivery.removedPapers, {
        env: 'PAPERBOY_REMOVED_PAPERS',
        about: 'What becomes of the message of a paper that was taken out of its digest: `strike` or `delete`.',
      }),
    })
    .prefault({}),
  health: z
    .strictObject({
      port: setting(wholeNumber(0, 65_535, 'a port').nullable().default(null), {
        env: 'PAPERBOY_HEALTH_PORT',
        about: 'Port of `/livez`, `/readyz` and `/metrics`; 0 takes any free one. No default: they are off.',
      }),
      host: setting(z.string('an address of this machine').min(1, 'an address of this machine').default('127.0.0.1'), {
        env: 'PAPERBOY_HEALTH_HOST',
        about: 'Address on which they are served. Any other than this one lets others of the network read them.',
      }),
    })
    .prefault({}),
  alerts: z
    .strictObject({
      to: setting(z.enum(['owners', 'none'], 'owners or none').default('owners'), {
        env: 'PAPERBOY_ALERTS',
        about:
          'Who gets a direct message about held digests, messages given up, a full disk and a damaged archive: `owners` or `none`.',
      }),
    })
    .prefault({}),
  privacy: z
    .strictObject({
      forgetServerDays: setting(wholeNumber(0, 3650, 'days').default(30), {
        env: 'PAPERBOY_FORGET_SERVER_DAYS',
        about: 'How long the subscriptions of a server that removed the bot are kept, in case it is invited again.',
      }),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: setting(z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'debug, info, warn, error or silent').default('info'), {
        env: 'PAPERBOY_LOG_LEVEL',
        about: 'How much is logged.',
      }),
      format: setting(z.enum(['auto', 'pretty', 'json'], 'auto, pretty or json').default('auto'), {
        env: 'PAPERBOY_LOG_FORMAT',
        about: '`auto` is `pretty` on a terminal and `json` elsewhere.',
      }),
    })
    .prefault({}),
})

export type Config = z.infer<typeof configSchema>
