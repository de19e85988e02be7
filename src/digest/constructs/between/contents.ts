// 目录      本期目录:      ## Contents      Table of contents
import { simplifiedText } from '../../../text/traditional.ts'
import type { Construct } from '../../tokens.ts'

const CONTENTS =
  /^[\s#*_【[（(—–=>·-]*(?:(?:本期|今日|本文|论文)?(?:目录|目次|导读|速览|一览)|(?:table of )?contents|in this issue|toc)[\s#*_】\])）:：—–=·-]*$/i

export const contents: Construct = {
  name: 'contents',
  starts: /[\s#*_【[（(—–=>·\-本今论論目導导速一tci]/i,
  maxLength: 40,
  read: (text) => (CONTENTS.test(simplifiedText(text)) ? { kind: 'contents' } : null),
}
