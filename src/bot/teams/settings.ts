import type { Config } from '../../platform/config.ts';
import type { Secret } from '../../platform/secret.ts';

/** The bot's registration, and where its world is. */
export interface TeamsSettings {
  appId: string;
  password: Secret;
  /** The only Entra tenant whose people are let in, for a single-tenant app. */
  onlyTenant: string | undefined;
  metadataUrl: string;
  issuer: string;
  loginUrl: string;
  serviceHosts: readonly string[];
  /** Where files of messages lie. */
  fileHosts: readonly string[];
  webUrl: string;
}

/** Nothing when no bot is registered: then the door is closed, as without an app id nothing can be told from a forgery. */
export function teamsSettingsOf(config: Config): TeamsSettings | undefined {
  const { TEAMS_APP_ID: appId, TEAMS_APP_PASSWORD: password } = config;
  if (!appId || !password?.reveal()) return undefined;
  return {
    appId,
    password,
    onlyTenant: config.TEAMS_TENANT_TYPE === 'single' ? config.TEAMS_TENANT_ID : undefined,
    metadataUrl: config.TEAMS_OPENID_METADATA_URL,
    issuer: config.TEAMS_TOKEN_ISSUER,
    loginUrl: config.TEAMS_LOGIN_URL.replace(/\/+$/, ''),
    serviceHosts: config.TEAMS_SERVICE_HOSTS,
    fileHosts: config.TEAMS_FILE_HOSTS,
    webUrl: config.TEAMS_WEB_URL.replace(/\/+$/, ''),
  };
}
