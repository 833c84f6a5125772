import type { SandboxOrg } from './salesforce/index.ts';
import type { SandboxXUser } from './x/index.ts';

/** The two organisations that the sandbox plays: the same people on every start, at every vendor. */
export interface SandboxPerson {
  name: string;
  email: string;
  role: 'admin' | 'manager' | 'developer' | 'viewer';
  slack: string;
}
export interface SandboxChannel {
  id: string;
  name: string;
  /** The bot was invited. Where it was not, Slack answers `not_in_channel`. */
  hasBot: boolean;
}
export interface SandboxOrganisation {
  key: string;
  name: string;
  slack: {
    team: string;
    domain: string;
    botUser: string;
    botId: string;
    botToken: string;
    appId: string;
    channels: SandboxChannel[];
  };
  gitlab: { user: string; token: string; projects: string[] };
  x: SandboxXUser;
  salesforce: SandboxOrg;
  people: SandboxPerson[];
}

export const organisations: SandboxOrganisation[] = [
  {
    key: 'aurora',
    name: 'Aurora Robotics',
    slack: {
      team: 'T0AURORA01',
      domain: 'aurora-robotics',
      botUser: 'U0AURORBOT',
      botId: 'B0AURORBOT',
      botToken: 'xoxb-sandbox-aurora',
      appId: 'A0ADJUTANT',
      channels: [
        { id: 'C0AURORENG', name: 'engineering', hasBot: true },
        { id: 'C0AURORGEN', name: 'general', hasBot: true },
        { id: 'C0AURORLEA', name: 'leadership', hasBot: false },
      ],
    },
    gitlab: { user: 'adjutant-aurora', token: 'glpat-sandbox-aurora', projects: ['aurora/adjutant'] },
    x: {
      id: '1786301922000000001',
      username: 'aurora_robotics',
      name: 'Aurora Robotics',
      keys: {
        appKey: 'sandbox-app',
        appSecret: 'sandbox-app-secret',
        accessToken: '1786301922000000001-sandbox-aurora',
        accessSecret: 'sandbox-aurora-secret',
      },
    },
    salesforce: {
      key: 'aurora',
      name: 'Aurora Robotics',
      user: 'Adjutant at Aurora Robotics',
      clientId: '3MVG9.sandbox-aurora',
      clientSecret: 'sandbox-aurora-salesforce',
    },
    people: [
      { name: 'Maria Lindqvist', email: 'maria@aurora.example', role: 'manager', slack: 'U0AURMARIA' },
      { name: 'Jonas Weber', email: 'jonas@aurora.example', role: 'developer', slack: 'U0AURJONAS' },
      { name: 'Amina Diallo', email: 'amina@aurora.example', role: 'admin', slack: 'U0AURAMINA' },
      { name: 'Priya Nair', email: 'priya@aurora.example', role: 'viewer', slack: 'U0AURPRIYA' },
    ],
  },
  {
    key: 'borealis',
    name: 'Borealis Foods',
    slack: {
      team: 'T0BOREAL01',
      domain: 'borealis-foods',
      botUser: 'U0BORELBOT',
      botId: 'B0BORELBOT',
      botToken: 'xoxb-sandbox-borealis',
      appId: 'A0ADJUTANT',
      channels: [{ id: 'C0BOREALSH', name: 'shop', hasBot: true }],
    },
    gitlab: { user: 'adjutant-borealis', token: 'glpat-sandbox-borealis', projects: ['borealis/shop'] },
    x: {
      id: '1786301922000000002',
      username: 'borealis_foods',
      name: 'Borealis Foods',
      keys: {
        appKey: 'sandbox-app',
        appSecret: 'sandbox-app-secret',
        accessToken: '1786301922000000002-sandbox-borealis',
        accessSecret: 'sandbox-borealis-secret',
      },
    },
    salesforce: {
      key: 'borealis',
      name: 'Borealis Foods',
      user: 'Adjutant at Borealis Foods',
      clientId: '3MVG9.sandbox-borealis',
      clientSecret: 'sandbox-borealis-salesforce',
    },
    people: [
      { name: 'Elena Rossi', email: 'elena@borealis.example', role: 'manager', slack: 'U0BORELENA' },
      { name: 'Tom Okafor', email: 'tom@borealis.example', role: 'developer', slack: 'U0BORELTOM' },
    ],
  },
];
