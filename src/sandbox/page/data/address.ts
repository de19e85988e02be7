// What an address of the page points at: `#<channel>`, `#<channel>/<message>`,
// `#<channel>?panel=requests&entry=12`.

export interface Address {
  readonly channel: string
  readonly message?: string
  /** A tab of the developer panel, in lower case. */
  readonly panel?: string
  /** The number of a request in it. */
  readonly entry?: string
}

export function readAddress(hash: string): Address {
  const [place = '', query = ''] = hash.replace(/^#/, '').split('?')
  const [channel = '', message] = place.split('/')
  const asked = new URLSearchParams(query)
  const [panel, entry] = [asked.get('panel'), asked.get('entry')]
  return { channel, ...(message && { message }), ...(panel && { panel }), ...(entry && { entry }) }
}

export function hashOf({ channel, message, panel, entry }: Address): string {
  const query = new URLSearchParams({ ...(panel && { panel }), ...(entry && { entry }) }).toString()
  return `#${channel}${message ? `/${message}` : ''}${query ? `?${query}` : ''}`
}

export const linkTo = (address: Address): string => `${location.origin}/${hashOf(address)}`
