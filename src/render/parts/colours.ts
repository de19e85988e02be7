// One colour for each category, the same in every channel and release.

/** Chosen apart from each other in hue, and bright enough for Discord's dark and light theme. */
const COLOURS: Readonly<Record<string, number>> = {
  CV: 0x3b88c3,
  LG: 0xe67e22,
  CL: 0x2ecc71,
  AS: 0x9b59b6,
  SD: 0x8e6bd1,
  RO: 0xe74c3c,
  AI: 0xf1c40f,
  IR: 0x1abc9c,
  NE: 0xd35499,
  ML: 0xc98a4b,
  IV: 0x5dade2,
  CR: 0x7f8c8d,
  HC: 0xff8fab,
  GR: 0x45b39d,
  MA: 0xcb4335,
  SI: 0x5b8c5a,
}

/** Of everything that belongs to no category: Discord's own. */
export const ACCENT = 0x5865f2

export function categoryColour(code: string | undefined): number {
  if (code === undefined) return 0x99aab5
  return (Object.hasOwn(COLOURS, code) ? COLOURS[code] : undefined) ?? hashColour(code)
}

function hashColour(code: string): number {
  let hash = 2166136261
  for (const character of code) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0
  return hslToRgb(hash % 360, 0.55, 0.55)
}

function hslToRgb(hue: number, saturation: number, lightness: number): number {
  const chroma = (1 - Math.abs(2 * lightness - 1)) * saturation
  const channel = (shift: number) => {
    const k = (shift + hue / 30) % 12
    return Math.round(255 * (lightness - (chroma / 2) * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return (channel(0) << 16) | (channel(8) << 8) | channel(4)
}
