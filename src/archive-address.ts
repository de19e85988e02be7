// Where the archive of the settings is kept, as `openDatabase` takes it.
import { join } from 'node:path'
import type { Config } from '../config/schema.ts'

export const archiveFile = ({ data }: Config): string => join(data.folder, 'paperboy.sqlite')

export const archiveAddress = (config: Config): string => config.data.database ?? archiveFile(config)
