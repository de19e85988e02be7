// Which files are read, by their names: the kinds that docs/digest-format.md names, without what
// editors, downloads, synchronisation and network drives leave next to them. The same in a watched
// folder and in an archive.

/** In lower case, without the dot. */
export const DIGEST_KINDS: readonly string[] = [
  'txt',
  'text',
  'md',
  'markdown',
  'htm',
  'html',
  'xhtml',
  'eml',
  'mbox',
  'docx',
  'rtf',
  'zip',
]

interface Leftover {
  /** Fits the name of a file or of a folder on the way to it. */
  readonly name: RegExp
  /** Who leaves it, and where that is documented. */
  readonly source: string
}

/** Never read, whatever their ending; a folder of such a name is not entered. */
export const LEFTOVERS: readonly Leftover[] = [
  { name: /^\./, source: 'hidden on Unix: .git, .snapshots, ._name of macOS, .nfs of NFS, rsync’s .name.XXXXXX' },
  // Editors.
  { name: /^~/, source: 'Microsoft Office, "Description of how Word creates temporary files": ~$name, ~WRL0001.tmp' },
  { name: /~$/, source: 'Emacs, "Single or Numbered Backups"; Vim backupext; Kate and gedit' },
  { name: /^#.*#$/, source: 'Emacs, "Auto-Saving: Protection Against Disasters"' },
  { name: /\.(?:sw[a-p]|un~)$/i, source: 'Vim, :help swap-file and :help undodir' },
  {
    name: /\.(?:bak|old|orig|rej|save(?:\.\d+)?)$/i,
    source: 'Notepad++ and many others; patch(1) and Mercurial; nano(1), emergency save',
  },
  { name: /\.sb-[\da-f]{8}-\w{6}$/i, source: 'macOS, the safe save of sandboxed programs (NSDocument)' },
  { name: /___jb_(?:tmp|old)___$/, source: 'IntelliJ platform, "Use safe write"' },
  { name: /\.(?:te?mp|lck|lock)$/i, source: 'temporary files and locks of any program' },
  // Downloads and transfers.
  { name: /\.(?:part|partial|crdownload|download|opdownload)$/i, source: 'Firefox, curl and rclone; Chrome; Safari; Opera' },
  {
    name: /\.(?:filepart|part\d*\.met|aria2|ytdl|xltd|td|bc!|!ut|!qb|!bt|jc!|dtapart|fdmdownload|unconfirmed)$/i,
    source: 'WinSCP, "Transfer to temporary filename"; eMule; aria2; yt-dlp; Xunlei; BitComet; µTorrent; qBittorrent',
  },
  { name: /\.(?:filezilla|incomplete|unfinished|inprogress)$/i, source: 'FTP and torrent programs' },
  // Synchronisation.
  { name: /\.(?:!sync|bts|synctemp|gstmp)$/i, source: 'Resilio Sync, "Files with .!sync extension"; Google Drive' },
  { name: /\.sync-conflict-\d{8}-\d{6}(?:-\w{7})?(?:\.[^.]*)?$/i, source: 'Syncthing, "Synchronization: Conflicting Changes"' },
  {
    name: /\((?:[^()]*\W)?conflicted copy\b[^()]*\)|\(case conflict(?: \d+)?\)/i,
    source: 'Dropbox, "What’s a conflicted copy?"; Nextcloud and ownCloud, "Conflicts"',
  },
  { name: /_conflict-\d{8}-\d{6}\b/i, source: 'ownCloud client before 2.5' },
  // Network drives and the bins of systems.
  {
    name: /^(?:@eaDir|@tmp|@sharebin|#recycle|#snapshot)$/i,
    source: 'Synology DSM: indexes, "Recycle Bin", "Snapshot Replication"',
  },
  { name: /^(?:@Recycle|@Recently-Snapshot|@Transcode)$/i, source: 'QNAP QTS: "Network Recycle Bin", "Snapshots"' },
  {
    name: /^(?:\$RECYCLE\.BIN|RECYCLER|RECYCLED|System Volume Information|FOUND\.\d{3})$/i,
    source: 'Windows: bins of each drive, restore points, chkdsk',
  },
  {
    name: /^(?:__MACOSX|Network Trash Folder|Temporary Items|TheVolumeSettingsFolder)$/i,
    source: 'macOS: the Archive Utility, and folders of AFP shares',
  },
  { name: /^lost\+found$/, source: 'Linux, fsck(8) of ext4' },
]

/** One name of a file or folder, not a path. */
export function isLeftover(name: string): boolean {
  return LEFTOVERS.some((leftover) => leftover.name.test(name))
}

/** Whether any part of the path is a leftover. */
export function isBelowLeftover(path: string): boolean {
  return path.split(/[\\/]/).some((name) => name !== '' && name !== '.' && name !== '..' && isLeftover(name))
}

export function isDigestKind(name: string): boolean {
  return DIGEST_KINDS.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) && name.includes('.')
}
