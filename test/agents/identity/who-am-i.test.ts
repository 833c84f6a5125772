import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/identity/who-am-i.ts';
import { type Principal, parse } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';

const maria: Principal = {
  tenant: 'aurora',
  person: 'maria',
  name: 'Maria *Lindqvist*',
  door: 'mcp',
  roles: ['manager', 'developer'],
  scopes: ['identity:self:read'],
  projects: ['aurora/adjutant', 'aurora/site'],
};
const answer = async (principal: Principal) =>
  parse(capability.output, await capability.run({}, contextOf({ principal })));

describe('identity.who-am-i', () => {
  it('says who asks and what they may use', async () => {
    const output = await answer(maria);
    expect(output).toEqual({
      name: 'Maria *Lindqvist*',
      roles: ['manager', 'developer'],
      projects: ['aurora/adjutant', 'aurora/site'],
      door: 'mcp',
    });
    expect(capability.present(output)).toMatchInlineSnapshot(`
      {
        "facts": {
          "Door": "mcp",
          "Projects": "aurora/adjutant, aurora/site",
          "Roles": "manager, developer",
        },
        "markdown": "You are **Maria \\*Lindqvist\\***.",
      }
    `);
  });

  it('says so when there is nothing', async () => {
    const output = await answer({ ...maria, roles: [], projects: [] });
    expect(capability.present(output).facts).toMatchObject({ Roles: 'none', Projects: 'none' });
  });
});
