// Loaded before the bot: named pipes count as files, so that one to which nothing writes is a file
// whose reading never returns, as on a network mount whose server is gone.
const { Dirent, Stats } = require('node:fs')

for (const { prototype } of [Dirent, Stats]) {
  const { isFile } = prototype
  prototype.isFile = function () {
    return isFile.call(this) || this.isFIFO()
  }
}
