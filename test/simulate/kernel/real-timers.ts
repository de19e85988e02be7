// What the machine's clock and timers were before virtual time took their names.
export const realSetImmediate = setImmediate
export const realNow = Date.now.bind(Date)
