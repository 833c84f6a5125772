type Given = Readonly<Record<string, unknown>>;

const neededInProduction = ['ADJUTANT_SECRET', 'DATABASE_URL', 'PUBLIC_URL'];

function productionFaults(given: Given): string[] {
  if (given.NODE_ENV !== 'production') return [];
  return neededInProduction
    .filter((name) => given[name] === undefined)
    .map((name) => `${name}: is needed in production`);
}

const httpUrl = /^http:/;

/** A bot without a whole login, or one whose callers anybody could play, is none. */
function teamsFaults(given: Given): string[] {
  const faults: string[] = [];
  if ((given.TEAMS_APP_ID === undefined) !== (given.TEAMS_APP_PASSWORD === undefined))
    faults.push('TEAMS_APP_ID and TEAMS_APP_PASSWORD: are needed together');
  if (given.TEAMS_TENANT_TYPE === 'single' && given.TEAMS_TENANT_ID === undefined)
    faults.push('TEAMS_TENANT_ID: is needed for a single-tenant app');
  if (given.NODE_ENV !== 'production') return faults;
  const open = ['TEAMS_OPENID_METADATA_URL', 'TEAMS_LOGIN_URL'].filter((name) => httpUrl.test(String(given[name])));
  return [...faults, ...open.map((name) => `${name}: has to be https in production`)];
}

function issuerFaults({ NODE_ENV, MCP_TOKEN_ISSUERS: issuers }: Given): string[] {
  const isOpen = String(issuers ?? '')
    .split(',')
    .some((issuer) => httpUrl.test(issuer.trim()));
  return NODE_ENV === 'production' && isOpen ? ['MCP_TOKEN_ISSUERS: have to be https in production'] : [];
}

const modelSettings = ['OPENAI_BASE_URL', 'OPENAI_API_KEY', 'OPENAI_MODEL'];
/** This machine, a name without a dot as containers have it, and addresses that lead nowhere outside. */
const nearHost =
  /^(?:localhost|127(?:\.\d+){3}|\[::1\]|[^.:[\]]+|.+\.(?:local|internal)|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2})$/;

/** A model is there with all that it needs, or not at all; what is said to it crosses no open network unencrypted. */
function modelFaults(given: Given): string[] {
  const missing = modelSettings.filter((name) => given[name] === undefined);
  if (missing.length === modelSettings.length) return [];
  if (missing.length > 0) return [`${modelSettings.join(', ')}: are needed together; ${missing.join(', ')} is missing`];
  const url = String(given.OPENAI_BASE_URL);
  const isOpen = given.NODE_ENV === 'production' && httpUrl.test(url) && URL.canParse(url);
  return isOpen && !nearHost.test(new URL(url).hostname)
    ? ['OPENAI_BASE_URL: has to be https in production, or in an own network']
    : [];
}

/** What is wrong with settings beside each other; each alone is looked at by its own kind. */
export const faultsBetween = (given: Given): string[] => [
  ...productionFaults(given),
  ...teamsFaults(given),
  ...issuerFaults(given),
  ...modelFaults(given),
];
