import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/platform/config.ts';

const safe = {
  NODE_ENV: 'production',
  ADJUTANT_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgres://owner:hunter2@db/adjutant',
  PUBLIC_URL: 'https://adjutant.example.org',
};
const faultsOf = (environment: Record<string, string>): string => {
  try {
    loadConfig(environment);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(loadConfig({})).toMatchObject({
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      ROLES: ['web', 'worker', 'mcp'],
    });
  });

  it('takes an empty setting for one that is not given, and leaves alone what is not ours', () => {
    const config = loadConfig({ PORT: '', DATABASE_URL: '', PATH: '/bin' });
    expect([config.PORT, config.DATABASE_URL, 'PATH' in config]).toEqual([undefined, undefined, false]);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });

  it.each<[string, string, unknown]>([
    ['PORT', '8080', 8080],
    ['ROLES', 'web, worker', ['web', 'worker']],
    ['LEASE_SECONDS', '2.5', 2.5],
    ['LOG_LEVEL', 'silent', 'silent'],
    ['DATABASE_URL', 'postgresql://db/x', 'postgresql://db/x'],
  ])('reads %s=%s', (name, text, expected) => {
    expect(Object.entries(loadConfig({ [name]: text }))).toContainEqual([name, expected]);
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['PUBLIC_URL', 'adjutant'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['DATABASE_URL', 'mysql://db/x'],
    ['ROLES', 'web,cook'],
    ['ROLES', ','],
    ['LEASE_SECONDS', '0'],
    ['APPROVAL_HOURS', '-1'],
    ['DATABASE_CONNECTIONS', '1'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'staging'],
    ['ADJUTANT_SECRET', 'short'],
  ])('refuses %s=%s, by its name', (name, text) => {
    expect(faultsOf({ [name]: text })).toContain(`${name}`);
  });

  it('reports every fault together', () => {
    const faults = faultsOf({ NODE_ENV: 'production', PORT: 'x', ROLES: 'cook', LOG_LEVEL: 'loud' });
    for (const name of ['PORT', 'ROLES', 'LOG_LEVEL', 'ADJUTANT_SECRET', 'DATABASE_URL', 'PUBLIC_URL']) {
      expect(faults).toContain(`${name}`);
    }
  });

  it.each(['ADJUTANT_SECRET', 'DATABASE_URL', 'PUBLIC_URL'])('is not safe for production without %s', (name) => {
    expect(faultsOf({ ...safe, [name]: '' })).toBe(`These settings need mending:\n  ${name}: is needed in production`);
    expect(faultsOf({ ...safe, NODE_ENV: 'development', [name]: '' })).toBe('');
  });

  it('is safe for production with all three', () => {
    expect(loadConfig(safe).NODE_ENV).toBe('production');
  });

  it('prints no secret, nor in a fault', () => {
    const secrets = { ADJUTANT_SECRET: 'planted'.repeat(6), SLACK_SIGNING_SECRET: 'planted' };
    const config = loadConfig(secrets);
    expect([JSON.stringify(config), inspect(config), `${config.ADJUTANT_SECRET}`].join()).not.toContain('planted');
    const faults = faultsOf({ ADJUTANT_SECRET: 'planted', DATABASE_URL: 'mysql://u:planted@db/x' });
    expect(faults).toMatch(/ADJUTANT_SECRET[\s\S]*DATABASE_URL|DATABASE_URL[\s\S]*ADJUTANT_SECRET/);
    expect(faults).not.toContain('planted');
  });

  const teams = { TEAMS_APP_ID: '11111111-1111-4111-8111-111111111111', TEAMS_APP_PASSWORD: 'a secret' };

  it.each<[string, Record<string, string>, RegExp | '']>([
    ['a whole bot', { ...safe, ...teams }, ''],
    ['no app id in production', { ...safe, TEAMS_APP_PASSWORD: 'a secret' }, /TEAMS_APP_ID and TEAMS_APP_PASSWORD/],
    ['an empty app id in production', { ...safe, ...teams, TEAMS_APP_ID: '' }, /are needed together/],
    ['no password', { TEAMS_APP_ID: teams.TEAMS_APP_ID }, /are needed together/],
    ['an app id that is none', { ...teams, TEAMS_APP_ID: 'x' }, /TEAMS_APP_ID/],
    ['an app of one tenant without it', { ...teams, TEAMS_TENANT_TYPE: 'single' }, /TEAMS_TENANT_ID: is needed/],
    ['keys by http', { ...teams, TEAMS_OPENID_METADATA_URL: 'http://keys.example' }, ''],
    ['keys by http in production', { ...safe, TEAMS_OPENID_METADATA_URL: 'http://keys.example' }, /has to be https/],
    ['a login by http in production', { ...safe, TEAMS_LOGIN_URL: 'http://login.example' }, /has to be https/],
    ['hosts that are addresses', { TEAMS_SERVICE_HOSTS: 'https://x.example' }, /is a list of host names/],
  ])('of Teams is looked at whole: %s', (_what, environment, fault) => {
    if (fault === '') expect(faultsOf(environment)).toBe('');
    else expect(faultsOf(environment)).toMatch(fault);
  });

  describe('of a model', () => {
    const model = { OPENAI_BASE_URL: 'https://api.openai.com/v1', OPENAI_API_KEY: 'sk-key', OPENAI_MODEL: 'gpt' };

    it('is whole, or there is none', () => {
      expect(loadConfig(model).OPENAI_API_KEY?.reveal()).toBe('sk-key');
      expect(inspect(loadConfig(model))).not.toContain('sk-key');
      for (const name of Object.keys(model)) {
        expect(faultsOf({ ...model, [name]: '' })).toMatch(new RegExp(`needed together; ${name} is missing`));
      }
    });

    it.each([
      ['ftp://models/v1', 'OPENAI_BASE_URL'],
      ['models', 'OPENAI_BASE_URL'],
      ['https://me:secret@models.example.org/v1', 'belongs into OPENAI_API_KEY'],
    ])('is not at %s', (url, fault) => {
      expect(faultsOf({ ...model, OPENAI_BASE_URL: url })).toContain(fault);
      expect(faultsOf({ ...model, OPENAI_BASE_URL: url })).not.toContain('secret@');
    });

    it.each<[string, boolean]>([
      ['http://models.example.org/v1', false],
      ['http://8.8.8.8/v1', false],
      ['http://localhost:11434/v1', true],
      ['http://ollama:11434/v1', true],
      ['http://10.1.2.3/v1', true],
      ['http://models.internal/v1', true],
      ['https://models.example.org/v1', true],
    ])('at %s is safe for production: %s', (url, isSafe) => {
      const faults = faultsOf({ ...safe, ...model, OPENAI_BASE_URL: url });
      expect(faults.includes('has to be https in production')).toBe(!isSafe);
    });
  });
});
