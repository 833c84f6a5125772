import { describe, expect, it } from 'vitest';
import { isAllowedService } from '../../../src/bot/teams/service-hosts.ts';

const hosts = ['smba.trafficmanager.net', '*.botframework.com', '127.0.0.1'];

describe('the address of a service', () => {
  it.each([
    ['https://smba.trafficmanager.net/emea/', true],
    ['https://europe.botframework.com/', true],
    ['http://127.0.0.1:7071/teams/service/', true],
    ['http://smba.trafficmanager.net/emea/', false],
    ['https://smba.trafficmanager.net.evil.example/', false],
    ['https://evil.example/smba.trafficmanager.net', false],
    ['https://botframework.com/', false],
    ['https://evilbotframework.com/', false],
    ['https://user:pass@smba.trafficmanager.net/', false],
    ['http://localhost:1/', false],
    ['ftp://127.0.0.1/', false],
    ['file:///etc/passwd', false],
    ['', false],
    ['nothing', false],
  ])('%s is posted to: %s', (url, isAllowed) => {
    expect(isAllowedService(url, hosts)).toBe(isAllowed);
  });
});
