// The texts of a message with dates that do not break, wherever a client wraps the line.
import { keepDatesWhole } from '../../text/dates.ts'
import { changeTexts } from './message-texts.ts'

export function withWholeDates<T extends Parameters<typeof changeTexts>[0]>(body: T): T {
  return changeTexts(body, keepDatesWhole)
}
