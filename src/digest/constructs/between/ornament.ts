// --------   * * *   ～～～   — END —   （完）   [PDF] [Code]
// Lines that only decorate. They say nothing of any paper.
import type { Construct } from '../../tokens.ts'

const RULE = /^[\s\-–—=_~～*＊#·.…•◆◇■□▲△▼▽●○★☆─━═┄┈▪►▶◀|+<>》《↓↑←→^:：\\]+$/
const WORDS = /^[\s\-–—=_*~～·【[(（]*(?:end|the end|完|全文完|正文|未完待续|分割线)[\s\-–—=_*~～·】\])）。.!！]*$/i
const BUTTONS = /^(?:[[【［](?:pdf|code|arxiv|paper|project|link|html|abs|demo|video|论文|代码|项目|链接)[\]】］][\s|/·]*)+$/i

export const ornament: Construct = {
  name: 'ornament',
  starts: /[\s\-–—=_~～*＊#·.…•◆◇■□▲△▼▽●○★☆─━═┄┈▪►▶◀|+<>》《↓↑←→^:：\\【[(（et完全正未分]/i,
  maxLength: 200,
  read: (text) =>
    RULE.test(text) || (text.length <= 40 && (WORDS.test(text) || BUTTONS.test(text))) ? { kind: 'ornament' } : null,
}
