// Tables of what readers keep: reading lists, watches, their language.

// biome-ignore lint/suspicious/noEmptyInterface: tables are declared here by their migration's author
export interface ReadersSchema {}
