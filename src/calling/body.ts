/** Of one request, as the body parser takes it. */
export const maxBody = '1mb';
export const maxDepth = 32;

const tokenNames = ['access_token', 'token', 'api_key', 'apikey', 'key', 'authorization', 'bearer'];

/** Addresses are logged and remembered everywhere on their way: a token in one is lost. */
export const hasTokenInAddress = (query: object): boolean =>
  Object.keys(query).some((name) => tokenNames.includes(name.toLowerCase()));

export const tokenInAddress =
  'A token does not belong into the address. Send it as the header "Authorization: Bearer <token>", and replace this one: addresses are logged on their way.';

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Level by level, so that no depth is too much for this check itself. */
export function isTooDeep(value: unknown, limit: number = maxDepth): boolean {
  let level = [value].filter(isContainer);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((each) => Object.values(each).filter(isContainer));
  }
  return false;
}
