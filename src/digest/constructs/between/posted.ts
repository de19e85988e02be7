// 编辑于 2021-07-10 08:12      发布于2021年7月10日・IP 属地北京      Posted on July 10, 2021
// The line of a copied page that says when it was posted. The date of the digest may come from it.
import { MAX_POSTED, mayBePosted, readPosted } from '../../dates/posted.ts'
import type { Construct } from '../../tokens.ts'

export const posted: Construct = {
  name: 'posted',
  starts: mayBePosted,
  maxLength: MAX_POSTED,
  read: (text) => (readPosted(text) === null ? null : { kind: 'boilerplate', closes: false }),
}
