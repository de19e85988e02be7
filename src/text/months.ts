// English names of months, whole or shortened, as people write them in dates.

const NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The alternatives of a regular expression that ignores case. */
export const MONTH_PATTERN =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'

/** 1 to 12, of what the pattern has found. */
export const monthNamed = (name: string): number => NAMES.indexOf(name.slice(0, 3).toLowerCase()) + 1
