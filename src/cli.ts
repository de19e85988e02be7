// What people type: every command with its arguments. The work is in cli/, loaded when asked for,
// so that `check` never waits for Discord.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { LAYOUTS } from './render/ladder.ts'

interface Shared {
  readonly config?: string
}

/** Runs one command line and returns the exit code. Without arguments the bot starts. */
export async function runCli(args: readonly string[]): Promise<number> {
  let code = 0
  const program = createProgram((result) => {
    code = result
  })
  try {
    await program.parseAsync(args.length === 0 ? ['start'] : args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
  return code
}

function createProgram(done: (code: number) => void): Command {
  const program = new Command('paperboy')
    .description('Posts bilingual AI-paper digests to Discord and finds every paper again.')
    .version(packageJson.version)
    .option('--config <file>', 'settings as JSON (default: config/paperboy.json where there is one)')
    .showHelpAfterError('Try: paperboy --help')
    .exitOverride()
  // Sub-commands inherit what is set before they are added.
  const command = (usage: string, about: string) => program.command(usage).description(about)
  const shared = () => program.opts<Shared>()

  command('start', 'run the bot; without DISCORD_TOKEN in a local Discord that opens in the browser')
    .addOption(new Option('--port <number>', "the sandbox's port (0: any free one)"))
    .action(async (options) => done(await (await import('./cli/start.ts')).start({ ...shared(), ...options })))

  command('check', 'read digests and say what was found in them; stores nothing')
    .argument('<file...>', 'text, Markdown, HTML, mail (.eml, .mbox), Word (.docx), RTF or a .zip of them')
    .option('--json', 'one JSON object per digest, a line each')
    .option('--coverage', 'print each line with what it was read as')
    .action(async (files, options) => done(await (await import('./cli/digests/check.ts')).check(files, options)))

  command('ingest', 'import files and folders into the archive')
    .argument('<path...>', 'digest files, folders of them, or what `paperboy export` wrote (.jsonl)')
    .action(async (paths, options) =>
      done(await (await import('./cli/archive/ingest.ts')).ingest(paths, { ...shared(), ...options })),
    )

  command('release', 'post digests that were held back, or list them')
    .argument('[digest...]', 'a file name, a day (YYYY-MM-DD) or a number of the list; without one, the list')
    .option('--all', 'every digest that is held back')
    .addOption(
      new Option('--backlog <which>', 'what becomes of past days that arrived at once').choices(['all', 'newest', 'none']),
    )
    .action(async (digests, options) =>
      done(await (await import('./cli/archive/release.ts')).release(digests, { ...shared(), ...options })),
    )

  command('search', 'find papers in the archive')
    .argument('<query...>', 'words in Chinese or English, "a phrase", -without, author:Name, category:CV, from:2021-07')
    .option('--category <code>', 'only this category; may be given several times', collect, [])
    .option('--from <date>', 'from this day on (YYYY-MM-DD)', day)
    .option('--to <date>', 'up to this day (YYYY-MM-DD)', day)
    .option('--author <name>', 'only papers of this author')
    .option('--limit <number>', 'how many to show, 1 to 100', limit, 10)
    .option('--json', 'the answer as JSON')
    .action(async (words, options) =>
      done(await (await import('./cli/archive/search.ts')).search(words.join(' '), { ...shared(), ...options })),
    )

  command('render', 'show the messages that would be posted for a digest')
    .argument('<file>', 'a digest')
    .option('--json', "the bodies for Discord's create-message route")
    .addOption(new Option('--language <language>', 'of the messages').choices(['both', 'zh', 'en']).default('both'))
    .addOption(new Option('--layout <layout>', 'of the messages').choices([...LAYOUTS]).default('standard'))
    .action(async (file, options) => done(await (await import('./cli/digests/render.ts')).render(file, options)))

  command('sandbox', 'run the local Discord alone')
    .addOption(new Option('--port <number>', 'the port on 127.0.0.1 (0: any free one)'))
    .option('--state <file>', 'keep its channels and messages in this file')
    .addOption(
      new Option('--limits <which>', "rate limits: Discord's own, ten times as many messages, or none")
        .choices(['discord', 'relaxed', 'off'])
        .default('discord'),
    )
    .action(async (options) => done(await (await import('./cli/sandbox.ts')).sandbox({ ...shared(), ...options })))

  command('export', 'write the whole archive as JSON Lines to standard output or a file')
    .option('--out <file>', 'where to write')
    .action(async (options) => done(await (await import('./cli/archive/export.ts')).exportArchive({ ...shared(), ...options })))

  command('backup', 'write a verified copy of the archive, also while the bot runs')
    .argument('<file>', 'where to write')
    .option('--force', 'replace the file')
    .action(async (file, options) =>
      done(await (await import('./cli/keeping/backup.ts')).backupArchive(file, { ...shared(), ...options })),
    )

  command('restore', 'replace the archive with a backup; stop the bot first')
    .argument('<file>', 'what `paperboy backup` wrote')
    .option('--force', 'move an existing archive aside first')
    .action(async (file, options) =>
      done(await (await import('./cli/keeping/restore.ts')).restoreArchive(file, { ...shared(), ...options })),
    )

  command('move', 'carry the archive into another database and compare both; stop the bot first')
    .requiredOption('--to <address>', 'postgres://user:password@host:5432/name, or a file of SQLite')
    .action(async (options) => done(await (await import('./cli/keeping/move.ts')).move({ ...shared(), ...options })))

  program
    .command('config')
    .description('the settings')
    .command('check')
    .description('check the settings, and show which differ from their defaults')
    .action(async () => done(await (await import('./cli/config-check.ts')).checkConfig(shared())))

  command('reindex', 'rebuild the search index').action(async (options) =>
    done(await (await import('./cli/archive/reindex.ts')).reindex({ ...shared(), ...options })),
  )

  command('doctor', 'check the archive for damage').action(async (options) =>
    done(await (await import('./cli/archive/doctor.ts')).doctor({ ...shared(), ...options })),
  )

  return program
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [
    ...before,
    ...value
      .split(/[,，/]/)
      .map((code) => code.trim())
      .filter(Boolean),
  ]
}

function day(value: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null
  if (time === null || Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== value)
    throw new InvalidArgumentError('A day is written YYYY-MM-DD, such as 2021-07-10.')
  return value
}

function limit(value: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 1 || count > 100) throw new InvalidArgumentError('A whole number from 1 to 100.')
  return count
}
