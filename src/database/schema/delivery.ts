// Tables of subscriptions and the outbox.

// biome-ignore lint/suspicious/noEmptyInterface: tables are declared here by their migration's author
export interface DeliverySchema {}
