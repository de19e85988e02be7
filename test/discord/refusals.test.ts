// The table of Discord's errors, held against the list that Discord documents, as discord-api-types
// copies it.
import { RESTJSONErrorCodes } from 'discord-api-types/v10'
import { expect, it } from 'vitest'
import { REFUSALS, refusalFor } from '../../src/discord/rest/refusals.ts'

const documented = Object.values(RESTJSONErrorCodes).filter((code) => typeof code === 'number')

const range = (from: number, to: number) => (code: number) => from <= code && code <= to
const oneOf =
  (...codes: number[]) =>
  (code: number) =>
    codes.includes(code)

/** What delivery never asks for, and what the codes are about. */
const ELSEWHERE: Readonly<Record<string, (code: number) => boolean>> = {
  'says nothing: the status decides': oneOf(0),
  'the look of a block, which all requests wait for': oneOf(40333),
  'accounts, applications, invites, members, overwrites, tokens': oneOf(
    10001,
    10002,
    10005,
    10006,
    10007,
    10009,
    10010,
    10011,
    10012,
    10020,
    10026,
    10124,
    10129,
    40007,
    50002,
    50020,
    50036,
  ),
  'emojis, stickers, sounds, assets': oneOf(
    10014,
    10021,
    10060,
    10061,
    10097,
    30008,
    30018,
    30039,
    30045,
    30056,
    50080,
    50081,
    50144,
    50145,
    50151,
    50600,
  ),
  'webhooks and interactions': oneOf(10015, 10016, 10062, 40043, 40060, 40094, 50027, 50073, 30058),
  'shops and lobbies': range(10027, 10050),
  'templates, screens, events, stages, voice, widgets': oneOf(
    10057,
    10059,
    10065,
    10067,
    10068,
    10069,
    10070,
    10071,
    20035,
    30031,
    30038,
    30042,
    30052,
    40032,
    50004,
    50091,
    50167,
    150006,
    180000,
    180002,
  ),
  'commands, which registration answers for': oneOf(10063, 10066, 30032, 30034, 40041),
  'users and their accounts': oneOf(
    20001,
    20002,
    20012,
    20015,
    20017,
    20018,
    20024,
    30002,
    40012,
    50015,
    50178,
    50131,
    50132,
    80004,
    340015,
    500000,
  ),
  'servers, roles, bans, channels as a moderator has them': oneOf(
    30001,
    30004,
    30005,
    30011,
    30016,
    30019,
    30030,
    30035,
    30037,
    30040,
    30060,
    30061,
    40009,
    50028,
    50074,
    50086,
    50097,
    50101,
  ),
  'pins, reactions, bulk deletes, notifications': oneOf(30003, 30047, 50016, 50019, 50084, 50085, 90001, 90002),
  'OAuth2, requests of other clients': oneOf(50010, 50011, 50012, 50025, 50026, 50039, 50041, 50067),
  'payments and entitlements': oneOf(40018, 40019, 40074, 50054, 50057, 50070, 50163),
  'voice messages': oneOf(50124, 50159, 50160, 50161, 50162, 50173, 50192),
  'references to other messages': oneOf(160009, 160010, 160014),
  'Lottie stickers': range(170001, 170007),
  'messages of webhooks': range(220001, 220004),
  onboarding: range(350000, 350001),
  polls: range(520000, 520006),
  'sign-in of other platforms': range(530000, 530007),
}

it('has every code that Discord documents for what delivery asks, and no other', () => {
  const isElsewhere = (code: number) => Object.values(ELSEWHERE).some((includes) => includes(code))
  const missing = documented.filter((code) => !(code in REFUSALS) && !isElsewhere(code))
  expect(missing.map((code) => `${code} ${RESTJSONErrorCodes[code]}`)).toEqual([])
  expect(documented.filter((code) => code in REFUSALS && isElsewhere(code))).toEqual([])
  expect(Object.keys(REFUSALS).filter((code) => !documented.includes(Number(code)))).toEqual([])
})

it.each([
  [400, 999_999, 'unclear'],
  [400, 0, 'unclear'],
  [405, 0, 'unclear'],
  [401, 0, 'unauthorised'],
  [413, 0, 'too-large'],
  [400, 50035, 'invalid'],
  [403, 50013, 'permissions'],
  [400, 40003, 'passing'],
] as const)('a status %i with the code %i is %s', (status, code, refusal) => {
  expect(refusalFor(status, code)).toBe(refusal)
})
